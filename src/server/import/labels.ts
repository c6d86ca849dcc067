import type { Point } from './datum.ts'
import { contains } from './outline.ts'
import type { Footprint } from './parsed.ts'

/** A point that bears what the map writes on a building. */
export interface Label {
  readonly line: number
  readonly at: Point
  readonly foreignId?: string
  readonly said: Partial<Pick<Footprint, 'name' | 'number' | 'street'>>
}
const SAID = ['name', 'number', 'street'] as const
const CELL = 0.001

/**
 * Gives buildings what the label of the same id, or the only label within their walls, says and they do not. Returns
 * the labels that belong to no building as well.
 */
export function joinLabels(
  footprints: readonly Footprint[],
  labels: readonly Label[],
): { readonly footprints: readonly Footprint[]; readonly unused: readonly Label[] } {
  if (labels.length === 0) return { footprints, unused: [] }
  const byId = new Map(
    footprints.flatMap(({ foreignId }, place) => (foreignId === undefined ? [] : [[foreignId, place]])),
  )
  const cells = cellsOf(footprints)
  const found = Map.groupBy(labels, ({ foreignId, at }) => {
    const same = foreignId === undefined ? undefined : byId.get(foreignId)
    if (same !== undefined) return same
    const near = cells.get(cellKey(at)) ?? []
    return near.find((place) => contains(footprints[place]?.shape ?? [], at))
  })
  const named = footprints.map((footprint, place) => {
    const own = found.get(place)
    return own === undefined ? footprint : { ...only(own), ...footprint }
  })
  return { footprints: named, unused: found.get(undefined) ?? [] }
}
/** Two shops under one roof name no building: what labels differ in is left out. */
function only(labels: readonly Label[]): Label['said'] {
  const entries = SAID.flatMap((field) => {
    const [value, other] = new Set(labels.flatMap(({ said }) => said[field] ?? []))
    return value === undefined || other !== undefined ? [] : [[field, value] as const]
  })
  return Object.fromEntries(entries)
}
const cellKey = ([x, y]: Point): string => `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`
/** Which buildings may hold a point, by the squares of about 100 m that their bounds touch. */
function cellsOf(footprints: readonly Footprint[]): ReadonlyMap<string, readonly number[]> {
  const cells = new Map<string, number[]>()
  footprints.forEach(({ shape }, place) => {
    const points = shape.flatMap(([outer = []]) => outer)
    const xs = points.map(([x]) => Math.floor(x / CELL))
    const ys = points.map(([, y]) => Math.floor(y / CELL))
    for (let x = Math.min(...xs); x <= Math.max(...xs); x++) {
      for (let y = Math.min(...ys); y <= Math.max(...ys); y++) {
        const own = cells.get(`${x} ${y}`)
        if (own === undefined) cells.set(`${x} ${y}`, [place])
        else own.push(place)
      }
    }
  })
  return cells
}
