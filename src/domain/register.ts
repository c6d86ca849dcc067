import { dayOf, plusDays } from './calendar.ts'
import type { PayloadOf } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { timeZoneOf } from './due.ts'
import { conflictId } from './edit.ts'
import { RESIDENT_FIELDS } from './fields.ts'
import { asId, type PackId } from './ids.ts'
import type { HouseholdBody, Kind, ResidentBody, Row, RowOf } from './nouns.ts'
import { type Change, type Context, put, type See } from './see.ts'

/** What a command makes besides the row of its own name. */
export const madeId = (command: string, index: number): string => `${command}-${index + 1}`

const unknown = (kind: Kind, id: string): Decision => ({ unknown: { kind, id } })

/**
 * A household behind a door, with those who moved in and those who leave another household for it. A row that is there
 * already stays as it is: others may have changed it since, and the same command twice makes nothing twice.
 */
export function addHousehold(see: See, command: Of<'household.add'>, context: Context): Decision {
  const { door: at, set, people, from, take } = command.payload
  const door = see('door', at)
  if (door === undefined) return unknown('door', at)
  const made = { id: command.id as string, pack: door.pack }
  const changes: Change[] = []
  if (see('household', made.id) === undefined) {
    changes.push(
      put('household', made, {
        ...EMPTY_HOUSEHOLD,
        nextDue: firstVisit(see, context),
        ...known<HouseholdBody>(set),
        doors: [asId(at)],
      }),
    )
  }
  for (const [index, person] of people.entries()) {
    const body = residentOf(made.id, person)
    if (body === undefined) return { refused: 'bad_payload' }
    const id = madeId(made.id, index)
    if (see('resident', id) === undefined) changes.push(put('resident', { id, pack: made.pack }, body))
  }
  for (const id of take) {
    const resident = see('resident', id)
    if (resident === undefined || !livesIn(resident, [from, made.id])) return unknown('resident', id)
    changes.push(...movesOf(see, resident, made))
  }
  return { changes }
}
const EMPTY_HOUSEHOLD: Omit<HouseholdBody, 'doors'> = {
  dwelling: 'unknown',
  care: 'grey',
  tags: [],
  lastReached: null,
  lastVisit: null,
  nextDue: null,
  misses: 0,
}
/** Newcomers are called on soon, however they stand otherwise (vocabulary residentTags, new_mover). */
function firstVisit(see: See, context: Context): HouseholdBody['nextDue'] {
  const term = see('vocabulary', 'residentTags')?.body.terms.find(({ id }) => id === 'new_mover')
  const days = term?.['visitIntervalDays']
  return plusDays(dayOf(context.at, timeZoneOf(see)), typeof days === 'number' ? days : 14)
}
/** A null says that there is nothing: a new row does not carry it. */
const known = <B>(set: object): Partial<B> =>
  Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null && value !== undefined)) as Partial<B>

/** Somebody not yet registered, in a household. */
export function addResident(see: See, command: Of<'resident.add'>): Decision {
  const household = see('household', command.payload.household)
  if (household === undefined) return unknown('household', command.payload.household)
  const body = residentOf(household.id, command.payload.set)
  if (body === undefined) return { refused: 'bad_payload' }
  const isThere = see('resident', command.id) !== undefined
  return { changes: isThere ? [] : [put('resident', { id: command.id, pack: household.pack }, body)] }
}
function residentOf(household: string, set: PayloadOf<'resident.add'>['set']): ResidentBody | undefined {
  const { name, ...more } = known<ResidentBody>(set)
  if (name === undefined) return undefined
  return {
    sex: '9',
    tags: [],
    residence: 'live_unregistered',
    ...more,
    name,
    household: asId(household),
  } as ResidentBody
}

/**
 * Somebody goes to live with another household, and values that stand against each other about that person go along.
 * Where the person has left the named household for a third one meanwhile, a person must look at it.
 */
export function moveResident(see: See, { payload }: Of<'resident.move'>): Decision {
  const resident = see('resident', payload.resident)
  const to = see('household', payload.to)
  if (to === undefined) return unknown('household', payload.to)
  if (resident === undefined || !livesIn(resident, [payload.household, to.id]))
    return unknown('resident', payload.resident)
  return { changes: movesOf(see, resident, to) }
}
/** Also where one of the households has become another's since, and everybody went along. */
function livesIn({ body }: RowOf<'resident'>, households: readonly (string | undefined)[]): boolean {
  return [body.household, ...(body.from ?? [])].some((each) => households.includes(each))
}
/** A resident and the open questions about him under another household. */
function movesOf(see: See, resident: RowOf<'resident'>, to: Place): readonly Change[] {
  const { household } = resident.body
  if (household === to.id) return []
  const questions = questionsOf(resident.id).flatMap((id) => see('conflict', id) ?? [])
  return [resident, ...questions].flatMap((row) => underOf(row, to, { household: to.id, from: null }))
}

/** What may be disputed about somebody, by its own ids: the household may be another by now than the one that was left. */
export const questionsOf = (resident: string): readonly string[] =>
  Object.keys(RESIDENT_FIELDS).map((field) => conflictId({ kind: 'resident', id: resident }, field))

/** Where a household is to be found. */
export interface Place {
  readonly id: string
  readonly pack: PackId
}
/** Values that stand against each other about some of a household's people. */
export const questionsAbout = (see: See, household: string, people: ReadonlySet<string>): readonly Row[] =>
  see.under('conflict', household).filter(({ body }) => body.of.kind === 'resident' && people.has(body.of.id))
/** A row under another household, in its pack. */
export const underOf = (row: Row, to: Place, set: Readonly<Record<string, unknown>>): readonly Change[] => [
  { op: 'set', kind: row.kind, id: row.id, set, edit: false },
  ...(row.pack === to.pack ? [] : [{ op: 'move', kind: row.kind, id: row.id, pack: to.pack } as const]),
]
