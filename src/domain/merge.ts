import { dayOf, plusDays } from './calendar.ts'
import type { Decision, Of } from './decide.ts'
import { dueRules, intervalOf, type Schedule, scheduleOf } from './due.ts'
import type { CommandId, Instant } from './ids.ts'
import { emptiedAgain, filledIn } from './merge-fields.ts'
import type { Ending, HouseholdBody, Kind, Row, RowOf } from './nouns.ts'
import { questionsAbout, underOf } from './register.ts'
import type { Change, Context, See } from './see.ts'

type Merge = Of<'register.merge'> | Of<'register.part'>

/**
 * Two records of one household, or of one person, become one: the first ends and says into which. All that was noted of
 * a household goes along and remembers where it came from, so that the two can be taken apart again as they were.
 */
export function decideMerge(see: See, command: Merge, context: Context): Decision {
  const { kind, id, into } = command.payload
  const [row, other] = [see(kind, id), see(kind, into)]
  if (row === undefined || other === undefined) return { unknown: { kind, id: row === undefined ? id : into } }
  const isOne = row.body.ended?.why === 'merged' && row.body.ended.into === into
  if (command.type === 'register.part') {
    // Done already, by this very command.
    if (row.writer['ended'] === command.id && row.body.ended === undefined) return { changes: [] }
    if (!isOne) return { refused: 'conflict_gone' }
    // All that was noted went on with the other: that one is parted first.
    if (other.body.ended?.why === 'merged') return { refused: 'ended' }
    const emptied = written(other, emptiedAgain(row, other))
    const stays = as(other, emptiedAgain(row, other))
    const parted = kind === 'household' ? apart(see, { row: row as Household, from: stays }, context) : []
    return { changes: [end(row, null), ...emptied, ...parted] }
  }
  if (isOne) return { changes: [] }
  if (id === into || row.body.ended !== undefined || other.body.ended !== undefined) return { refused: 'ended' }
  const ended: Ending = { on: dayOf(context.at, dueRules(see).timeZone), why: 'merged', into }
  const filled = written(other, filledIn(row, other))
  if (kind === 'resident') return { changes: [end(row, ended), ...filled] }
  const { lastReached, lastVisit, nextDue, misses } = other.body as HouseholdBody
  const was: Schedule = { lastReached, lastVisit, nextDue, misses }
  const both = as(other, filledIn(row, other))
  return { changes: [end(row, { ...ended, was }), ...filled, ...together(see, row as Household, both)] }
}
type Household = RowOf<'household'>
/** The household as its fields will be: its days follow from them. */
const as = ({ body, ...row }: RowOf<'household' | 'resident'>, set: Readonly<Record<string, unknown>>): Household => {
  const fields = Object.entries({ ...body, ...set }).filter(([field, value]) => value !== null || !(field in set))
  return { ...row, body: Object.fromEntries(fields) } as unknown as Household
}
const written = ({ kind, id }: RowOf<'household' | 'resident'>, set: Readonly<Record<string, unknown>>): Change[] =>
  Object.keys(set).length === 0 ? [] : [{ op: 'set', kind, id, set, edit: true }]
type Noted = RowOf<'resident'> | RowOf<'visit'> | RowOf<'need'>
const end = ({ kind, id }: { readonly kind: Kind; readonly id: string }, ended: Ending | null): Change => ({
  op: 'set',
  kind,
  id,
  set: { ended },
  edit: true,
})
const notedOf = (see: See, household: string): readonly Noted[] => [
  ...see.under('resident', household),
  ...see.under('visit', household),
  ...see.under('need', household),
]
const idsOf = (rows: readonly Row[]): ReadonlySet<string> => new Set(rows.map((row) => row.id))

function together(see: See, row: Household, into: Household): readonly Change[] {
  const noted = notedOf(see, row.id)
  const both: Household['body'] = {
    ...into.body,
    lastReached: later(row.body.lastReached, into.body.lastReached),
    lastVisit: later(row.body.lastVisit, into.body.lastVisit),
    nextDue: sooner(row.body.nextDue, into.body.nextDue),
  }
  const visits = [...see.under('visit', into.id), ...see.under('visit', row.id)]
  return [
    ...noted.flatMap((each) => underOf(each, into, { household: into.id, from: [...(each.body.from ?? []), row.id] })),
    ...questionsAbout(see, row.id, idsOf(noted)).flatMap((each) => underOf(each, into, { household: into.id })),
    schedule(into.id, scheduleOf(dueRules(see), both, visits)),
  ]
}
interface Pair {
  readonly row: Household
  readonly from: Household
}
function apart(see: See, { row, from }: Pair, context: Context): readonly Change[] {
  const isBack = (each: Noted): boolean => each.body.from?.at(-1) === row.id
  const back = notedOf(see, from.id).filter(isBack)
  const all = see.under('visit', from.id)
  const [theirs, visits] = [all.filter(isBack), all.filter((each) => !isBack(each))]
  const { lastVisit } = row.body
  const wasVisitedSince = theirs.some(({ body }) => lastVisit === null || body.at > lastVisit)
  const days = scheduleOf(dueRules(see), { ...from.body, ...row.body.ended?.was }, visits)
  return [
    ...back.flatMap((each) => {
      const left = each.body.from?.slice(0, -1) ?? []
      return underOf(each, row, { household: row.id, from: left.length === 0 ? null : left })
    }),
    ...questionsAbout(see, from.id, idsOf(back)).flatMap((each) => underOf(each, row, { household: row.id })),
    schedule(from.id, visits.length > 0 ? days : notLater(see, days, { row, from, context })),
    ...(wasVisitedSince ? [schedule(row.id, scheduleOf(dueRules(see), row.body, theirs))] : []),
  ]
}
/** The day it had before does not know of a level or an interval that was noted since they were one (as edit.ts has it). */
function notLater(see: See, was: Schedule, { row, from, context }: Pair & { readonly context: Context }): Schedule {
  const merging = row.writer['ended']
  const at = (command: CommandId | undefined): string => (command && context.past(command)?.at) ?? ''
  const noted = [from.writer['care'], from.writer['interval']].filter((writer) => writer !== merging).map(at)
  const latest = noted.sort().at(-1) as Instant | ''
  if (at(merging) === '' || latest === '' || latest < at(merging)) return was
  const rules = dueRules(see)
  const soonest = plusDays(dayOf(latest, rules.timeZone), intervalOf(rules, from.body))
  return { ...was, nextDue: sooner(soonest, was.nextDue) }
}
const schedule = (id: string, set: Schedule): Change => ({
  op: 'set',
  kind: 'household',
  id,
  set: { ...set },
  edit: false,
})
const later = <T extends string>(a: T | null, b: T | null): T | null => (a === null || (b !== null && b > a) ? b : a)
const sooner = <T extends string>(a: T | null, b: T | null): T | null => (a === null || (b !== null && b < a) ? b : a)
