import { asId, type Day, type Instant } from '../domain/ids.ts'
import type { RedrawBody } from '../domain/map-nouns.ts'
import type { HeldBody, Row } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { aBuilding, aDoor, aHousehold, aResident, aRow, commandId } from './build.ts'
import { TASK_ROWS } from './task-rows.ts'

const SINCE = '2026-01-01' as Day
const common = (row: Row): Row => ({ ...row, pack: COMMUNITY_PACK })
const inPack = (row: Row, pack: string): Row => ({ ...row, pack: asId(pack) })
const grid = (id: string, parent: string | null): Row =>
  common(
    aRow('grid', id, {
      level: parent === null ? 'residential' : 'micro',
      parent: parent === null ? null : asId(parent),
      name: id,
      order: 1,
    }),
  )
const HELD: HeldBody = {
  command: commandId(250),
  author: asId('p1'),
  type: 'visit.log',
  code: 'not_found',
  happenedAt: '2026-11-20T06:00:00.000Z' as Instant,
  payload: {},
  state: 'open',
}
const WAITING: RedrawBody = {
  grid: asId('g1'),
  boundary: null,
  grids: [{ grid: asId('g3'), from: asId('root'), to: asId('m1') }],
  buildings: [{ building: asId('b1'), stairs: [{ stair: '1', from: asId('g1') }], to: asId('g2') }],
  ...{ on: '2026-11-01' as Day, by: asId('p1'), at: '2026-10-20T06:00:00.000Z' as Instant, state: 'waiting' },
}
/** Two buildings, one with two stairs; a household behind every door, with two behind the first. */
export const START: readonly Row[] = [
  ...['g1', 'g2', 'g3'].map((id) => grid(id, 'root')),
  { ...grid('m1', 'root'), body: { ...grid('m1', 'root').body, level: 'micro' } } as Row,
  grid('root', null),
  common(aRow('redraw', 'w1', WAITING)),
  common(aRow('vocabulary', 'poiKinds', { terms: [{ id: 'canteen', zh: '社区食堂', en: 'Canteen' }] })),
  common(aRow('vocabulary', 'roles', { terms: [{ id: 'stair_leader', zh: '楼组长', en: 'leader' }] })),
  common(aRow('vocabulary', 'visitMethods', { terms: [{ id: '1', zh: '上门', en: 'at home' }] })),
  common(aRow('person', 'p1', { name: '甲' })),
  common(
    aRow('post', 'post1', { person: asId('p1'), grid: asId('g1'), role: 'stair_leader', since: SINCE, until: null }),
  ),
  common(
    aBuilding({
      stairs: [
        { id: '1', label: '1', grid: asId('g1') },
        { id: '2', label: '2', grid: asId('g1') },
      ],
    }),
  ),
  // The third stair has no door yet.
  common(
    aBuilding(
      {
        stairs: [
          { id: '1', label: '1', grid: asId('g2') },
          { id: '3', label: '3', grid: asId('g2') },
        ],
      },
      'b2',
    ),
  ),
  inPack(aDoor({ stair: '1' }, 'd1'), 'b:b1:g1'),
  inPack(aDoor({ stair: '2' }, 'd2'), 'b:b1:g1'),
  inPack(aDoor({ building: asId('b2'), stair: '1' }, 'd3'), 'b:b2:g2'),
  ...[
    ['h1', 'd1', 'b:b1:g1'],
    ['h2', 'd1', 'b:b1:g1'],
    ['h3', 'd2', 'b:b1:g1'],
    ['h4', 'd3', 'b:b2:g2'],
  ].flatMap(([id = '', door = '', pack = '']) => [
    inPack(aHousehold({ doors: [asId(door)] }, id), pack),
    inPack(aResident({ household: asId(id) }, `r-${id}`), pack),
  ]),
  inPack(
    aHousehold({ doors: [asId('d1')], ended: { on: '2026-11-01' as Day, why: 'merged', into: 'h1' } }, 'h5'),
    'b:b1:g1',
  ),
  inPack(aRow('held', commandId(250), HELD), 'w:g1'),
  ...TASK_ROWS,
]
