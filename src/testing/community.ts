import {
  asId,
  type CommunityId,
  type Day,
  type GridId,
  makeCommandId,
  type PackId,
  type PersonId,
} from '../domain/ids.ts'
import type { BuildingBody, GridLevel, Kind, Row, RowOf } from '../domain/nouns.ts'
import { buildingPack, COMMUNITY_PACK } from '../domain/packs.ts'
import { type Change, put } from '../domain/see.ts'
import { type Committed, commitServerChanges } from '../server/commit.ts'
import { type CommandRecord, loadRecords } from '../server/records.ts'
import { loadRows } from '../server/rows.ts'
import { addCommunity, makeServer, type Server, type Who } from '../server/server.ts'
import { openDatabase } from '../server/sqlite.ts'
import { vocabularyChanges } from '../server/vocabulary.ts'
import { aHousehold, aResident } from './build.ts'
import { aDatabase, type Copy, putBack } from './databases.ts'

/** A small community: one committee, two micro-grids, three leaf grids with a building of two
 * stairs each; behind the first stair's doors are two households, the second is empty. */
export const COMMUNITY: CommunityId = asId('test')
/** 26 November 2026, 14:20 in Shanghai. */
export const NOW = Date.parse('2026-11-26T06:20:00.000Z')
const SINCE = '2026-01-01' as Day

const GRIDS: readonly (readonly [id: string, level: GridLevel, parent: string | null])[] = [
  ['root', 'residential', null],
  ['m1', 'micro', 'root'],
  ['m2', 'micro', 'root'],
  ['s1', 'stair', 'm1'],
  ['s2', 'stair', 'm1'],
  ['s3', 'stair', 'm2'],
]
/** Person, role and grid of each post. */
export const PEOPLE: readonly (readonly [person: string, role: string, grid: string])[] = [
  ['secretary', 'party_general_secretary', 'root'],
  ['staff', 'committee_staff', 'root'],
  ['branch', 'branch_secretary', 'm1'],
  ['chief', 'block_chief', 'm1'],
  ['micro', 'micro_leader', 'm1'],
  ['leader1', 'stair_leader', 's1'],
  ['leader2', 'stair_leader', 's2'],
  ['leader3', 'stair_leader', 's3'],
  ['worker', 'grid_worker', 'm1'],
  ['volunteer', 'volunteer', 'root'],
  ['member', 'party_member_registered', 'root'],
  ['liaison', 'block_coordinator', 'root'],
  ['street', 'street_coordinator', 'root'],
  ['partner', 'partner_org', 'root'],
  ['auditor', 'auditor', 'root'],
]
/** The lists that decide, permission and due dates read. */
const JUDGED_BY: readonly string[] = ['roles', 'visitOutcomes', 'careLevels', 'notHomeRule', 'issueUrgency']
const isJudgedBy = (change: Change): boolean => change.op === 'put' && JUDGED_BY.includes(change.id)

/** Stairs with the building that stands in each. */
const STAIRS = ['s1', 's2', 's3'] as const

const communityChanges = (words: readonly Change[]): readonly Change[] => {
  const c = (id: string) => ({ id, pack: COMMUNITY_PACK })
  const facts = { name: '测试社区', timeZone: 'Asia/Shanghai', mode: 'peace', demo: false } as const
  return [
    put('community', c('community'), facts),
    ...words,
    ...GRIDS.map(([id, level, parent], order) =>
      put('grid', c(id), { level, parent: parent === null ? null : asId<'grid'>(parent), name: id, order }),
    ),
    ...STAIRS.map((stair, order) => put('building', c(`b-${stair}`), buildingOf(stair, order))),
    ...PEOPLE.flatMap(([person, role, grid]) => [
      put('person', c(person), { name: person }),
      put('post', c(`post-${person}`), { person: asId(person), grid: asId(grid), role, since: SINCE, until: null }),
    ]),
  ]
}
const buildingOf = (stair: string, order: number): BuildingBody => ({
  name: `${stair}号`,
  order,
  stairs: ['1', '2'].map((id) => ({ id, label: id, grid: asId(stair) })),
  shape: [],
  attributes: [],
})

