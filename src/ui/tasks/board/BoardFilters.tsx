import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { asId } from '../../../domain/ids.ts'
import { isAtOrBelow } from '../../../domain/rights.ts'
import { PHASES, type Phase } from '../../../domain/task-board.ts'
import { useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Button } from '../../parts/pieces.tsx'
import { useDesk } from '../../parts/wide.ts'
import { Select } from '../../review/Filters.tsx'
import { useRights } from '../../rights.ts'
import { label, t } from '../../text/text.ts'

export interface Chosen {
  readonly phase?: string
  readonly grid?: string
  readonly urgency?: string
}
interface FiltersProps {
  readonly chosen: Chosen
  readonly counts: ReadonlyMap<Phase, number>
  readonly onChoose: (chosen: Chosen) => void
}
/** What needs somebody is one tap; the rest in a row at a desk, folded on a phone, where the list matters more. */
export function BoardFilters(props: FiltersProps): JSX.Element {
  const { chosen, counts, onChoose } = props
  const count = [chosen.phase, chosen.grid, chosen.urgency].filter(Boolean).length
  const desk = useDesk()
  const quick = (['open', 'expiring'] as const).map((phase) => (
    <button
      key={phase}
      type="button"
      class={phase === 'expiring' && (counts.get(phase) ?? 0) > 0 ? 'chip chip--you' : 'chip'}
      aria-pressed={chosen.phase === phase}
      onClick={() => onChoose({ ...chosen, phase: chosen.phase === phase ? '' : phase })}
    >
      {t('board.phaseCount', { phase: t(`board.phase.${phase}`), count: counts.get(phase) ?? 0 })}
    </button>
  ))
  const all = (
    <>
      <Fields {...props} />
      {count > 0 && (
        <Button tone="quiet" size="s" onClick={() => onChoose({})}>
          {t('review.clear')}
        </Button>
      )}
    </>
  )
  return (
    <div class="filters">
      {quick}
      {desk ? (
        all
      ) : (
        <details class="filters__more">
          <summary class="chip">
            {count > 0 ? t('review.filtersOn', { count }) : t('review.filters')}
            <Icon name="down" size="s" />
          </summary>
          <div class="filters__all">{all}</div>
        </details>
      )}
    </div>
  )
}

function Fields({ chosen, counts, onChoose }: FiltersProps): JSX.Element {
  const urgencies = useView()('vocabulary', 'issueUrgency')?.body.terms ?? []
  return (
    <>
      <Select
        name={t('board.phase')}
        all={t('board.allPhases')}
        value={chosen.phase}
        onChange={(phase) => onChoose({ ...chosen, phase })}
      >
        {PHASES.map((phase) => (
          <option key={phase} value={phase}>
            {t('board.phaseCount', { phase: t(`board.phase.${phase}`), count: counts.get(phase) ?? 0 })}
          </option>
        ))}
      </Select>
      <Select
        name={t('review.grid')}
        all={t('review.allGrids')}
        value={chosen.grid}
        onChange={(grid) => onChoose({ ...chosen, grid })}
      >
        <Grids />
      </Select>
      <Select
        name={t('board.urgency')}
        all={t('board.allUrgencies')}
        value={chosen.urgency}
        onChange={(urgency) => onChoose({ ...chosen, urgency })}
      >
        {urgencies.map((term) => (
          <option key={term.id} value={term.id}>
            {label(term)}
          </option>
        ))}
      </Select>
    </>
  )
}

/** Grids in reach, without their hundreds of stairs: a grid's board shows what lies below it too. */
function Grids(): JSX.Element {
  const view = useView()
  const { posts } = useRights()
  const grids = useMemo(
    () =>
      view
        .all('grid')
        .filter(({ body }) => body.level !== 'stair' && body.ended === undefined)
        .filter(({ id }) => posts.some((post) => isAtOrBelow(view, asId<'grid'>(id), post.body.grid)))
        .sort((a, b) => a.body.order - b.body.order),
    [view, posts],
  )
  return (
    <>
      {grids.map(({ id, body }) => (
        <option key={id} value={id}>
          {body.name}
        </option>
      ))}
    </>
  )
}
