import type { Instant } from './ids.ts'
import { classesOf, countOf, type Layer, markOf, type Tally } from './layers.ts'
import type { Rings, RowOf } from './nouns.ts'

/** Everything a drawn map says, without anybody's name. */
export interface MapFile {
  readonly community: string
  readonly grid: string
  readonly layer: Layer
  /** Days that count as seen, for the layer that asks for them. */
  readonly days: number
  readonly at: Instant
  readonly buildings: readonly { readonly row: RowOf<'building'>; readonly tally: Tally | undefined }[]
  /** Grids with what they cover, and whether that was drawn or follows from their houses. */
  readonly areas: readonly {
    readonly row: RowOf<'grid'>
    readonly shape: readonly Rings[]
    readonly isDrawn: boolean
  }[]
  readonly facilities: readonly RowOf<'facility'>[]
}
const NOTHING_HIDDEN: ReadonlySet<never> = new Set()

/**
 * GeoJSON (RFC 7946) of the grids, the buildings with their counts, and the service points; a building without outline
 * is its point or has no geometry, one of which nothing is at hand has no counts. The datum is named besides, since files from elsewhere
 * are often shifted.
 */
export function mapGeoJson(file: MapFile): object {
  const { buildings, areas, facilities, ...about } = file
  return {
    type: 'FeatureCollection',
    name: about.grid,
    datum: 'WGS84 (EPSG:4326)',
    ...about,
    features: [
      ...[...new Set(areas.map(({ row }) => row.id))].map((id) => gridOf(areas.filter(({ row }) => row.id === id))),
      ...buildings.map(({ row, tally }) =>
        feature(row.id, geometryOf(row.body.shape) ?? pointOf(row.body), {
          ...{ kind: 'building', name: row.body.name, attributes: row.body.attributes, known: tally !== undefined },
          ...(tally === undefined ? {} : countsOf(tally, file.layer)),
        }),
      ),
      ...facilities.map(({ id, body: { name, sort, phone, note, point } }) =>
        feature(id, { type: 'Point', coordinates: point }, { kind: 'facility', name, sort, phone, note }),
      ),
    ],
  }
}
/** A grid that is drawn part by part is one feature of several parts. */
function gridOf(parts: MapFile['areas']): object {
  const [first] = parts
  const shape = parts.flatMap((part) => part.shape)
  const about = { kind: 'grid', name: first?.row.body.name, derived: first?.isDrawn !== true }
  return feature(first?.row.id ?? '', geometryOf(shape), about)
}
const feature = (id: string, geometry: object | null, properties: object): object => ({
  type: 'Feature',
  id,
  geometry,
  properties,
})
const geometryOf = (shape: readonly Rings[]): object | null => {
  const [first, ...others] = shape
  if (first === undefined) return null
  return others.length === 0 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: shape }
}
const pointOf = ({ point }: RowOf<'building'>['body']): object | null =>
  point === undefined ? null : { type: 'Point', coordinates: point }
const countsOf = (tally: Tally, layer: Layer): object => ({
  households: tally.households,
  highest: markOf(tally, layer, NOTHING_HIDDEN) ?? null,
  ...Object.fromEntries(classesOf(layer).map((mark) => [mark, countOf(tally, mark)])),
})
