import { expect, test } from 'vitest'
import { readFootprints } from './geojson.ts'
import { FileFault } from './problems.ts'

const SQUARE = [
  [121.5, 31.2],
  [121.501, 31.2],
  [121.501, 31.201],
  [121.5, 31.201],
  [121.5, 31.2],
]
const HOLE = SQUARE.map(([x = 0, y = 0]) => [x * 0 + 121.5004 + (x - 121.5) / 10, 31.2004 + (y - 31.2) / 10])
const feature = (geometry: unknown, properties: unknown = {}, id?: unknown) => ({
  type: 'Feature',
  geometry,
  properties,
  ...(id === undefined ? {} : { id }),
})
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings })
const read = (features: readonly unknown[], rest: object = {}) =>
  readFootprints(new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', ...rest, features })))

test('a polygon, its holes and the parts of a multipolygon become outlines', () => {
  const { footprints } = read([
    feature(polygon(SQUARE, HOLE), { name: '甲' }),
    feature({ type: 'MultiPolygon', coordinates: [[SQUARE], [HOLE]] }, { name: '乙' }),
  ])
  expect(footprints.map(({ shape }) => shape.map((rings) => rings.length))).toEqual([[2], [1, 1]])
  expect(footprints[0]?.shape[0]?.[0]?.length).toBe(5)
})

test('points, lines and features without geometry are passed over, each with its place in the file', () => {
  const { footprints, rejected } = read([
    feature({ type: 'Point', coordinates: [121.5, 31.2] }),
    feature({ type: 'LineString', coordinates: SQUARE }),
    feature(null),
    null,
    feature(polygon(SQUARE)),
  ])
  expect(footprints.map(({ line }) => line)).toEqual([5])
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([1, 2, 3, 4].map((line) => [line, 'not_an_area']))
})

test('an outline that is open, doubled or too small is mended or named', () => {
  const doubled = SQUARE.flatMap((point) => [point, point])
  const { footprints, rejected } = read([
    feature(polygon(SQUARE.slice(0, 4))),
    feature(polygon(doubled)),
    feature(polygon(SQUARE, SQUARE.slice(0, 2))),
    feature(polygon(SQUARE.slice(0, 2))),
    feature(polygon([[121.5, 'x'], ...SQUARE])),
    feature(polygon()),
  ])
  expect(footprints.map(({ shape }) => shape[0]?.map((ring) => ring.length))).toEqual([[5], [5], [5]])
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([4, 5, 6].map((line) => [line, 'bad_outline']))
})

test('coordinates in metres are not taken for degrees', () => {
  expect(read([feature(polygon(SQUARE.map(([x = 0, y = 0]) => [x * 1e5, y * 1e5])))]).rejected).toMatchObject([
    { reason: 'not_wgs84' },
  ])
  expect(() => read([], { crs: { type: 'name', properties: { name: 'EPSG:3857' } } })).toThrow(FileFault)
  for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'])
    expect(read([], { crs: { type: 'name', properties: { name } } }).footprints).toEqual([])
})

test('a building cut into several features of one id is one building', () => {
  const { footprints } = read([
    feature(polygon(SQUARE), { osm_id: 7 }),
    feature(polygon(HOLE), { osm_id: 7, 'addr:housenumber': '12' }),
    feature(polygon(SQUARE), {}, 'w8'),
  ])
  expect(footprints.map(({ foreignId, number, shape }) => [foreignId, number, shape.length])).toEqual([
    ['7', '12', 2],
    ['w8', undefined, 1],
  ])
})

test('names are read from the properties that map files use; empty ones say nothing', () => {
  const { footprints } = read([
    feature(polygon(SQUARE), { 'addr:street': '共和路', addr_housenumber: '12', 'building:levels': '17', name: '' }),
    feature(polygon(SQUARE), { 楼栋: '88弄 12–13号', 微网格: '第三微网格', 楼组: '甲组' }),
  ])
  expect(footprints[0]).toMatchObject({ street: '共和路', number: '12', levels: 17 })
  expect(footprints[0]?.name).toBeUndefined()
  expect(footprints[1]).toMatchObject({ name: '88弄 12–13号', micro: '第三微网格', group: '甲组' })
})

test('what is no FeatureCollection is one clear fault', () => {
  const codes = ['', '{', '[]', '{"type":"Feature"}', '<osm/>', '楼栋,室号'].map((text) => {
    try {
      return readFootprints(new TextEncoder().encode(text))
    } catch (error) {
      return error instanceof FileFault ? error.code : error
    }
  })
  expect(codes).toEqual(['empty', 'not_json', 'not_geojson', 'not_geojson', 'not_json', 'not_json'])
})
