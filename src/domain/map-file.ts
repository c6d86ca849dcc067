import type { Footprint } from './estate-shape.ts'
import type { Instant } from './ids.ts'
import { classesOf, countOf, type Layer, markOf, type Tally } from './layers.ts'
import type { RowOf } from './nouns.ts'

/** Everything a drawn map says, without anybody's name. */
export interface MapFile {
  readonly community: string
  readonly grid: string
  readonly layer: Layer
  /** Days that count as seen, for the layer that asks for them. */
  readonly days: number
  readonly at: Instant
  readonly buildings: readonly { readonly row: RowOf<'building'>; readonly tally: Tally | undefined }[]
}
const NOTHING_HIDDEN: ReadonlySet<never> = new Set()

/**
 * GeoJSON (RFC 7946) of the buildings with their counts; a building without outline has no geometry, one of which
 * nothing is at hand has no counts. The datum is named besides, since files from elsewhere are often shifted.
 */
export function mapGeoJson(file: MapFile): object {
  const { buildings, ...about } = file
  return {
    type: 'FeatureCollection',
    name: about.grid,
    datum: 'WGS84 (EPSG:4326)',
    ...about,
    features: buildings.map(({ row, tally }) => ({
      type: 'Feature',
      id: row.id,
      geometry: geometryOf(row.body.shape),
      properties: {
        name: row.body.name,
        attributes: row.body.attributes,
        known: tally !== undefined,
        ...(tally === undefined ? {} : countsOf(tally, file.layer)),
      },
    })),
  }
}
const geometryOf = (shape: Footprint['row']['body']['shape']): object | null => {
  const [first, ...others] = shape
  if (first === undefined) return null
  return others.length === 0 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: shape }
}
const countsOf = (tally: Tally, layer: Layer): object => ({
  households: tally.households,
  highest: markOf(tally, layer, NOTHING_HIDDEN) ?? null,
  ...Object.fromEntries(classesOf(layer).map((mark) => [mark, countOf(tally, mark)])),
})
