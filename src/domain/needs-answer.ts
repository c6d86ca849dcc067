import { isChecked, isOver } from './claim.ts'
import { claimRules, leaseLeft } from './claim-rules.ts'
import { type Instant, millisOf, type PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { See } from './see.ts'
import type { ClaimBody, ClaimEvent } from './task-nouns.ts'

/** Who reads, when by the server's clock as far as the phone knows it, and what was read on this device. */
export interface Reading {
  readonly person: PersonId
  readonly now: Instant
  readonly read: ReadonlySet<string>
}
/** What a claim wants of its holder. */
export type Need =
  /** A word about a place that is offered, or about work that came back. */
  | 'answer'
  /** To be read: it ended by another hand. */
  | 'ended'
  /** To be read: something of its task is not as it was claimed. */
  | 'changed'
  /** To be done: its time is nearly over. */
  | 'lease'
/** After that an end is told by the history alone: a new phone knows nothing of what was read on the old one. */
const NEWS_DAYS = 30
const DAY = 86_400_000

/** The event that ended a claim; what is checked later stands behind it. */
export const endOf = (claim: Pick<ClaimBody, 'state' | 'log'>): ClaimEvent | undefined =>
  isOver(claim) ? claim.log.find(({ state }) => state === claim.state) : undefined
/** Under which name a change of its task is remembered as read. */
export const changeOf = ({ id, body }: RowOf<'claim'>): string => `${id}@${body.changed?.at}`

/** What a claim wants of its holder, the most pressing first; undefined where it wants nothing. */
export function needOf(see: See, row: RowOf<'claim'>, { now, read }: Omit<Reading, 'person'>): Need | undefined {
  const { body } = row
  const end = endOf(body)
  if (end !== undefined) {
    const isNews = millisOf(now) - millisOf(end.at) < NEWS_DAYS * DAY
    // What was done afterwards and checked has been talked about.
    return end.by !== body.person && isNews && !read.has(row.id) && !isChecked(body) ? 'ended' : undefined
  }
  const seat = see.under('seat', body.task).find((one) => one.body.claim === row.id)?.body
  if (body.state === 'assigned' || body.state === 'sent_back') return 'answer'
  if (body.state === 'waitlisted' && seat !== undefined) return 'answer'
  if (body.done !== undefined) return undefined
  if (body.changed !== undefined && !read.has(changeOf(row))) return 'changed'
  if (seat?.offer === true || !seat?.until || !seat.ends) return undefined
  return leaseLeft(claimRules(see), { until: seat.until, ends: seat.ends }, now).phase === 'fine' ? undefined : 'lease'
}

/** Own claims that the person has to hear of, to answer or to get done. */
export const claimsThatNeed = (see: See, reading: Reading): readonly RowOf<'claim'>[] =>
  see.under('claim', reading.person).filter((row) => needOf(see, row, reading) !== undefined)
