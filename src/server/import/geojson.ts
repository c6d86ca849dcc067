import type { Datum, ImportPreview } from '../../domain/import-wire.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import { datumNamed, datumOf } from './datum.ts'
import { joinLabels, type Label } from './labels.ts'
import { type Geometry, readPoint, readShape, samplePoints } from './outline.ts'
import type { Footprint, Footprints } from './parsed.ts'
import { FileFault, type Reason } from './problems.ts'
import { decodeText, isWebPage } from './text.ts'
import { joinPieces } from './tile-edges.ts'

export type Json = Readonly<Record<string, unknown>>
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const NAMES = ['name', 'name:zh', '名称', '楼栋', '楼名', '楼号', 'addr:housename', 'addrhousen']
const NUMBERS = ['addr:housenumber', 'addr_housenumber', 'housenumber', '门牌号', '号']
const STREETS = ['addr:street', 'addr_street', 'addrstreet', 'street', '弄', 'lane', '路', 'road']
const IDS = ['osm_id', '@id', 'id', 'osmid', '编号', 'code']
const LEVELS = ['building:levels', 'levels', '层数', '楼层数']
const MICRO = ['微网格', '网格', 'grid', 'micro']
const GROUP = ['楼组', 'group']
/** As many as rows of a table (table.ts). */
const LIMIT = 50_000

export interface ReadFootprints {
  readonly content: Footprints
  readonly preview: ImportPreview
}
/**
 * Outlines of buildings from GeoJSON, in WGS84 whatever the file's datum. A label names the building it stands on;
 * other points and lines are passed over with a reason; pieces of one building become one. Throws a FileFault.
 */
export function readFootprints(bytes: Uint8Array, chosen?: Datum): ReadFootprints {
  const { features, crs } = featuresOf(decodeText(bytes))
  const { datum, how } = chooseDatum(features, crs, chosen)
  const areas: Footprint[] = []
  const labels: Label[] = []
  const rejected: { line: number; reason: Reason; found?: string }[] = []
  features.forEach((feature, place) => {
    const line = place + 1
    const read = isObject(feature) ? readFeature(feature, { line, datum }) : 'not_an_area'
    if (typeof read === 'string') rejected.push({ line, reason: read, ...typeOf(feature) })
    else if ('at' in read) labels.push(read)
    else areas.push(read)
  })
  if (areas.length === 0) throw new FileFault('no_areas', countTypes(features))
  const { footprints: whole, numberedTwice } = joinPieces(areas)
  const { footprints, unused } = joinLabels(whole, labels)
  for (const { line } of unused) rejected.push({ line, reason: 'not_an_area', found: 'Point' })
  const joined = labels.length - unused.length
  const pieces = areas.length - footprints.length
  return {
    content: {
      footprints: footprints as unknown as Footprints['footprints'],
      rejected: rejected.sort((a, b) => a.line - b.line),
      remarks: [
        { code: how, found: datum, count: 1 },
        ...(pieces > 0 ? [{ code: 'pieces_joined' as const, found: '', count: pieces }] : []),
        ...(numberedTwice > 0 ? [{ code: 'ids_repeated' as const, found: '', count: numberedTwice }] : []),
        ...(joined > 0 ? [{ code: 'labels_joined' as const, found: '', count: joined }] : []),
      ],
    },
    preview: { kind: 'map', datum, how, buildings: footprints.length, sample: footprints.slice(0, 8).map(sampleOf) },
  }
}
export const geometryOf = (feature: unknown): Geometry =>
  isObject(feature) && isObject(feature['geometry']) ? feature['geometry'] : {}
export function typeOf(feature: unknown): { readonly found?: string } {
  const { type } = geometryOf(feature)
  return typeof type === 'string' ? { found: type.slice(0, 40) } : {}
}
export const countTypes = (features: readonly unknown[]): string =>
  [...Map.groupBy(features, (feature) => typeOf(feature).found ?? '?')]
    .map(([type, own]) => `${type} ×${own.length}`)
    .slice(0, 5)
    .join(', ')
