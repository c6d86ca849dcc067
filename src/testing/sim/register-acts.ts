import { dayOf } from '../../domain/calendar.ts'
import type { NewCommand } from '../../domain/commands.ts'
import { type Day, instantOf } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { Chance } from '../../server/demo/chance.ts'
import { type Acting, aHouseholdOf, type Drawn, newId, seenOf, visit } from './acts.ts'

/** Worlds in which people change the register itself; histories kept from before go on drawing what they drew. */
export const REGISTER_WORLD = 'r'

/** The same, and what is noted about the houses themselves. */
export const ESTATE_WORLD = 'e'

/** What one person does next with a house, or with a household looked up in full. Undefined where there is none. */
export function drawEstateCommand({ chance, view, now, person }: Acting): NewCommand | undefined {
  const base = { id: newId(chance, now), v: 1, happenedAt: instantOf(now), needs: [], seen: {} }
  if (chance.happens(0.15)) return { ...base, type: 'household.look', payload: { household: aHouseholdOf(chance) } }
  const building = pick(chance, view.all('building'))
  if (building === undefined) return undefined
  const set = chance.pick([
    { note: `${person} ${chance.between(1, 999)}` },
    { floors: chance.between(1, 9) },
    { attributes: [chance.pick(['lift', 'gate', 'old'])] },
  ])
  return { ...base, type: 'building.edit', seen: seenOf(building.writer, set), payload: { building: building.id, set } }
}

/** The same, and doors that are written down, put right and ended. */
export const DOORS_WORLD = 'd'

/** What one person does next with a door. Undefined where there is none. */
export function drawDoorCommand({ chance, view, now }: Acting): NewCommand | undefined {
  const base = { id: newId(chance, now), v: 1, happenedAt: instantOf(now), needs: [], seen: {} }
  const words = { floor: chance.between(1, 3), room: `${chance.between(1, 3)}0${chance.between(1, 4)}` }
  const building = chance.happens(0.5) ? pick(chance, view.all('building')) : undefined
  const stair = building && pick(chance, building.body.stairs)
  if (building !== undefined && stair !== undefined) {
    const use = chance.pick(['home', 'home', 'shop'])
    return { ...base, type: 'door.add', payload: { building: building.id, stair: stair.id, ...words, use } }
  }
  const door = pick(chance, view.all('door'))
  if (door === undefined) return undefined
  const on: Day = dayOf(instantOf(now), 'Asia/Shanghai')
  const ended = door.body.ended === undefined ? { on, why: 'mistake' } : null
  const set = chance.pick([{ room: words.room }, { floor: words.floor, use: 'shop' }, { ended }])
  return { ...base, type: 'door.edit', payload: { door: door.id, set } }
}

/** What one person does next with the register itself; rows that others made are taken from the view. */
const ACTS = {
  'moves in': 18,
  'a child is born': 8,
  'moves over': 18,
  splits: 10,
  'moves out': 14,
  'is entered': 14,
  'is visited': 18,
  'becomes one': 14,
  'becomes two': 12,
} as const

/** Undefined where there is nobody to do it with. */
export function drawRegisterCommand(acting: Acting): NewCommand | undefined {
  const { chance, now } = acting
  const id = newId(chance, now)
  const drawn = drawAct(acting, id)
  return drawn && { id, v: 1, happenedAt: instantOf(now), needs: [], seen: {}, ...drawn }
}
function drawAct(acting: Acting, id: string): Drawn | undefined {
  const { chance } = acting
  switch (chance.weigh(ACTS)) {
    case 'moves in':
      return movesIn(acting, id)
    case 'a child is born':
      return born(acting, id)
    case 'moves over':
      return movesOver(acting)
    case 'splits':
      return splits(acting)
    case 'moves out':
      return movesOut(acting)
    case 'is entered':
      return isEntered(acting)
    case 'is visited':
      return isVisited(acting)
    case 'becomes one':
      return becomesOne(acting)
    case 'becomes two':
      return becomesTwo(acting)
    default:
      return undefined
  }
}
const pick = <T>(chance: Chance, all: readonly T[]): T | undefined => (all.length === 0 ? undefined : chance.pick(all))
const aHousehold = ({ chance, view }: Acting): RowOf<'household'> | undefined => pick(chance, view.all('household'))
const aResident = ({ chance, view }: Acting): RowOf<'resident'> | undefined => pick(chance, view.all('resident'))

