import { coarse, type Footprint, freeSpot, hullAround } from './estate-shape.ts'
import { type Box, boxAround, boxOf, type Outline, overlap, type Point } from './geometry.ts'
import type { RowOf } from './nouns.ts'

/** A map that draws more shapes than this one by one is neither readable nor quick. */
export const MOST_SHAPES = 500

/** Buildings drawn together: those of one micro-grid, or a part of it where it has too many. */
export interface Sheet {
  readonly id: string
  readonly grid: RowOf<'grid'> | undefined
  readonly footprints: readonly Footprint[]
  /** What the grid covers: as it was drawn, else derived from its buildings. */
  readonly area: readonly Outline[]
  readonly isDrawn: boolean
  /** Around the buildings. */
  readonly box: Box
}
/** A grid's own boundary on the plane; undefined where nobody drew one. */
type AreaOf = (grid: RowOf<'grid'>) => readonly Outline[] | undefined
/** Every building in one sheet, in the order of the grids; those of no grid come last, in one of their own. */
export function sheetsOf(
  footprints: readonly Footprint[],
  gridOf: (footprint: Footprint) => RowOf<'grid'> | undefined,
  areaOf: AreaOf = () => undefined,
): readonly Sheet[] {
  const groups = new Map<string, { grid: RowOf<'grid'> | undefined; own: Footprint[] }>()
  for (const footprint of footprints) {
    const grid = gridOf(footprint)
    const key = grid?.id ?? ''
    const group = groups.get(key) ?? { grid, own: [] }
    group.own.push(footprint)
    groups.set(key, group)
  }
  const last = Number.MAX_SAFE_INTEGER
  return [...groups]
    .sort(([, a], [, b]) => (a.grid?.body.order ?? last) - (b.grid?.body.order ?? last))
    .flatMap(([id, { grid, own }]) => {
      const parts = halve(own)
      // A grid that is drawn part by part shows its parts: its whole boundary would be around each of them.
      const drawn = grid === undefined || parts.length > 1 ? undefined : areaOf(grid)
      return parts.map((part, place) =>
        sheet({ id: place === 0 ? id : `${id}~${place}`, grid, footprints: part }, drawn),
      )
    })
}
function sheet(part: Pick<Sheet, 'id' | 'grid' | 'footprints'>, drawn: readonly Outline[] | undefined): Sheet {
  const box = boxAround(part.footprints.map((one) => one.box))
  if (box === undefined) throw new Error('A sheet without buildings was made')
  return { ...part, area: drawn ?? [[hullAround(part.footprints)]], isDrawn: drawn !== undefined, box }
}
/** Across its longer side, until no part has too many. */
function halve(footprints: readonly Footprint[]): readonly (readonly Footprint[])[] {
  if (footprints.length <= MOST_SHAPES) return [footprints]
  const middle = ({ box }: Footprint): Point => [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2]
  const box = boxOf(footprints.map(middle))
  const axis = box === undefined || box.maxX - box.minX > box.maxY - box.minY ? 0 : 1
  const sorted = [...footprints].sort((a, b) => middle(a)[axis] - middle(b)[axis])
  const half = Math.ceil(sorted.length / 2)
  return [...halve(sorted.slice(0, half)), ...halve(sorted.slice(half))]
}

/** What is drawn shape by shape, and what as plain outlines only. */
export interface Drawing {
  readonly sheets: readonly Sheet[]
  readonly detailed: readonly Footprint[]
  readonly plain: readonly Outline[]
}
/** All in detail while they are few; else the chosen sheet alone, and all others as outlines simplified to `tolerance` metres. */
export function drawingOf(sheets: readonly Sheet[], chosen: string | undefined, tolerance: number): Drawing {
  const count = sheets.reduce((sum, one) => sum + one.footprints.length, 0)
  const isDetailed = (one: Sheet): boolean => count <= MOST_SHAPES || one.id === chosen
  return {
    sheets,
    detailed: sheets.filter(isDetailed).flatMap((one) => one.footprints),
    plain: sheets.filter((one) => !isDetailed(one)).flatMap((one) => coarse(one.footprints, tolerance)),
  }
}

/** A sheet's name as it is drawn. */
export interface SheetName {
  readonly at: Point
  readonly high: number
  /** From near by, when the name beside is out of sight: small, where no house is covered. */
  readonly inside: { readonly at: Point; readonly high: number }
}
const SHARE_OF_ALL = 36
const NEAR_NAME = 6
/**
 * Where the names of sheets stand: beside the houses where nothing else is drawn, so that no house is covered; else
 * inside, where they cover the least.
 */
export function namesOf(sheets: readonly Sheet[]): ReadonlyMap<string, SheetName> {
  const all = boxAround(sheets.map((one) => one.box))
  const high = all === undefined ? 0 : (all.maxY - all.minY) / (sheets.length > 1 ? SHARE_OF_ALL : SHARE_OF_ALL / 2)
  const names = new Map<string, SheetName>()
  const taken: Box[] = sheets.map((one) => one.box)
  for (const sheet of sheets) {
    const letters = [...(sheet.grid?.body.name ?? '')].length
    const size = { wide: high * letters, high }
    const own = sheet.footprints.map((one) => one.box)
    const beside = sidesOf(sheet.box, size).find((at) => taken.every((box) => overlap(around(at, size), box) === 0))
    const at = beside ?? freeSpot(sheet.box, own, size)
    taken.push(around(at, size))
    const small = NEAR_NAME
    const inside = { at: freeSpot(sheet.box, own, { wide: small * letters, high: small }), high: small }
    names.set(sheet.id, { at, high, inside })
  }
  return names
}
interface Size {
  readonly wide: number
  readonly high: number
}
const around = ([x, y]: Point, { wide, high }: Size): Box => ({
  minX: x - wide / 2,
  maxX: x + wide / 2,
  minY: y - high / 2,
  maxY: y + high / 2,
})
/** Right, left, below and above, where the eye looks for a name first. */
function sidesOf({ minX, minY, maxX, maxY }: Box, { wide, high }: Size): readonly Point[] {
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2]
  const gap = high * 0.7
  return [
    [maxX + gap + wide / 2, y],
    [minX - gap - wide / 2, y],
    [x, maxY + gap + high / 2],
    [x, minY - gap - high / 2],
  ]
}
/** What a sheet's name covers where its letters stand at a place. */
export const boxOfName = ({ grid }: Sheet, { at, high }: Pick<SheetName, 'at' | 'high'>): Box =>
  around(at, { wide: high * [...(grid?.body.name ?? '')].length, high })
/** What a picture must hold to be whole: the houses and the names beside them. */
export const boxWithNames = (sheets: readonly Sheet[], names: ReadonlyMap<string, SheetName>): Box | undefined =>
  boxAround(
    sheets.flatMap((one) => {
      const name = names.get(one.id)
      return name === undefined ? [one.box] : [one.box, boxOfName(one, name)]
    }),
  )
