import { dayOf } from './calendar.ts'
import type { PayloadOf } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { timeZoneOf } from './due.ts'
import { hangsOn } from './hangs-on.ts'
import { asId, type BuildingId, type Day, type GridId } from './ids.ts'
import { isAbove } from './levels.ts'
import type { GridMove, RedrawBody, StairsMove } from './map-nouns.ts'
import { moveStairs } from './move-stairs.ts'
import type { RowOf } from './nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import { isAtOrBelow } from './rights.ts'
import { type Change, type Context, put, type See } from './see.ts'

/**
 * A boundary drawn anew, grids and buildings that go elsewhere, a grid that ends: at once where the day has come, else
 * it waits. The same command on or after its day carries out what waits.
 */
export function decideRedraw(see: See, command: Of<'grid.redraw'>, context: Context): Decision {
  const today = dayOf(context.at, timeZoneOf(see))
  const known = see('redraw', command.payload.redraw)
  if (known !== undefined) {
    const isTime = known.body.state === 'waiting' && known.body.on <= today && isNamed(known.body, command)
    return { changes: isTime ? carryOut(see, known.body, command) : [] }
  }
  if (command.payload.on < today) return { refused: 'bad_period' }
  const body = readRedraw(see, command, context)
  if (typeof body === 'string') return { refused: body }
  return { changes: body.on <= today ? carryOut(see, body, command) : [putRedraw(command.payload.redraw, body)] }
}
/** Only what a command names has been loaded for it: a building that is not named would be parted from its doors. */
const isNamed = (body: RedrawBody, { payload }: Of<'grid.redraw'>): boolean =>
  body.buildings.every((move) => payload.buildings.some(({ building }) => building === move.building))
const putRedraw = (id: string, body: RedrawBody): Change => put('redraw', { id, pack: COMMUNITY_PACK }, body)

/** What is to be done, with where everything is now: whatever has gone elsewhere until the day is then left alone. */
function readRedraw(see: See, { payload }: Of<'grid.redraw'>, context: Context): RedrawBody | RefusalCode {
  if (!stands(see('grid', payload.grid))) return 'not_found'
  const grids: GridMove[] = []
  for (const { grid, to } of payload.grids) {
    const [row, target] = [see('grid', grid), see('grid', to)]
    if (row === undefined || target === undefined || !stands(row) || !stands(target)) return 'not_found'
    const isIntoItself = isAtOrBelow(see, asId(to), asId(grid))
    if (row.body.parent === null || isIntoItself || !isAbove(target.body.level, row.body.level)) return 'wrong_level'
    grids.push({ grid: asId(grid), from: row.body.parent, to: asId(to) })
  }
  const buildings: StairsMove[] = []
  for (const move of payload.buildings) {
    const read = readStairs(see, move)
    if (read === undefined) return 'not_found'
    buildings.push(read)
  }
  const { boundary, end, on } = payload
  if (end !== undefined && see('grid', payload.grid)?.body.parent === null) return 'not_found'
  const comes = [...grids, ...buildings].some(({ to }) => to === payload.grid)
  const leaving = { grid: asId<'grid'>(payload.grid), on: on as Day, grids, buildings }
  if (end !== undefined && (comes || hangsOn(see, leaving))) return 'in_use'
  return {
    grid: asId(payload.grid),
    ...(boundary === undefined ? {} : { boundary }),
    ...(end === undefined ? {} : { end }),
    grids,
    buildings,
    on: on as Day,
    by: context.author,
    at: context.at,
    state: 'waiting',
  }
}
const stands = (row: RowOf<'grid'> | undefined): boolean => row !== undefined && row.body.ended === undefined

