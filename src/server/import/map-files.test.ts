import { expect, test } from 'vitest'
import { aServer, COMMUNITY, findRow, rowsIn, type TestServer } from '../../testing/community.ts'
import type { Footprints } from './parsed.ts'
import type { Source } from './problems.ts'
import { readFile } from './read-file.ts'
import { type ImportOptions, runImport } from './run.ts'

type Feature = readonly [geometry: object, properties: object]
const fileOf = (...features: readonly Feature[]): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      type: 'FeatureCollection',
      features: features.map(([geometry, properties]) => ({ type: 'Feature', geometry, properties })),
    }),
  )
const square = (east: number): object => ({
  type: 'Polygon',
  coordinates: [
    [
      [121 + east, 31],
      [121.001 + east, 31],
      [121.001 + east, 31.001],
      [121 + east, 31],
    ],
  ],
})
const point = (east: number): object => ({ type: 'Point', coordinates: [121 + east, 31] })

async function bring(
  server: TestServer,
  [source, bytes]: readonly [Source, Uint8Array],
  options: Partial<ImportOptions> = {},
) {
  const outcome = await readFile(source, bytes)
  if ('fault' in outcome) throw new Error(outcome.fault)
  const files = { [source]: outcome.ok as Footprints }
  const report = await runImport(server, files, {
    ...{ community: COMMUNITY as string, dryRun: false, acceptGoodRows: true },
    ...options,
  })
  if ('communities' in report) throw new Error('which community?')
  return report
}

test('boundaries lie on the grids of their names; the same file again changes nothing, a changed one says what', async () => {
  const server = await aServer()
  const file = fileOf([square(0), { name: 'm1' }], [square(0.01), { 网格: 'm2' }])
  const first = await bring(server, ['boundaries', file])
  expect(first.counts.boundaries).toEqual({ new: 2, changed: 0, same: 0 })
  expect((await findRow(server, 'grid', 'm1'))?.body.boundary).toEqual([
    (square(0) as { coordinates: unknown }).coordinates,
  ])
  const again = await bring(server, ['boundaries', file])
  expect([again.nothingNew, again.counts.boundaries.same]).toEqual([true, 2])
  const moved = await bring(server, ['boundaries', fileOf([square(0.02), { name: 'm1' }])], { dryRun: true })
  expect(moved.difference.changed).toMatchObject([{ kind: 'grid', name: 'm1', fields: [{ field: 'boundary' }] }])
})

test('two areas of one grid are one boundary, and a coast of ten thousand corners is drawn with few', async () => {
  const server = await aServer()
  const coast = Array.from({ length: 10_000 }, (_, n) => {
    const angle = (2 * Math.PI * n) / 9_999
    return [121 + 0.01 * Math.cos(angle), 31 + 0.01 * Math.sin(angle)]
  })
  const round = { type: 'Polygon', coordinates: [[...coast.slice(0, -1), coast[0]]] }
  await bring(server, ['boundaries', fileOf([round, { name: 'm1' }], [square(0.5), { name: 'm1' }])])
  const boundary = (await findRow(server, 'grid', 'm1'))?.body.boundary ?? []
  expect(boundary).toHaveLength(2)
  expect(boundary[0]?.[0]?.length).toBeLessThanOrEqual(200)
  expect(boundary[0]?.[0]?.length).toBeGreaterThan(20)
})

test('an area without a name, of no grid, or of two is told by its place in the file', async () => {
  const server = await aServer()
  const file = fileOf(
    [square(0), {}],
    [square(0), { name: '月球' }],
    [point(0), { name: 'm1' }],
    [square(1), { name: 'm1' }],
  )
  const { rejected, counts } = await bring(server, ['boundaries', file])
  expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'no_grid'],
    [2, 'unknown_grid'],
    [3, 'not_an_area'],
  ])
  expect(counts.boundaries.new).toBe(1)
})

test('service points come with sort, place and how to reach them; other sorts are passed over, and nothing stops for them', async () => {
  const server = await aServer()
  const file = fileOf(
    [point(0), { name: '阳光食堂', 类别: '社区食堂', phone: '021-1', opening_hours: '11:00-13:00' }],
    [point(0.1), { amenity: 'clinic', osm_id: 7 }],
    [square(0.2), { name: 'Green', leisure: 'park' }],
    [point(0.3), { name: '纪念碑', kind: 'monument' }],
    [
      { type: 'LineString', coordinates: [[121, 31]] },
      { name: 'x', amenity: 'clinic' },
    ],
  )
  const report = await bring(server, ['facilities', file], { acceptGoodRows: false })
  expect([report.written, report.counts.facilities.new]).toEqual([true, 3])
  expect(report.rejected.map(({ line, reason, isHarmless }) => [line, reason, isHarmless])).toEqual([
    [4, 'unknown_sort', true],
    [5, 'not_a_point', true],
  ])
  const rows = (await rowsIn(server, 'c')).flatMap((row) => (row.kind === 'facility' ? [row.body] : []))
  expect(rows.map(({ name, sort }) => [sort, name]).sort()).toEqual([
    ['canteen', '阳光食堂'],
    ['garden', 'Green'],
    ['health_station', '社区卫生服务站'],
  ])
  expect(rows.find(({ sort }) => sort === 'canteen')).toMatchObject({
    ...{ grid: 'root', point: [121, 31], phone: '021-1', note: '11:00-13:00' },
  })
  expect((await bring(server, ['facilities', file])).nothingNew).toBe(true)
})

test('an identity number in what a map file says of a service point comes in masked', async () => {
  const note = '负责人 11010519491231002X'
  const file = fileOf([point(0), { name: '食堂', 类别: '社区食堂', 备注: note }])
  const { ok } = (await readFile('facilities', file)) as { readonly ok: Footprints }
  expect(ok.footprints).toMatchObject([{ note: '负责人 1****************X' }])
})

test('a file with nothing of its kind is one clear fault', async () => {
  for (const [source, file, fault] of [
    ['boundaries', fileOf([point(0), { name: 'm1' }]), 'no_areas'],
    ['facilities', fileOf([{ type: 'LineString', coordinates: [] }, {}]), 'no_points'],
    ['boundaries', new TextEncoder().encode('name,grid\na,b'), 'not_json'],
    ['facilities', new TextEncoder().encode('<html></html>'), 'web_page'],
  ] as const)
    expect(await readFile(source, file)).toMatchObject({ fault })
})
