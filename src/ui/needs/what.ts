import { doorName } from '../../domain/address.ts'
import type { Command, PayloadOf, Understood } from '../../domain/commands.ts'
import type { Day } from '../../domain/ids.ts'
import { maskName } from '../../domain/mask.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { understandOutbox } from '../../domain/outbox-commands.ts'
import type { See } from '../../domain/see.ts'
import { t } from '../text/text.ts'
import { sayDate } from '../text/when.ts'
import { isTaskCommand, taskWords } from './task-words.ts'
import { joinWords, sayDoor, sayField, sayTerm, sayValue } from './values.ts'

/** A command in a person's words: where, what was done, and every thing that was typed. */
export interface What {
  /** 12号 302, or 12号 302 张*明 where it is about one person. */
  readonly place: string
  readonly household: RowOf<'household'> | undefined
  /** Where it is about a task that is at hand. */
  readonly task?: string
  readonly did: string
  /** The words that say most, for a line; undefined where nothing was written by hand. */
  readonly quote: string | undefined
  /** Name and value of everything typed. */
  readonly typed: readonly (readonly [name: string, value: string])[]
}

export function whatOf(see: See, { command, place, ...how }: Kept): What {
  const what = wordsOf(see, command, { names: 'open', doorOf: (household) => doorName(see, household), ...how })
  return what.household === undefined && place !== undefined ? { ...what, place } : what
}
/** A command with what its author called the door when it was saved. */
interface Kept extends Partial<Telling> {
  readonly command: Command
  readonly place?: string
}
/** For whom it is told. */
interface Telling {
  /** Names and phones are open to their author; open unless told. */
  readonly names: Names
  /** How doors are called there; without their lane unless told. */
  readonly doorOf: (household: RowOf<'household'>) => string
}
type Names = 'open' | 'masked'
function wordsOf(see: See, command: Command, { names, doorOf }: Telling): What {
  const place = placeIn(see, doorOf)
  const understood = understandOutbox(command)
  if ('bad' in understood) return whatOfUnknown(command, place)
  if (isTaskCommand(understood)) return taskWords(see, understood)
  switch (understood.type) {
    case 'visit.log':
      return { ...place(understood.payload.household), ...visitWords(see, understood.payload, names) }
    case 'household.look':
      return { ...place(understood.payload.household), did: t('what.look'), quote: undefined, typed: [] }
    case 'household.edit':
      return {
        ...place(understood.payload.household),
        ...editWords(see, { kind: 'household', set: understood.payload.set, names }),
      }
    case 'resident.edit':
      return {
        ...place(understood.payload.household, understood.payload.resident),
        ...editWords(see, { kind: 'resident', set: understood.payload.set, names }),
      }
    case 'household.add':
    case 'resident.add':
    case 'resident.move':
    case 'register.merge':
    case 'register.part':
      return registerWords(see, understood, { place, names })
    case 'building.edit':
      return {
        ...houseOf(see, understood.payload.building),
        ...editWords(see, { kind: 'building', set: understood.payload.set, names }),
      }
    case 'door.add': {
      const { payload } = understood
      return { ...atDoor(see, payload), did: t('what.addsDoor'), quote: undefined, typed: typedOf(see, payload) }
    }
    case 'door.edit': {
      const { door, set } = understood.payload
      return { ...atDoor(see, see('door', door)?.body), ...editWords(see, { kind: 'door', set, names: 'open' }) }
    }
    case 'conflict.settle':
      return {
        ...(understood.payload.household === undefined
          ? houseOf(see, understood.payload.building)
          : place(understood.payload.household)),
        ...settleWords(see, understood.payload),
      }
    default:
      return whatOfUnknown(command, place)
  }
}

type Place = Pick<What, 'place' | 'household'>
const houseOf = (see: See, building = ''): Place => ({
  place: see('building', building)?.body.name ?? t('what.unknownPlace'),
  household: undefined,
})
const atDoor = (see: See, door: Parameters<typeof sayDoor>[1] | undefined): Place => ({
  place: door === undefined ? t('what.unknownPlace') : sayDoor(see, door),
  household: undefined,
})
type PlaceOf = (household: string, resident?: string) => Place
const placeIn =
  (see: See, doorOf: Telling['doorOf']): PlaceOf =>
  (id, resident) => {
    const household = see('household', id)
    const name = resident === undefined ? undefined : see('resident', resident)?.body.name
    const door = household === undefined ? t('what.unknownPlace') : doorOf(household)
    return { place: name === undefined ? door : `${door} ${maskName(name)}`, household }
  }

type Words = Omit<What, 'place' | 'household'>
function visitWords(see: See, payload: PayloadOf<'visit.log'>, names: Names): Words {
  const outcome = sayTerm(see, 'visitOutcomes', payload.outcome)
  const { words, note } = payload
  const typed: (readonly [string, string])[] = [[t('what.outcome'), outcome]]
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && value.trim() !== '') typed.push([name, maskIdentityNumbers(value)])
  }
  const met = payload.persons.flatMap((id) => see('resident', id)?.body.name ?? [])
  add(t('what.persons'), joinWords(names === 'open' ? met : met.map(maskName)))
  add(t('what.words'), words)
  add(t('what.observed'), sayObserved(see, payload.observations))
  add(t('what.needs'), joinWords(payload.needs.map((need) => sayNeed(see, need))))
  add(t('what.note'), note)
  add(t('what.next'), payload.nextOn === undefined ? undefined : sayDate(payload.nextOn as Day))
  const quote = [words, note, payload.needs[0]?.text].find((one) => one !== undefined && one.trim() !== '')
  return { did: t('what.visitOf', { outcome }), quote: quote && maskIdentityNumbers(quote), typed }
}
function sayNeed(see: See, need: { readonly category: string; readonly text?: string }): string {
  const category = sayTerm(see, 'needCategories', need.category)
  return need.text === undefined || need.text.trim() === ''
    ? category
    : t('what.need', { need: category, text: maskIdentityNumbers(need.text) })
}
function sayObserved(see: See, observations: Readonly<Record<string, string>>): string {
  const said = Object.entries(observations).map(([id, seen]) => {
    const item = sayTerm(see, 'observations', id)
    return seen === 'mind' ? t('what.mind', { item }) : t('what.fine', { item })
  })
  return joinWords(said)
}

