import { expect, test } from 'vitest'
import { DATUMS, type Datum } from '../../domain/import-wire.ts'
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
const bytesOf = (features: readonly unknown[], rest: object = {}) =>
  new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', ...rest, features }))
const read = (features: readonly unknown[], rest: object = {}, datum?: Datum) =>
  readFootprints(bytesOf(features, rest), datum).content
const faultOf = (features: readonly unknown[], rest: object = {}) => {
  try {
    return read(features, rest)
  } catch (error) {
    return error instanceof FileFault ? error.code : error
  }
}

test('a polygon, its holes and the parts of a multipolygon become outlines', () => {
  const { footprints } = read([
    feature(polygon(SQUARE, HOLE), { name: '甲' }),
    feature({ type: 'MultiPolygon', coordinates: [[SQUARE], [HOLE]] }, { name: '乙' }),
  ])
  expect(footprints.map(({ shape }) => shape.map((rings) => rings.length))).toEqual([[2], [1, 1]])
  expect(footprints[0]?.shape[0]?.[0]?.length).toBe(5)
})

test('the polygons of a collection are one outline; its lines and points, and one without any polygon, are passed over', () => {
  const collection = (...geometries: unknown[]) => feature({ type: 'GeometryCollection', geometries }, { name: '甲' })
  const [line, point] = [
    { type: 'LineString', coordinates: SQUARE },
    { type: 'Point', coordinates: [121.5, 31.2] },
  ]
  const parts = { type: 'MultiPolygon', coordinates: [[HOLE], [SQUARE]] }
  const { footprints, rejected } = read([
    collection(line, polygon(SQUARE, HOLE), null, point, parts),
    collection(line, point),
    collection(),
    feature({ type: 'GeometryCollection' }),
    collection(polygon(SQUARE), { type: 'MultiPolygon', coordinates: [] }),
  ])
  expect(footprints.map(({ line, shape }) => [line, shape.map((rings) => rings.length)])).toEqual([[1, [2, 1, 1]]])
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
    ...[2, 3, 4].map((line) => [line, 'not_an_area']),
    [5, 'bad_outline'],
  ])
  const inMetres = { type: 'GeometryCollection', geometries: [polygon(METRES)] }
  expect(read([feature(inMetres)]).remarks).toMatchObject([{ code: 'datum_detected', found: 'epsg3857' }])
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

/** A building of about 50 m in Shanghai as web Mercator metres have it. */
const METRES = [
  [13525000, 3662500],
  [13525060, 3662500],
  [13525060, 3662560],
  [13525000, 3662560],
  [13525000, 3662500],
]

test('metres are told from degrees: web Mercator is recognised in China, any other survey must be named', () => {
  const { footprints, remarks } = read([feature(polygon(METRES))])
  expect(footprints[0]?.shape[0]?.[0]?.[0]).toEqual([121.497, 31.229].map((degrees) => expect.closeTo(degrees, 2)))
  expect(remarks).toMatchObject([{ code: 'datum_detected', found: 'epsg3857' }])
  const survey = METRES.map(([x = 0, y = 0]) => [x - 13_000_000, y])
  expect(faultOf([feature(polygon(survey))])).toBe('unknown_metres')
})

test('a crs member names the datum; one that is not known is one clear fault', () => {
  const named = (name: string) => ({ crs: { type: 'name', properties: { name } } })
  for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4490'])
    expect(read([feature(polygon(SQUARE))], named(name)).remarks, name).toMatchObject([{ found: 'wgs84' }])
  expect(read([feature(polygon(METRES))], named('EPSG:3857')).remarks).toMatchObject([
    { code: 'datum_named', found: 'epsg3857' },
  ])
  expect(faultOf([feature(polygon(SQUARE))], named('EPSG:2385'))).toBe('other_datum')
})