function readStairs(see: See, move: PayloadOf<'grid.redraw'>['buildings'][number]): StairsMove | undefined {
  const building = see('building', move.building)
  if (building === undefined || !stands(see('grid', move.to))) return undefined
  const stairs = move.stairs.map((id) => building.body.stairs.find((stair) => stair.id === id))
  const known = stairs.flatMap((stair) => (stair === undefined ? [] : [{ stair: stair.id, from: stair.grid }]))
  if (known.length < move.stairs.length) return undefined
  return { building: asId(move.building), stairs: known, to: asId(move.to) }
}

/** Everything that still is where it was when this was decided; the rest has been settled by somebody since. */
function carryOut(see: See, body: RedrawBody, { id, payload }: Of<'grid.redraw'>): readonly Change[] {
  const grids = body.grids.filter((move) => see('grid', move.grid)?.body.parent === move.from && isOpen(see, move.to))
  const moves = body.buildings.map((move) => ({ move, stairs: stillThere(see, move) }))
  const ends = body.end === undefined ? undefined : { on: body.on, why: body.end }
  const isFree = ends !== undefined && !hangsOn(see, { ...body, grids, buildings: wentAway(moves) })
  const wanted = body.grids.length + body.buildings.reduce((sum, { stairs }) => sum + stairs.length, ends ? 1 : 0)
  const done = grids.length + moves.reduce((sum, { stairs }) => sum + stairs.length, isFree ? 1 : 0)
  const skipped = wanted - done
  return [
    ...(body.boundary === undefined ? [] : [setGrid(body.grid, { boundary: body.boundary })]),
    ...grids.map(({ grid, to }, at) => setGrid(grid, { parent: to, order: lastUnder(see, to) + 1 + at })),
    ...(isFree ? [setGrid(body.grid, { ended: ends })] : []),
    ...goingStairs(moves).flatMap(([building, to]) => moveStairs(see, { building, to, command: id }) ?? []),
    putRedraw(payload.redraw, { ...body, state: 'done', ...(skipped === 0 ? {} : { skipped }) }),
  ]
}
const lastUnder = (see: See, grid: GridId): number =>
  Math.max(0, ...see.under('grid', grid).map(({ body }) => body.order))
/** The moves as they come to be: of each, the stairs that were still there. */
const wentAway = (
  moves: readonly { readonly move: StairsMove; readonly stairs: readonly string[] }[],
): readonly StairsMove[] =>
  moves.map(({ move, stairs }) => ({ ...move, stairs: move.stairs.filter(({ stair }) => stairs.includes(stair)) }))
const isOpen = (see: See, grid: GridId): boolean => stands(see('grid', grid))
const setGrid = (id: string, set: Readonly<Record<string, unknown>>): Change => ({
  op: 'set',
  kind: 'grid',
  id,
  set,
  edit: false,
})
function stillThere(see: See, { building, stairs, to }: StairsMove): readonly string[] {
  const now = see('building', building)?.body.stairs ?? []
  if (!isOpen(see, to)) return []
  return stairs.flatMap(({ stair, from }) =>
    now.some((each) => each.id === stair && each.grid === from) ? [stair] : [],
  )
}
/** By building, so that stairs of one that part go in one step. */
function goingStairs(
  moves: readonly { readonly move: StairsMove; readonly stairs: readonly string[] }[],
): readonly (readonly [BuildingId, ReadonlyMap<string, GridId>])[] {
  const going = new Map<BuildingId, Map<string, GridId>>()
  for (const { move, stairs } of moves)
    for (const stair of stairs) {
      const to = going.get(move.building) ?? new Map<string, GridId>()
      going.set(move.building, to.set(stair, move.to))
    }
  return [...going]
}

/** What waits is not done after all. */
export function withdrawRedraw(see: See, { payload }: Of<'redraw.withdraw'>): Decision {
  const redraw = see('redraw', payload.redraw)
  if (redraw === undefined) return { refused: 'not_found' }
  if (redraw.body.state === 'done') return { refused: 'conflict_gone' }
  return { changes: [{ op: 'set', kind: 'redraw', id: redraw.id, set: { state: 'withdrawn' }, edit: false }] }
}