/** Households h-s1-1, h-s1-2 … with resident r-s1-1 … behind doors d-s1-1 …, in the pack of the stair. */
function stairChanges(stair: string): readonly Change[] {
  const pack = packOf(stair)
  return [1, 2].flatMap((n) => {
    const key = `${stair}-${n}`
    const door = { building: asId<'building'>(`b-${stair}`), stair: '1', floor: n, room: `${n}01`, order: 1 }
    return [
      put('door', { id: `d-${key}`, pack }, { ...door, use: 'home' }),
      put('household', { id: `h-${key}`, pack }, aHousehold({ doors: [asId(`d-${key}`)] }).body),
      put('resident', { id: `r-${key}`, pack }, aResident({ household: asId(`h-${key}`) }).body),
    ]
  })
}
export const packOf = (stair: string) => buildingPack(asId(`b-${stair}`), asId<'grid'>(stair))

export const who = (person: string): Who => ({
  community: COMMUNITY,
  account: asId(`account-${person}`),
  person: asId(person),
})

let counter = 0
/** A command id nobody else in this process has. */
export const freshId = () => {
  counter += 1
  const bytes = new Uint8Array(10)
  new DataView(bytes.buffer).setUint32(0, counter)
  return makeCommandId(NOW, bytes)
}

/** The payload of a redrawing that hangs stairs of a building on another grid, at once. */
export const hang = (building: string, stairs: readonly string[], to: string) => ({
  ...{ redraw: freshId(), grid: to, grids: [], buildings: [{ building, stairs, to }], on: '2026-11-26' },
})
export interface TestServer extends Server {
  /** The server's clock, to be set. */
  readonly time: { now: number }
}
export interface ServerOptions extends Partial<Server> {
  /** SQLite in this file, whatever the suite stands on. */
  readonly file?: string
  /** The rows of another server's database. */
  readonly from?: Copy
  /** The database holds the test community already. */
  readonly isFilled?: boolean
  /** Of the vocabularies only those that rules read: a third of the bytes. */
  readonly isSmall?: boolean
  readonly time?: TestServer['time']
}
/** A server over a fresh database, with the test community in it. */
export async function aServer(options: ServerOptions = {}): Promise<TestServer> {
  const {
    from,
    file,
    db = file === undefined ? await aDatabase() : openDatabase(file),
    isFilled = from !== undefined,
    isSmall = false,
    time = { now: NOW },
    ...parts
  } = options
  let drawn = 0
  const server = makeServer({
    db,
    clock: () => time.now,
    chance: (bytes) => {
      drawn += 1
      return Uint8Array.from({ length: bytes }, (_, i) => (drawn * 31 + i * 7) % 256)
    },
    ...parts,
  })
  if (from !== undefined) await putBack(db, COMMUNITY, from)
  if (!isFilled) {
    await addCommunity(server, COMMUNITY)
    await change(server, communityChanges(vocabularyChanges().filter((change) => !isSmall || isJudgedBy(change))))
    for (const stair of STAIRS) await change(server, stairChanges(stair))
  }
  return { ...server, time }
}

/** Changes rows as the server's own command. */
export const change = (server: Server, changes: readonly Change[]): Promise<readonly Committed[]> =>
  commitServerChanges(server, COMMUNITY, [{ id: freshId(), type: 'test', author: asId('server'), changes }])

export const endPost = (server: Server, person: string, until: string | null) =>
  change(server, [{ op: 'set', kind: 'post', id: `post-${person}`, set: { until }, edit: false }])
export const givePost = (server: Server, post: { person: string; role: string; grid: string }) =>
  change(server, [
    put(
      'post',
      { id: `post-${freshId()}`, pack: COMMUNITY_PACK },
      { person: post.person as PersonId, grid: post.grid as GridId, role: post.role, since: SINCE, until: null },
    ),
  ])

/** One row as the database holds it. */
export async function findRow<K extends Kind>(server: Server, kind: K, id: string): Promise<RowOf<K> | undefined> {
  const rows = await server.db.read((tx) => loadRows(tx, COMMUNITY, { rows: [[kind, id]], under: [], packs: [] }))
  return rows[0] as unknown as RowOf<K> | undefined
}
export const rowsIn = (server: Server, ...packs: readonly string[]): Promise<readonly Row[]> =>
  server.db.read((tx) => loadRows(tx, COMMUNITY, { rows: [], under: [], packs: packs as readonly PackId[] }))
export const recordOf = async (server: Server, id: string): Promise<CommandRecord | undefined> =>
  (await server.db.read((tx) => loadRecords(tx, COMMUNITY, [id])))[0]