test('a crs member may give a code or a link; one that says nothing we understand is a fault, and null says nothing', () => {
  const said = (crs: unknown) => ({ crs })
  const epsg = (code: unknown) => said({ type: 'EPSG', properties: { code } })
  const link = (href: string) => said({ type: 'link', properties: { href, type: 'proj4' } })
  for (const degrees of [
    ...[epsg(4326), epsg('4490'), link('http://spatialreference.org/ref/epsg/4326/proj4/')],
    ...[link('http://www.opengis.net/def/crs/OGC/1.3/CRS84'), link('http://www.opengis.net/def/crs/EPSG/0/4326')],
  ])
    expect(read([feature(polygon(SQUARE))], degrees).remarks, JSON.stringify(degrees)).toMatchObject([
      { code: 'datum_named', found: 'wgs84' },
    ])
  expect(read([feature(polygon(METRES))], epsg(3857)).remarks).toMatchObject([{ found: 'epsg3857' }])
  for (const crs of [{}, 'beijing', 7, { type: 'name', properties: {} }, { type: 'EPSG', properties: { code: 2385 } }])
    expect(faultOf([feature(polygon(SQUARE))], said(crs)), JSON.stringify(crs)).toBe('other_datum')
  expect(faultOf([feature(polygon(SQUARE))], link('crs.wkt'))).toBe('other_datum')
  expect(read([feature(polygon(SQUARE))], said(null)).remarks).toMatchObject([{ code: 'datum_assumed' }])
  expect(read([feature(polygon(SQUARE))], said({}), 'wgs84').remarks).toMatchObject([{ code: 'datum_chosen' }])
})

test('a datum that somebody chose moves every point, and degrees of none are rejected', () => {
  const corners = DATUMS.slice(0, 3).map(
    (datum) => read([feature(polygon(SQUARE))], {}, datum).footprints[0]?.shape[0]?.[0]?.[0],
  )
  const [plain = [0, 0], gcj = [0, 0], bd = [0, 0]] = corners as [number, number][]
  const metres = ([x, y]: readonly [number, number]) => Math.hypot((x - plain[0]) * 95_000, (y - plain[1]) * 111_000)
  expect([metres(gcj) > 300, metres(gcj) < 800, metres(bd) > 800, metres(bd) < 1500]).not.toContain(false)
  const nowhere = feature(polygon(SQUARE.map(([x = 0, y = 0]) => [x, y + 180])))
  expect(read([nowhere, feature(polygon(SQUARE))], {}, 'wgs84').rejected).toMatchObject([
    { line: 1, reason: 'not_wgs84' },
  ])
})

/** As coordtransform publishes it for GCJ-02; for BD-09 it follows from its two steps. */
const TIANANMEN = [116.404, 39.915] as const
test.each([
  ['gcj02', [116.397755, 39.913596]],
  ['bd09', [116.391384, 39.907253]],
] as const)('a point by %s lies where GPS has it, not shifted the other way', (datum, [east, north]) => {
  const [x, y] = TIANANMEN
  const corners = [
    [x, y],
    [x + 0.001, y],
    [x + 0.001, y + 0.001],
    [x, y + 0.001],
    [x, y],
  ]
  const ring = read([feature(polygon(corners))], {}, datum).footprints[0]?.shape[0]?.[0] ?? []
  const near = ring.map(([a = 0, b = 0]) => Math.hypot((a - east) * 85_400, (b - north) * 111_000))
  expect(Math.min(...near)).toBeLessThan(3)
})

/** The border between two map tiles of zoom 16 near 121.5 degrees. */
const BORDER = (Math.round(((121.5 + 180) / 360) * 65_536) / 65_536) * 360 - 180
const beside = (width: number) => [
  [BORDER, 31.2],
  [BORDER + width, 31.2],
  [BORDER + width, 31.2004],
  [BORDER, 31.2004],
  [BORDER, 31.2],
]
test('pieces without id that meet in an edge on a tile’s border are one building of one outline', () => {
  const { footprints, remarks } = read([
    feature(polygon(beside(-0.0003))),
    feature(polygon(beside(0.0005)), { name: '甲' }),
  ])
  expect(footprints).toMatchObject([{ line: 1, name: '甲' }])
  expect(footprints[0]?.shape.length).toBe(1)
  const xs = (footprints[0]?.shape[0]?.[0] ?? []).map(([x]) => x)
  expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(0.0008, 5)
  expect(remarks).toContainEqual({ code: 'pieces_joined', found: '', count: 1 })
})

