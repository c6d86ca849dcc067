import { expect, it } from 'vitest'
import { aBuilding, aRow } from '../testing/build.ts'
import { asId, type Instant } from './ids.ts'
import { mapGeoJson } from './map-file.ts'

const ring = [
  [121.1, 31.1],
  [121.2, 31.1],
  [121.2, 31.2],
  [121.1, 31.1],
] as const
const file = {
  community: 'A社区',
  grid: '第三微网格',
  layer: 'care',
  days: 14,
  at: '2026-11-26T06:20:00.000Z' as Instant,
  areas: [],
  facilities: [],
} as const

it('a map file names its datum and moment, and each building with every class, so that they can be added up', () => {
  const tally = { households: 3, classes: { red: 1, grey: 2 } }
  const made = mapGeoJson({ ...file, buildings: [{ row: aBuilding({ shape: [[ring]] }), tally }] })
  expect(made).toMatchObject({
    type: 'FeatureCollection',
    datum: 'WGS84 (EPSG:4326)',
    grid: '第三微网格',
    at: '2026-11-26T06:20:00.000Z',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [ring] },
        properties: { known: true, households: 3, highest: 'red', red: 1, yellow: 0, blue: 0, green: 0, grey: 2 },
      },
    ],
  })
})
it('a building in parts is a multipolygon, one known by a point is that point, one never drawn has no geometry, one out of sight no counts', () => {
  const made = mapGeoJson({
    ...file,
    buildings: [
      { row: aBuilding({ shape: [[ring], [ring]] }, 'parts'), tally: undefined },
      { row: aBuilding({ shape: [], point: [121.1, 31.1] }, 'point'), tally: undefined },
      { row: aBuilding({ shape: [] }, 'undrawn'), tally: undefined },
    ],
  }) as { features: readonly { geometry: { type: string } | null; properties: object }[] }
  expect(made.features.map((one) => one.geometry?.type)).toEqual(['MultiPolygon', 'Point', undefined])
  expect(made.features[0]?.properties).toEqual({ kind: 'building', name: '88弄 12–13号', attributes: [], known: false })
})
it('a grid that is drawn in several parts is one feature', () => {
  const grid = aRow('grid', 'm3', { level: 'micro', parent: null, name: '第三微网格', order: 3 })
  const part = { row: grid, shape: [[ring]], isDrawn: false }
  const { features } = mapGeoJson({ ...file, buildings: [], areas: [part, part] }) as { features: readonly object[] }
  expect(features).toMatchObject([{ id: 'm3', geometry: { type: 'MultiPolygon', coordinates: [[ring], [ring]] } }])
})
it('grids say whether somebody drew them, and service points where they are', () => {
  const grid = aRow('grid', 'm3', { level: 'micro', parent: null, name: '第三微网格', order: 3 })
  const place = { grid: asId<'grid'>('m3'), sort: 'canteen', name: '食堂', point: [121.1, 31.1] as const }
  const { features } = mapGeoJson({
    ...file,
    buildings: [],
    areas: [{ row: grid, shape: [[ring]], isDrawn: false }],
    facilities: [aRow('facility', 'f1', place)],
  }) as { features: readonly object[] }
  expect(features).toMatchObject([
    { geometry: { type: 'Polygon' }, properties: { kind: 'grid', name: '第三微网格', derived: true } },
    { geometry: { type: 'Point', coordinates: [121.1, 31.1] }, properties: { kind: 'facility', sort: 'canteen' } },
  ])
})
