import { holdsPlace, isLive } from '../../../domain/claim.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import type { ClaimBody, ClaimState } from '../../../domain/task-nouns.ts'
import type { View } from '../../../store/contract.ts'

/** Somebody with a place or on the way to one; all of the claim where this person reads it. */
export interface Holder {
  readonly claim: string
  readonly person: string
  readonly state: ClaimState
  readonly body?: ClaimBody
}
const SECOND: ReadonlySet<ClaimState> = new Set(['waitlisted'])
/** By office from the claims of the grid, else as the task's publisher from its sheet; who waits comes last. */
export function holdersOf(view: View, task: RowOf<'task'>): readonly Holder[] {
  const holdings = [...view.under('holding', task.id)].sort((a, b) => orderOf(a.body) - orderOf(b.body))
  const known = holdings.filter(({ body }) => isLive(body) || holdsPlace(body) || body.late === true)
  const said = view('sheet', task.id)?.body.holders ?? []
  const holders: readonly Holder[] =
    known.length > 0 ? known.map(({ id, body }) => ({ claim: id, person: body.person, state: body.state, body })) : said
  return [...holders].sort((a, b) => Number(SECOND.has(a.state)) - Number(SECOND.has(b.state)))
}
/** What the server has not counted yet came last. */
const orderOf = ({ order }: ClaimBody): number => (order === 0 ? Number.POSITIVE_INFINITY : order)
