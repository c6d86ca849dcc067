import { useMemo } from 'preact/hooks'
import { type Instant, instantOf } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { effectOf } from '../../domain/visit.ts'
import { asUnderstood, type VisitFields, visitCommand } from '../../domain/visit-form.ts'
import { useClock, useLive } from '../live.ts'
import type { VisitDraft } from './VisitForm.tsx'

export interface Effect {
  readonly at: Instant
  readonly method: string
  readonly effect: NonNullable<ReturnType<typeof effectOf>>
}
/** What saving the form now would bring, judged by the same rules as the save itself. */
export function useEffectOfVisit(household: RowOf<'household'>, draft: VisitDraft): Effect | undefined {
  const { view, status } = useLive()
  const seen = view.value
  const author = status.value.session.person
  const { now } = useClock()
  const { fields, id } = draft
  return useMemo(
    () => effectFor({ seen, household, fields, id, author, now }),
    [seen, household, fields, id, author, now],
  )
}
interface Asked {
  readonly seen: Parameters<typeof effectOf>[0]
  readonly household: RowOf<'household'>
  readonly fields: VisitFields
  readonly id: VisitDraft['id']
  readonly author: Parameters<typeof effectOf>[2]['author']
  readonly now: number
}
function effectFor({ seen, household, fields, id, author, now }: Asked): Effect | undefined {
  const command = visitCommand(household, fields, { id, now: instantOf(now) })
  if (command === undefined) return undefined
  const context = {
    author,
    at: command.happenedAt,
    knows: () => true,
    turnedAway: () => undefined,
    past: () => undefined,
  }
  const effect = effectOf(seen, asUnderstood(command), context)
  return effect && { at: command.happenedAt, method: command.payload.method, effect }
}
