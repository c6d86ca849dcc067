import { dayOf, plusDays } from '../../domain/calendar.ts'
import { asId, type BuildingId, instantOf, type PackId } from '../../domain/ids.ts'
import { newPackFor } from '../../domain/packs.ts'
import { put } from '../../domain/see.ts'
import type { ServerCommand } from '../../server/commit.ts'
import type { Reading } from '../../server/database.ts'
import { type Chance, chanceOf } from '../../server/demo/chance.ts'
import { loadRows } from '../../server/rows.ts'
import type { View } from '../../store/contract.ts'
import { aHousehold } from '../build.ts'
import { COMMUNITY } from '../community.ts'
import { aHouseholdOf, newId, STAIRS } from './acts.ts'

const LEADERS = ['leader1', 'leader2', 'leader3'] as const
/** What the committee does online: type and payload of an administrator's command. */
export interface Administration {
  readonly type: string
  readonly payload: unknown
}
export function drawPost(chance: Chance, now: number): Administration {
  const person = chance.pick(['leader1', 'leader2', 'leader3', 'micro'])
  const today = dayOf(instantOf(now), 'Asia/Shanghai')
  if (chance.happens(0.3)) {
    return { type: 'post.end', payload: { post: `post-${person}`, until: chance.pick(['2026-11-20', today]) } }
  }
  const role = person === 'micro' ? 'micro_leader' : 'stair_leader'
  const grid = person === 'micro' ? chance.pick(['m1', 'm2']) : chance.pick(STAIRS)
  const post = chance.happens(0.3) ? `post-${person}` : `post-${newId(chance, 0)}`
  return { type: 'post.give', payload: { post, person, grid, role, since: '2026-01-01', until: null } }
}
/** A post goes to somebody else from a day on; a redrawing that waits is taken back. Undefined where nothing is. */
export function drawHandOver(chance: Chance, now: number): Administration {
  const [from, person] = [chance.pick(LEADERS), chance.pick(LEADERS)]
  const on = plusDays(dayOf(instantOf(now), 'Asia/Shanghai'), chance.pick([-1, 0, 1]))
  return { type: 'post.hand_over', payload: { post: `post-${from}`, next: `post-${newId(chance, 0)}`, person, on } }
}
export function drawWithdrawal(chance: Chance, view: View): Administration | undefined {
  const waiting = view.all('redraw')
  return waiting.length === 0 ? undefined : { type: 'redraw.withdraw', payload: { redraw: chance.pick(waiting).id } }
}
export function drawMove(chance: Chance, now: number): Administration {
  if (chance.happens(0.6)) {
    const door = `d-${chance.pick(STAIRS)}-1`
    return { type: 'household.move', payload: { household: aHouseholdOf(chance), door } }
  }
  const stairs = [chance.pick(['1', '1', '2'])]
  const grid = chance.pick(STAIRS)
  const building = `b-${chance.pick(STAIRS)}`
  return {
    type: 'grid.redraw',
    payload: { ...aRedraw(chance, now), grid, ...going(chance, { building, stairs, grid }) },
  }
}
/** At once, or from one of the next days on. */
const aRedraw = (chance: Chance, now: number) => ({
  redraw: newId(chance, 0),
  on: plusDays(dayOf(instantOf(now), 'Asia/Shanghai'), chance.pick([0, 0, 1, 2])),
})
/** Stairs of a building, or a whole group with its leader. */
function going(chance: Chance, to: { building: string; stairs: readonly string[]; grid: string }) {
  if (chance.happens(0.3)) return { grids: [{ grid: to.grid, to: chance.pick(['m1', 'm2']) }], buildings: [] }
  return { grids: [], buildings: [{ building: to.building, stairs: to.stairs, to: to.grid }] }
}
/** A word on something held that this person sees; undefined where nothing is. */
export function drawWord(chance: Chance, view: View): Administration | undefined {
  const held = view.all('held')
  if (held.length === 0) return undefined
  const verdict = chance.pick(['accept', 'dismiss'])
  return { type: 'held.judge', payload: { command: chance.pick(held).id, verdict } }
}
/** As an import writes: one command per building, its ids made of what it says. */
export async function drawImport(chance: Chance, tx: Reading): Promise<ServerCommand> {
  const grid = chance.pick(STAIRS)
  const n = chance.between(3, 5)
  const key = `${grid}-${n}`
  const building = asId<'building'>(`b-${grid}`)
  const stair = n === 4 ? '2' : '1'
  const place = { pack: await whereStairLies(tx, building, stair) }
  const door = { building, stair, floor: n, room: `${n}01`, order: 1, use: 'home' } as const
  const changes = [
    put('door', { id: `d-${key}`, ...place }, door),
    put('household', { id: `h-${key}`, ...place }, aHousehold({ doors: [asId(`d-${key}`)] }).body),
  ]
  return { id: newId(chanceOf(`import ${key}`), 0), type: 'import', author: asId<'person'>('server'), changes }
}
/** With the stair's other doors; the first one in a pack that does not lie in another grid. */
async function whereStairLies(tx: Reading, building: BuildingId, stair: string): Promise<PackId> {
  const rows = await loadRows(tx, COMMUNITY, { rows: [['building', building]], under: [['door', building]], packs: [] })
  const beside = rows.find((row) => row.kind === 'door' && row.body.stair === stair)
  if (beside !== undefined) return beside.pack
  const stairs = rows.flatMap((row) => (row.kind === 'building' ? row.body.stairs : []))
  const grid = stairs.find(({ id }) => id === stair)?.grid
  if (grid === undefined) throw new Error(`${building} has no stair ${stair}`)
  const packs = await tx.all('SELECT id FROM pack WHERE grid <> ?', grid)
  const elsewhere = new Set(packs.map(({ id }) => id))
  return newPackFor({ building, grid, stair }, (pack) => elsewhere.has(pack))
}
