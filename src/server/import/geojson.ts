import type { Rings } from '../../domain/nouns.ts'
import type { Footprint, Footprints } from './parsed.ts'
import { FileFault, type Reason } from './problems.ts'
import { decodeText } from './text.ts'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const NAMES = ['name', 'name:zh', '名称', '楼栋', '楼名', '楼号', 'addr:housename', 'addrhousen']
const NUMBERS = ['addr:housenumber', 'addr_housenumber', 'housenumber', '门牌号', '号']
const STREETS = ['addr:street', 'addr_street', 'addrstreet', 'street', '弄', 'lane', '路', 'road']
const IDS = ['osm_id', '@id', 'id', 'osmid', '编号', 'code']
const LEVELS = ['building:levels', 'levels', '层数', '楼层数']
const MICRO = ['微网格', '网格', 'grid', 'micro']
const GROUP = ['楼组', 'group']

/**
 * Outlines of buildings from a GeoJSON FeatureCollection in WGS84. Points and lines are passed over with a reason;
 * several features of one id (a building cut at a tile's edge) become one building of several outlines.
 */
export function readFootprints(bytes: Uint8Array): Footprints {
  const features = featuresOf(decodeText(bytes))
  const found = new Map<string, Footprint>()
  const rejected: { line: number; reason: Reason; found?: string }[] = []
  features.forEach((feature, place) => {
    const line = place + 1
    const read = isObject(feature) ? readFeature(feature, line) : 'not_an_area'
    if (typeof read === 'string') {
      const kind = isObject(feature) && isObject(feature['geometry']) ? String(feature['geometry']['type']) : ''
      rejected.push({ line, reason: read, ...(kind === '' ? {} : { found: kind.slice(0, 40) }) })
      return
    }
    const key = read.foreignId ?? `place ${line}`
    const before = found.get(key)
    found.set(key, before === undefined ? read : { ...read, ...before, shape: [...before.shape, ...read.shape] })
  })
  const footprints = [...found.values()] as unknown as Footprints['footprints']
  return { footprints, rejected }
}

function featuresOf(text: string): readonly unknown[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new FileFault(text.trim() === '' ? 'empty' : 'not_json', text.trim().slice(0, 20))
  }
  if (!isObject(json) || json['type'] !== 'FeatureCollection' || !Array.isArray(json['features'])) {
    throw new FileFault('not_geojson')
  }
  const crs =
    isObject(json['crs']) && isObject(json['crs']['properties']) ? String(json['crs']['properties']['name']) : ''
  if (crs !== '' && !/(?:CRS84|4326|WGS ?84)$/iu.test(crs)) throw new FileFault('other_datum', crs.slice(0, 80))
  return json['features']
}

function readFeature(feature: Json, line: number): Footprint | Reason {
  const geometry = isObject(feature['geometry']) ? feature['geometry'] : {}
  const shape = readShape(geometry)
  if (typeof shape === 'string') return shape
  const properties = isObject(feature['properties']) ? feature['properties'] : {}
  const said = (keys: readonly string[]) => firstText(properties, keys)
  const foreignId = textOf(feature['id']) ?? said(IDS)
  const levels = Number.parseInt(said(LEVELS) ?? '', 10)
  const optional = {
    foreignId,
    name: said(NAMES),
    number: said(NUMBERS),
    street: said(STREETS),
    levels: levels > 0 && levels < 200 ? levels : undefined,
    micro: said(MICRO),
    group: said(GROUP),
  }
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  return { line, ...given, shape }
}
const textOf = (value: unknown): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).replace(/\s+/gu, ' ').trim().slice(0, 200)
  return text === '' ? undefined : text
}
const firstText = (properties: Json, keys: readonly string[]): string | undefined =>
  keys.map((key) => textOf(properties[key])).find((text) => text !== undefined)

function readShape(geometry: Json): readonly Rings[] | Reason {
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') return 'not_an_area'
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'bad_outline'
  const shape: Rings[] = []
  for (const polygon of polygons) {
    const rings = Array.isArray(polygon) ? readRings(polygon) : 'bad_outline'
    if (typeof rings === 'string') return rings
    shape.push(rings)
  }
  return shape
}
function readRings(polygon: readonly unknown[]): Rings | Reason {
  const rings: (readonly (readonly [number, number])[])[] = []
  for (const [place, raw] of polygon.entries()) {
    const ring = Array.isArray(raw) ? readRing(raw) : 'bad_outline'
    // A hole too small to be seen is no reason to lose the building.
    if (ring === 'bad_outline' && place > 0) continue
    if (typeof ring === 'string') return ring
    rings.push(ring)
  }
  return rings.length === 0 ? 'bad_outline' : rings
}
function readRing(raw: readonly unknown[]): readonly (readonly [number, number])[] | Reason {
  const points: (readonly [number, number])[] = []
  for (const entry of raw) {
    const [longitude, latitude]: unknown[] = Array.isArray(entry) ? entry : []
    if (typeof longitude !== 'number' || typeof latitude !== 'number') return 'bad_outline'
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) return 'not_wgs84'
    const point = [round(longitude), round(latitude)] as const
    const last = points.at(-1)
    if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) points.push(point)
  }
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined) return 'bad_outline'
  if (first[0] !== last[0] || first[1] !== last[1]) points.push(first)
  return points.length < 4 ? 'bad_outline' : points
}
/** A tenth of a metre is enough for a wall and keeps pack c small. */
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