const sampleOf = ({ name, number, street, foreignId, shape }: Footprint): readonly string[] => [
  name ?? '',
  [street, number].filter(Boolean).join(' '),
  foreignId ?? '',
  String(shape.flat(2).length),
]

export function featuresOf(text: string): { readonly features: readonly unknown[]; readonly crs: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    if (isWebPage(text)) throw new FileFault('web_page')
    throw new FileFault(text.trim() === '' ? 'empty' : 'not_json', text.trim().slice(0, 20))
  }
  const features = isObject(json) ? (json['type'] === 'Feature' ? [json] : json['features']) : undefined
  const isCollection = isObject(json) && (json['type'] === 'FeatureCollection' || json['type'] === 'Feature')
  if (!isObject(json) || !isCollection || !Array.isArray(features)) throw new FileFault('not_geojson')
  if (features.length === 0) throw new FileFault('empty')
  if (features.length > LIMIT) throw new FileFault('too_many_rows', String(features.length))
  return { features, crs: crsOf(json['crs']) }
}
/** What a file says of its datum, by name, by code or by a link; as it stands where it says it in no manner we know. */
function crsOf(crs: unknown): string {
  if (crs === undefined || crs === null) return ''
  const { type, properties } = isObject(crs) ? crs : {}
  const { name, code, href } = isObject(properties) ? properties : {}
  if (typeof name === 'string' && name !== '') return name
  if (type === 'EPSG' && (typeof code === 'number' || typeof code === 'string')) return `EPSG:${code}`
  const linked = typeof href === 'string' ? /\/epsg\/(?:[\d.]+\/)?(\d+)/iu.exec(href)?.[1] : undefined
  if (linked !== undefined) return `EPSG:${linked}`
  return typeof href === 'string' && href !== '' ? href : JSON.stringify(crs)
}

/** What a person says counts before what the file says, and that before what its numbers tell. */
export function chooseDatum(features: readonly unknown[], crs: string, chosen: Datum | undefined) {
  if (chosen !== undefined) return { datum: chosen, how: 'datum_chosen' as const }
  const named = datumNamed(crs)
  if (named !== undefined) return { datum: named, how: 'datum_named' as const }
  if (crs !== '') throw new FileFault('other_datum', crs.slice(0, 80))
  const told = datumOf(
    (function* () {
      for (const feature of features) yield* samplePoints(geometryOf(feature))
    })(),
  )
  if (told === 'metres') throw new FileFault('unknown_metres')
  return { datum: told, how: told === 'wgs84' ? ('datum_assumed' as const) : ('datum_detected' as const) }
}

function readFeature(feature: Json, where: { line: number; datum: Datum }): Footprint | Label | Reason {
  const { line, datum } = where
  const geometry = geometryOf(feature)
  const properties = isObject(feature['properties']) ? feature['properties'] : {}
  const said = (keys: readonly string[]) => firstText(properties, keys)
  const foreignId = textOf(feature['id']) ?? said(IDS)
  const names = given({ name: said(NAMES), number: said(NUMBERS), street: said(STREETS) })
  const at = readPoint(geometry, datum)
  if (at !== undefined) {
    const isLabel = names['number'] !== undefined || properties['label_placement'] === true
    return isLabel ? { line, at, said: names, ...given({ foreignId }) } : 'not_an_area'
  }
  const shape = readShape(geometry, datum)
  if (typeof shape === 'string') return shape
  const levels = Number.parseInt(said(LEVELS) ?? '', 10)
  const more = { levels: levels > 0 && levels < 200 ? levels : undefined, micro: said(MICRO), group: said(GROUP) }
  return { line, ...given({ foreignId }), ...names, ...given(more), shape }
}
export const given = <T extends Record<string, unknown>>(fields: T): Partial<{ [K in keyof T]: NonNullable<T[K]> }> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<{
    [K in keyof T]: NonNullable<T[K]>
  }>
/** A property as a text; identity numbers are masked, as in a table's cells. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = maskIdentityNumbers(String(value)).replace(/\s+/gu, ' ').trim().slice(0, 200)
  return text === '' ? undefined : text
}
export const firstText = (properties: Json, keys: readonly string[]): string | undefined =>
  keys.map((key) => textOf(properties[key])).find((text) => text !== undefined)
