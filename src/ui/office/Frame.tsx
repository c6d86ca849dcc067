import './office.css'
import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { plusDays } from '../../domain/calendar.ts'
import type { GridId } from '../../domain/ids.ts'
import type { RefusalCode } from '../../domain/refusal.ts'
import { gridLines } from '../../domain/staff.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useClock, useLive, useView } from '../live.ts'
import { Moment } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { ErrorCard } from '../trouble/TroubleCard.tsx'
import type { Failure } from './useOffice.ts'

interface FrameProps {
  readonly title: string
  readonly sub?: string
  readonly back?: string
  readonly dock?: ComponentChildren
  readonly children: ComponentChildren
}
/** A screen of administration; says so to whoever has come to it without a coordinator's post. */
export function Frame({ title, sub, back = '/office', dock, children }: FrameProps): JSX.Element {
  const { mayCoordinate } = useRights()
  const more = { ...(sub === undefined ? {} : { sub }), ...(dock === undefined || !mayCoordinate ? {} : { dock }) }
  return (
    <Shell title={title} back={back} wide {...more}>
      <div class="office">
        {mayCoordinate ? children : <Empty title={t('office.mayNot')} hint={t('office.mayNotHint')} />}
      </div>
    </Shell>
  )
}

const SAID = ['in_use', 'wrong_level', 'bad_period', 'not_found', 'not_your_grid', 'role_may_not'] as const
const isSaid = (code: RefusalCode): code is (typeof SAID)[number] => (SAID as readonly string[]).includes(code)
/** Why the server did not do it. */
export function Failed({ failure }: { readonly failure: Failure | undefined }): JSX.Element | null {
  if (failure === undefined) return null
  if ('error' in failure) {
    return failure.error === 'offline' ? <Note words={t('office.offline')} /> : <ErrorCard code={failure.error} />
  }
  return <Note words={t(isSaid(failure.refused) ? `office.refused.${failure.refused}` : 'office.refused.other')} />
}
function Note({ words }: { readonly words: string }): JSX.Element {
  return (
    <div class="trouble trouble--you" role="alert">
      <Icon name="you" />
      <p class="grow">
        <b>{words}</b>
      </p>
    </div>
  )
}

interface From {
  /** The beginning of a redrawing's payload. */
  readonly redraw: { readonly redraw: string; readonly on: string }
  readonly field: JSX.Element
}
/** From which day a redrawing holds: tomorrow unless another is chosen, never one that has passed. */
export function useFrom(): From {
  const { doors } = useLive()
  const today = todayOf(useClock())
  const [redraw] = useState(() => doors.newId())
  const [on, setOn] = useState<string>(plusDays(today, 1))
  const take = (day: string): void => setOn(day === '' || day >= today ? day : today)
  const field = <Moment title={t('office.on')} hint={t('office.onHint')} value={on} onInput={take} />
  return { redraw: { redraw, on }, field }
}

/** The grids that are the coordinator's own to arrange, as a picker shows them: indented by level. */
export function useGridOptions(): readonly (readonly [id: string, words: string])[] {
  const reach = useMayCoordinate()
  return gridLines(useView())
    .filter(({ id }) => reach(id))
    .map(({ id, body, depth }) => [id, `${'\u3000'.repeat(depth)}${body.name}`])
}
export const useGridName = (): ((grid: GridId) => string) => {
  const view = useView()
  return (grid) => view('grid', grid)?.body.name ?? ''
}