test('neighbours with names, ids or walls of their own stay two', () => {
  const [left, right] = [polygon(beside(-0.0003)), polygon(beside(0.0005))]
  const off = (ring: readonly number[][]) => ring.map(([x = 0, y = 0]) => [x + 0.001, y])
  const pairs = [
    [feature(left, { name: '甲' }), feature(right, { name: '乙' })],
    [feature(left, { id: 1 }), feature(right, { id: 2 })],
    [feature(polygon(off(beside(-0.0003)))), feature(polygon(off(beside(0.0005))))],
  ]
  for (const pair of pairs) expect(read(pair).footprints.length).toBe(2)
})

test('a label names the building of its id or the one it stands on, if it is the only one there', () => {
  const at = (x: number, y: number) => ({ type: 'Point', coordinates: [x, y] })
  const labelled = { label_placement: true, name: '文化馆' }
  const { footprints, rejected, remarks } = read([
    feature(polygon(SQUARE), { id: 5 }),
    feature(polygon(SQUARE.map(([x = 0, y = 0]) => [x + 0.01, y])), { 'addr:street': '共和路' }),
    feature(at(0, 0), { id: 5, ...labelled }),
    feature(at(121.5105, 31.2005), { 'addr:housenumber': '12' }),
    feature(at(121.7, 31.2005), { 'addr:housenumber': '14' }),
    feature(at(121.5105, 31.2005), { name: '便利店' }),
  ])
  expect(footprints).toMatchObject([{ name: '文化馆' }, { number: '12', street: '共和路' }])
  expect(footprints[1]?.name).toBeUndefined()
  expect(rejected.map(({ line }) => line)).toEqual([5, 6])
  expect(remarks).toContainEqual({ code: 'labels_joined', found: '', count: 2 })
  const two = read([feature(polygon(SQUARE)), ...['1', '2'].map((n) => feature(at(121.5005, 31.2005), { 号: n }))])
  expect(two.footprints[0]?.number).toBeUndefined()
})

test('a building cut into several features of one id is one building', () => {
  const { footprints } = read([
    feature(polygon(SQUARE), { osm_id: 7 }),
    feature(polygon(HOLE.map(([x = 0, y = 0]) => [x + 0.004, y])), { osm_id: 7, 'addr:housenumber': '12' }),
    feature(polygon(SQUARE), { osm_id: 7 }),
    feature(polygon(SQUARE), {}, 'w8'),
  ])
  expect(footprints.map(({ foreignId, number, shape }) => [foreignId, number, shape.length])).toEqual([
    ['7', '12', 2],
    ['w8', undefined, 1],
  ])
})

test('houses of several compounds that count from one anew stay apart, and their numbers name none of them', () => {
  const far = polygon(SQUARE.map(([x = 0, y = 0]) => [x + 0.1, y]))
  const { footprints, remarks } = read([
    feature(polygon(SQUARE), { 编号: '1', name: '东苑1号楼' }),
    feature(far, { 编号: '1', name: '西苑1号楼' }),
    feature(far, { 编号: '2', name: '西苑2号楼' }),
  ])
  expect(footprints.map(({ foreignId, name }) => [foreignId, name])).toEqual([
    [undefined, '东苑1号楼'],
    [undefined, '西苑1号楼'],
    ['2', '西苑2号楼'],
  ])
  expect(remarks).toContainEqual({ code: 'ids_repeated', found: '', count: 2 })
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

test('an identity number in the name of a building comes in masked', () => {
  const { footprints } = read([feature(polygon(SQUARE), { name: '张家 11010519491231002X', 楼组: '110105491231002' })])
  expect(footprints).toMatchObject([{ name: '张家 1****************X', group: '1*************2' }])
})

test('what is no FeatureCollection is one clear fault', () => {
  const codes = ['', '{', '[]', '{"type":"Feature"}', '<osm/>', '楼栋,室号'].map((text) => {
    try {
      return readFootprints(new TextEncoder().encode(text))
    } catch (error) {
      return error instanceof FileFault ? error.code : error
    }
  })
  expect(codes).toEqual(['empty', 'not_json', 'not_geojson', 'no_areas', 'not_json', 'not_json'])
})
