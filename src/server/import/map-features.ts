import type { Datum } from '../../domain/import-wire.ts'
import {
  chooseDatum,
  countTypes,
  featuresOf,
  firstText,
  geometryOf,
  given,
  isObject,
  type Json,
  NAMES,
  type ReadFootprints,
  textOf,
  typeOf,
} from './geojson.ts'
import { readPoint, readShape } from './outline.ts'
import type { Footprint, Footprints } from './parsed.ts'
import { FileFault, type Reason } from './problems.ts'
import { decodeText } from './text.ts'

const GRID_NAMES = ['微网格', '网格', '网格名称', 'grid', 'micro', ...NAMES, '网格编码', 'code', 'ref']
const IDS = ['osm_id', '@id', 'id', 'osmid', '编号']
const SORTS = ['类别', '类型', '种类', 'sort', 'kind', 'type', 'amenity', 'emergency', 'healthcare', 'social_facility']
const MORE_SORTS = ['leisure', 'highway', 'barrier', 'shop', 'office', 'landuse', 'public_transport', 'building']
const PHONES = ['phone', 'contact:phone', '电话', '联系电话']
const NOTES = ['opening_hours', '开放时间', '备注', 'note', 'description']

type Read = Footprint | Reason
/** Boundaries of grids: areas with the name or code of their grid. Throws a FileFault. */
export const readBoundaries = (bytes: Uint8Array, chosen?: Datum): ReadFootprints =>
  readMap(bytes, { chosen, fault: 'no_areas', read: readBoundary })
/** Service points: points, or areas of which the middle counts. Throws a FileFault. */
export const readFacilities = (bytes: Uint8Array, chosen?: Datum): ReadFootprints =>
  readMap(bytes, { chosen, fault: 'no_points', read: readFacility })

interface Reading {
  readonly chosen: Datum | undefined
  /** Where there is nothing of its kind in the whole file. */
  readonly fault: 'no_areas' | 'no_points'
  read(feature: Json, at: { line: number; datum: Datum }): Read
}
function readMap(bytes: Uint8Array, { chosen, fault, read }: Reading): ReadFootprints {
  const { features, crs } = featuresOf(decodeText(bytes))
  const { datum, how } = chooseDatum(features, crs, chosen)
  const found: Footprint[] = []
  const rejected: { line: number; reason: Reason; found?: string }[] = []
  features.forEach((feature, place) => {
    const line = place + 1
    const one = isObject(feature) ? read(feature, { line, datum }) : 'not_an_area'
    if (typeof one === 'string') rejected.push({ line, reason: one, ...typeOf(feature) })
    else found.push(one)
  })
  if (found.length === 0) throw new FileFault(fault, countTypes(features))
  return {
    content: {
      footprints: found as unknown as Footprints['footprints'],
      rejected,
      remarks: [{ code: how, found: datum, count: 1 }],
    },
    preview: {
      ...{ kind: 'map', datum, how, buildings: found.length },
      sample: found
        .slice(0, 8)
        .map(({ name = '', sort = '', foreignId = '', shape }) => [
          ...[name, sort.split('|')[0] ?? '', foreignId],
          String(shape.flat(2).length),
        ]),
    },
  }
}

function readBoundary(feature: Json, { line, datum }: { line: number; datum: Datum }): Read {
  const shape = readShape(geometryOf(feature), datum)
  if (typeof shape === 'string') return shape
  const name = firstText(propertiesOf(feature), GRID_NAMES)
  return name === undefined ? 'no_grid' : { line, name, shape }
}

function readFacility(feature: Json, { line, datum }: { line: number; datum: Datum }): Read {
  const properties = propertiesOf(feature)
  const point = readPoint(geometryOf(feature), datum) ?? middleOf(geometryOf(feature), datum)
  if (point === undefined) return 'not_a_point'
  const sorts = [...SORTS, ...MORE_SORTS].flatMap((key) => textOf(properties[key]) ?? [])
  const said = {
    ...{ foreignId: textOf(feature['id']) ?? firstText(properties, IDS), name: firstText(properties, NAMES) },
    ...{ phone: firstText(properties, PHONES)?.slice(0, 40), note: firstText(properties, NOTES) },
  }
  return { line, ...given(said), point: [point[0], point[1]], sort: sorts.join('|').slice(0, 200), shape: [] }
}
const propertiesOf = (feature: Json): Json => (isObject(feature['properties']) ? feature['properties'] : {})
/** The mean of an area's corners: near enough to find the door. */
function middleOf(geometry: ReturnType<typeof geometryOf>, datum: Datum): readonly [number, number] | undefined {
  const shape = readShape(geometry, datum)
  const corners = typeof shape === 'string' ? [] : (shape[0]?.[0]?.slice(1) ?? [])
  if (corners.length === 0) return undefined
  const mean = (axis: 0 | 1): number =>
    Math.round((corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length) * 1e6) / 1e6
  return [mean(0), mean(1)]
}