interface Edit {
  readonly kind: 'household' | 'resident' | 'building' | 'door'
  readonly set: Readonly<Record<string, unknown>>
  readonly names: Names
}
function editWords(see: See, { kind, set, names }: Edit): Words {
  const fields = Object.entries(set).filter(([, value]) => value !== undefined)
  const isOfSomebody = kind === 'household' || kind === 'resident'
  const how = isOfSomebody ? {} : ({ bare: true } as const)
  const typed = fields.map(
    ([field, value]) =>
      [
        sayField(kind, field),
        sayValue(see, { field, value, ...how, ...(names === 'open' ? { bare: true } : {}) }),
      ] as const,
  )
  const [first] = fields
  if (first === undefined) return { did: t('what.other'), quote: undefined, typed }
  const [field, value] = first
  const named = { field: sayField(kind, field), value: sayValue(see, { field, value, ...how }) }
  const did = fields.length === 1 ? t('what.editTo', named) : t('what.editMany', { ...named, count: fields.length })
  return { did, quote: undefined, typed }
}
function settleWords(see: See, payload: PayloadOf<'conflict.settle'>): Words {
  const conflict = see('conflict', payload.conflict)?.body
  const field = conflict === undefined ? '' : sayField(conflict.of.kind, conflict.field)
  if (payload.choice === 'ask_next_time') return { did: t('what.settleLater', { field }), quote: undefined, typed: [] }
  const chosen = parseJson(payload.saw[payload.choice])
  const value = sayValue(see, { field: conflict?.field ?? '', value: chosen })
  return { did: t('what.settle', { field }), quote: undefined, typed: [[field, value]] }
}
type OfRegister = Extract<
  Understood,
  { type: 'household.add' | 'resident.add' | 'resident.move' | 'register.merge' | 'register.part' }
>
/** Who came, who went where, and what became one or two. */
function registerWords(see: See, command: OfRegister, how: { place: PlaceOf; names: Names }): What {
  const { place, names } = how
  const say = (name: string | undefined): string =>
    name === undefined || names === 'open' ? (name ?? '') : maskName(name)
  const bare = { quote: undefined, typed: [] }
  switch (command.type) {
    case 'household.add': {
      const { door, from, take, people } = command.payload
      const taken = take.map((id) => see('resident', id)?.body.name)
      const who = joinWords([...taken, ...people.map((person) => person.name)].map(say))
      const made = see('household', command.id)
      const at =
        made === undefined ? { place: see('door', door)?.body.room ?? door, household: undefined } : place(made.id)
      const did = t(from === undefined ? 'what.movesIn' : 'what.splits')
      return { ...at, did, quote: undefined, typed: who === '' ? [] : [[t('what.who'), who]] }
    }
    case 'resident.add': {
      const { household, set } = command.payload
      return {
        ...place(household),
        did: t('what.added', { name: say(set.name) }),
        quote: undefined,
        typed: typedIn(see, set, names),
      }
    }
    case 'resident.move': {
      const { household, resident, to } = command.payload
      return { ...place(household, resident), did: t('what.movesTo', { door: place(to).place }), ...bare }
    }
    default: {
      const { kind, id, into } = command.payload
      const at = (each: string): Place =>
        kind === 'household' ? place(each) : place(see('resident', each)?.body.household ?? '', each)
      const words = { into: at(into).place }
      return {
        ...at(id),
        did: command.type === 'register.merge' ? t('what.merged', words) : t('what.parted', words),
        ...bare,
      }
    }
  }
}
/** A door as it was written down; its building and stair are where it is told of. */
const typedOf = (see: See, { floor, room, use, name }: PayloadOf<'door.add'>): What['typed'] =>
  Object.entries({ floor, room, use, name })
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([field, value]) => [sayField('door', field), sayValue(see, { field, value, bare: true })])
const typedIn = (see: See, set: object, names: Names): What['typed'] =>
  Object.entries(set)
    .filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([field, value]) => [
      sayField('resident', field),
      sayValue(see, { field, value, ...(names === 'open' ? { bare: true } : {}) }),
    ])
function whatOfUnknown(command: Command, place: PlaceOf): What {
  const payload = command.payload as Readonly<Record<string, unknown>> | null
  const id = typeof payload?.['household'] === 'string' ? payload['household'] : ''
  const flat = Object.entries(payload ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && /\s|[^\w.:-]/.test(value) ? [[name, maskIdentityNumbers(value)] as const] : [],
  )
  return { ...place(id), did: t('what.other'), quote: flat[0]?.[1], typed: flat }
}
function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return text
  }
}