function movesIn({ chance, view, person }: Acting, id: string): Drawn | undefined {
  const door = pick(chance, view.all('door'))
  const people = Array.from({ length: chance.between(0, 2) }, (_, n) => ({ name: `${person} ${id.slice(-4)} ${n}` }))
  return door && { type: 'household.add', payload: { door: door.id, set: { label: id.slice(-3) }, people } }
}
function born(acting: Acting, id: string): Drawn | undefined {
  const household = aHousehold(acting)
  return (
    household && { type: 'resident.add', payload: { household: household.id, set: { name: `born ${id.slice(-4)}` } } }
  )
}
function movesOver(acting: Acting): Drawn | undefined {
  const [resident, to] = [aResident(acting), aHousehold(acting)]
  if (resident === undefined || to === undefined) return undefined
  return { type: 'resident.move', payload: { resident: resident.id, household: resident.body.household, to: to.id } }
}
function splits(acting: Acting): Drawn | undefined {
  const resident = aResident(acting)
  const from = resident && acting.view('household', resident.body.household)
  if (resident === undefined || from === undefined) return undefined
  const payload = { door: from.body.doors[0], set: {}, people: [], from: from.id, take: [resident.id] }
  return { type: 'household.add', payload }
}
function movesOut(acting: Acting): Drawn | undefined {
  const { chance, now } = acting
  const row = chance.happens(0.5) ? aHousehold(acting) : aResident(acting)
  if (row === undefined || row.body.ended?.why === 'merged') return undefined
  const on: Day = dayOf(instantOf(now), 'Asia/Shanghai')
  const ended = row.body.ended === undefined ? { on, why: chance.pick(['moved_out', 'mistake']) } : null
  return editOf(row, { ended })
}
function isEntered(acting: Acting): Drawn | undefined {
  const resident = aResident(acting)
  return resident && editOf(resident, { phone: `1540000${acting.chance.between(1000, 9999)}` })
}
function editOf(row: RowOf<'household'> | RowOf<'resident'>, set: Readonly<Record<string, unknown>>): Drawn {
  const seen = seenOf(row.writer, set)
  if (row.kind === 'household') return { type: 'household.edit', seen, payload: { household: row.id, set } }
  return { type: 'resident.edit', seen, payload: { resident: row.id, household: row.body.household, set } }
}
function isVisited(acting: Acting): Drawn | undefined {
  const household = aHousehold(acting)
  return household && visit(acting, household.id)
}
function becomesOne(acting: Acting): Drawn | undefined {
  const ofPeople = acting.chance.happens(0.3)
  const [one, into] = ofPeople ? [aResident(acting), aResident(acting)] : [aHousehold(acting), aHousehold(acting)]
  if (one === undefined || into === undefined) return undefined
  const seen = seenOf(one.writer, { ended: null })
  return { type: 'register.merge', seen, payload: { kind: one.kind, id: one.id, into: into.id } }
}
function becomesTwo({ chance, view }: Acting): Drawn | undefined {
  const one = pick(
    chance,
    [...view.all('household'), ...view.all('resident')].filter((row) => row.body.ended?.why === 'merged'),
  )
  if (one === undefined) return undefined
  const seen = seenOf(one.writer, { ended: null })
  return { type: 'register.part', seen, payload: { kind: one.kind, id: one.id, into: one.body.ended?.into } }
}
