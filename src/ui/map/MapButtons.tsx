import type { ComponentChildren, JSX } from 'preact'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'
import type { Moves } from './moves.ts'

interface MapButtonsProps {
  readonly moves: Moves
  /** Without it the map does not ask where the person stands. */
  readonly onHere?: () => void
  /** Others above these. */
  readonly children?: ComponentChildren
}
/** What gestures do, for those who do not make them. */
export function MapButtons({ moves, onHere, children }: MapButtonsProps): JSX.Element {
  return (
    <div class="mp__do">
      {children}
      <One icon="plus" label={t('map.closer')} onClick={() => moves.zoom('in')} />
      <One icon="minus" label={t('map.farther')} onClick={() => moves.zoom('out')} />
      <One icon="home" label={t('map.home')} onClick={moves.home} />
      {onHere !== undefined && <One icon="locate" label={t('map.here')} onClick={onHere} />}
    </div>
  )
}
function One({ icon, label, onClick }: { icon: IconName; label: string; onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="mp__b" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  )
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-0.2, 0],
  ArrowRight: [0.2, 0],
  ArrowUp: [0, -0.2],
  ArrowDown: [0, 0.2],
}
/** Arrows move, + and − come closer and go away, 0 shows all that is one's own. Gives whether the key was one of these. */
export function moveByKey(key: string, moves: Moves): boolean {
  const arrow = ARROWS[key]
  if (arrow !== undefined) moves.pan(...arrow)
  else if (key === '+' || key === '=') moves.zoom('in')
  else if (key === '-' || key === '_') moves.zoom('out')
  else if (key === '0') moves.home()
  else return false
  return true
}
