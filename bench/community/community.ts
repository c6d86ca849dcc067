import { asId, type Day, type DoorId, type GridId } from '../../src/domain/ids.ts'
import type { CareLevel, Rings } from '../../src/domain/nouns.ts'
import { COMMUNITY_PACK } from '../../src/domain/packs.ts'
import { type Change, put } from '../../src/domain/see.ts'
import { vocabularyChanges } from '../../src/server/vocabulary.ts'
import { homeChanges } from './homes.ts'
import {
  areaId,
  BUILDINGS,
  buildingId,
  householdsOf,
  leaderId,
  leafId,
  MICRO_GRIDS,
  MICRO_LEADER,
  microId,
  packOf,
  staffId,
} from './places.ts'

export interface Plan {
  /** So many times community A, side by side under one block: 1 or 10. Who is measured has a post in the first alone. */
  readonly times: number
  /** How many people have a post in the first residential area, and how many lead one of its buildings. */
  readonly staff: number
  readonly leaders: number
  /** In so many buildings somebody lives; all of them, unless somebody only wants to see that a program works. */
  readonly lived?: number
}
/** What one command of the server writes. */
export interface Part {
  readonly name: string
  readonly changes: readonly Change[]
}
const BLOCK: GridId = asId('g-block')

const c = (id: string) => ({ id, pack: COMMUNITY_PACK })
const CARE: readonly CareLevel[] = ['red', 'yellow', 'blue', 'green', 'green', 'green', 'grey']

/** The same plan gives the same rows, on every machine and on every day. */
export function communityParts(plan: Plan): readonly Part[] {
  const areas = Array.from({ length: plan.times }, (_, area) => area)
  return [
    { name: 'community', changes: [...commonChanges(), ...areas.flatMap(areaChanges), ...staffChanges(plan)] },
    ...areas.flatMap((area) =>
      Array.from({ length: plan.lived ?? BUILDINGS }, (_, place) => ({
        name: `building ${area} ${place}`,
        changes: buildingChanges(place, area),
      })),
    ),
  ]
}

function commonChanges(): readonly Change[] {
  const street: GridId = asId('g-street')
  return [
    put('community', c('community'), { name: 'A', timeZone: 'Asia/Shanghai', mode: 'peace', demo: false }),
    put('grid', c(street), { level: 'street', parent: null, name: '示范街道', order: 1 }),
    put('grid', c(BLOCK), { level: 'block', parent: street, name: '河滨街区', order: 1 }),
    ...vocabularyChanges(),
  ]
}

function areaChanges(area: number): readonly Change[] {
  const micros = Array.from({ length: MICRO_GRIDS }, (_, micro) =>
    put('grid', c(microId(micro, area)), {
      level: 'micro',
      parent: areaId(area),
      name: `第${micro + 1}微网格`,
      order: micro + 1,
    }),
  )
  const buildings = Array.from({ length: BUILDINGS }, (_, place): readonly Change[] => {
    const grid = leafId(place, area)
    const parent = microId(place % MICRO_GRIDS, area)
    const name = `${60 + area}弄 ${place + 1}号`
    const stairs = [{ id: '1', label: `${place + 1}号`, grid }]
    const body = { name, order: place + 1, stairs, shape: [outline(place, area)], attributes: [] }
    return [
      put('grid', c(grid), { level: 'stair', parent, name, order: place + 1 }),
      put('building', c(buildingId(place, area)), body),
    ]
  })
  const top = { level: 'residential', parent: BLOCK, name: `A${area}社区`, order: area + 1 } as const
  return [put('grid', c(areaId(area)), top), ...micros, ...buildings.flat()]
}
function outline(place: number, area: number): Rings {
  const [x, y] = [121.4 + area * 0.01 + (place % 12) * 0.0006, 31.2 + Math.floor(place / 12) * 0.0004]
  const at = (dx: number, dy: number): readonly [number, number] => [
    Number((x + dx).toFixed(6)),
    Number((y + dy).toFixed(6)),
  ]
  return [[at(0, 0), at(0.0004, 0), at(0.0004, 0.0002), at(0, 0.0002), at(0, 0)]]
}

function staffChanges({ staff, leaders }: Plan): readonly Change[] {
  const appoint = (person: string, role: string, grid: GridId): readonly Change[] => [
    put('person', c(person), { name: `${role} ${person}` }),
    put('post', c(`post-${person}`), { person: asId(person), grid, role, since: '2020-01-01' as Day, until: null }),
  ]
  const many = (length: number, make: (n: number) => readonly Change[]) =>
    Array.from({ length }, (_, n) => make(n)).flat()
  return [
    ...many(staff, (n) => appoint(staffId(n), 'committee_staff', areaId(0))),
    ...many(leaders, (n) => appoint(leaderId(n), 'stair_leader', leafId(n % BUILDINGS, 0))),
    ...appoint(MICRO_LEADER, 'micro_leader', microId(0, 0)),
  ]
}

function buildingChanges(place: number, area: number): readonly Change[] {
  const pack = packOf(place, area)
  return householdsOf(place).flatMap((n, k): readonly Change[] => {
    const door: DoorId = asId(`d${area}-${String(n).padStart(5, '0')}`)
    const floor = Math.floor(k / 4) + 1
    const room = `${floor}0${(k % 4) + 1}`
    const body = {
      building: buildingId(place, area),
      stair: '1',
      floor,
      room,
      order: (k % 4) + 1,
      use: 'home',
    } as const
    const care = CARE[n % CARE.length] ?? 'green'
    return [put('door', { id: door, pack }, body), ...homeChanges({ n, area, pack, door, care })]
  })
}
