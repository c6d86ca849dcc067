import polygonClipping, { type MultiPolygon } from 'polygon-clipping'
import type { Rings } from '../../domain/nouns.ts'
import { type Point, roundPoint } from './datum.ts'
import type { Footprint } from './parsed.ts'

/**
 * Buildings whole again that a map's tiles have cut: pieces of one id, and pieces without id that meet in an edge on
 * a tile's border. Copies of one outline count once. What one piece does not say, another may. Gives also how many
 * bear a number that another building bears elsewhere: to them it is none.
 */
export function joinPieces(pieces: readonly Footprint[]): {
  readonly footprints: readonly Footprint[]
  readonly numberedTwice: number
} {
  let numberedTwice = 0
  const byId = Map.groupBy(pieces.entries(), ([place, { foreignId }]) =>
    foreignId === undefined ? `place ${place}` : `id ${foreignId}`,
  )
  const whole = [...byId.values()].flatMap((own) => {
    const houses = apart(own.map(([, piece]) => piece)).map(together)
    if (houses.length < 2) return houses
    numberedTwice += houses.length
    return houses.map(({ foreignId: _, ...house }) => house)
  })
  return { footprints: groupAtEdges(whole).map(together), numberedTwice }
}
/** Pieces of one number as houses: what lies together and is not called otherwise is one. */
function apart(pieces: readonly Footprint[]): readonly (readonly Footprint[])[] {
  const houses: Footprint[][] = []
  for (const piece of pieces) {
    const found = houses.find((own) => own.some((other) => mayBeOne(piece, other) && liesNear(piece, other)))
    if (found === undefined) houses.push([piece])
    else found.push(piece)
  }
  return houses
}
/** In degrees: no house is half a kilometre long. */
const FAR = 0.005
/** Whether two buildings of a map may be one by where they lie; not where one of them lies nowhere. */
export function liesNear(a: Pick<Footprint, 'shape'>, b: Pick<Footprint, 'shape'>): boolean {
  const [one, two] = [a.shape[0]?.[0]?.[0], b.shape[0]?.[0]?.[0]]
  return one !== undefined && two !== undefined && Math.abs(one[0] - two[0]) < FAR && Math.abs(one[1] - two[1]) < FAR
}

function together(pieces: readonly Footprint[]): Footprint {
  const [first, ...others] = pieces
  if (first === undefined) throw new Error('a building of no pieces')
  if (others.length === 0) return first
  const said = Object.assign({}, ...[...pieces].reverse()) as Footprint
  return { ...said, shape: dissolve(pieces.flatMap(({ shape }) => shape)) }
}
/** One outline where pieces touch or overlap, several where they do not. */
function dissolve(shape: readonly Rings[]): readonly Rings[] {
  const distinct = [...new Map(shape.map((rings) => [JSON.stringify(rings), rings])).values()]
  const [first, ...others] = distinct as unknown as MultiPolygon
  if (first === undefined || others.length === 0) return distinct
  try {
    return polygonClipping.union(first, ...others).map((rings) => rings.map((ring) => ring.map(roundPoint)))
  } catch {
    // A ring that crosses itself cannot be joined; its pieces are drawn side by side.
    return distinct
  }
}

interface Edge {
  readonly piece: number
  readonly from: number
  readonly to: number
}
function groupAtEdges(pieces: readonly Footprint[]): readonly (readonly Footprint[])[] {
  const lines = new Map<string, Edge[]>()
  pieces.forEach(({ foreignId, shape }, piece) => {
    if (foreignId !== undefined) return
    for (const [line, edge] of edgesOnTiles(shape, piece)) {
      const own = lines.get(line)
      if (own === undefined) lines.set(line, [edge])
      else own.push(edge)
    }
  })
  const leader = pieces.map((_, place) => place)
  const find = (place: number): number => {
    let at = place
    while (leader[at] !== at) at = leader[at] ?? at
    return at
  }
  for (const edges of lines.values()) {
    for (const [place, edge] of edges.entries()) {
      for (const other of edges.slice(place + 1)) {
        const [one, two] = [pieces[edge.piece], pieces[other.piece]]
        if (one && two && meets(edge, other) && mayBeOne(one, two)) leader[find(other.piece)] = find(edge.piece)
      }
    }
  }
  return [...Map.groupBy(pieces.keys(), find).values()].map((own) => own.flatMap((place) => pieces[place] ?? []))
}
/** The same stretch of the border but for what the tile's grid rounds off. */
function meets(a: Edge, b: Edge): boolean {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from)
  return a.piece !== b.piece && shared > 0.9 * Math.max(a.to - a.from, b.to - b.from)
}
const mayBeOne = (a: Footprint, b: Footprint): boolean =>
  (['name', 'number', 'street'] as const).every(
    (field) => a[field] === undefined || b[field] === undefined || a[field] === b[field],
  )

function* edgesOnTiles(shape: readonly Rings[], piece: number): Generator<readonly [line: string, edge: Edge]> {
  for (const [outer = []] of shape) {
    let before: Point | undefined
    for (const point of outer) {
      if (before !== undefined) {
        const [[ax, ay], [bx, by]] = [before, point]
        if (ax === bx && isBorder((ax + 180) / 360))
          yield [`x ${ax}`, { piece, from: Math.min(ay, by), to: Math.max(ay, by) }]
        if (ay === by && isBorder(mercator(ay)))
          yield [`y ${ay}`, { piece, from: Math.min(ax, bx), to: Math.max(ax, bx) }]
      }
      before = point
    }
  }
}
/** Down to zoom 16: the border of a finer tile is only met by chance. */
const TILES = 2 ** 16
const isBorder = (part: number): boolean => Math.abs(part * TILES - Math.round(part * TILES)) < 5e-4
const mercator = (latitude: number): number => {
  const sine = Math.sin((latitude * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}
