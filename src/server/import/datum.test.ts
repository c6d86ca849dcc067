import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { datumNamed, datumOf, type Point, toWgs84 } from './datum.ts'

const PAIR = resolve(process.cwd(), '../shared/data/tables/ganji_dalian_bd09_and_wgs84_utf8_crlf.csv')
const isHere = existsSync(PAIR)
const note = isHere ? '' : ' (not run: ../shared/data is not here)'

const METRES_A_DEGREE = 111_195
const metresBetween = ([ax, ay]: Point, [bx, by]: Point): number =>
  Math.hypot((ax - bx) * Math.cos((ay * Math.PI) / 180), ay - by) * METRES_A_DEGREE
const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

test.skipIf(!isHere)(`1,586 compounds of Dalian in BD-09 lie where their WGS84 twins lie${note}`, () => {
  const rows = parse(readFileSync(PAIR, 'utf8'), { columns: true, bom: true }) as Readonly<Record<string, string>>[]
  const pairs = rows.map((row) => ({
    baidu: [Number(row['经度']), Number(row['纬度'])] as const,
    plain: [Number(row['经度_wgs84']), Number(row['纬度_wgs84'])] as const,
  }))
  const errorAs = (datum: 'bd09' | 'wgs84' | 'gcj02') =>
    medianOf(pairs.map(({ baidu, plain }) => metresBetween(toWgs84(datum, baidu) ?? [0, 0], plain)))
  expect(pairs.length).toBe(1586)
  expect(errorAs('bd09')).toBeLessThan(10)
  // The same points read as something else would be hundreds of metres off: the test can fail.
  expect(errorAs('wgs84')).toBeGreaterThan(1000)
  expect(errorAs('gcj02')).toBeGreaterThan(300)
})

test('web Mercator metres become degrees', () => {
  expect(toWgs84('epsg3857', [0, 0])).toEqual([0, 0].map((degrees) => expect.closeTo(degrees, 9)))
  expect(toWgs84('epsg3857', [13_525_000, 3_662_500])).toEqual([121.49714, 31.22881].map((d) => expect.closeTo(d, 4)))
})

test('what is no place on earth has no coordinates', () => {
  expect(toWgs84('wgs84', [121, 131])).toBeUndefined()
  expect(toWgs84('bd09', [Number.NaN, 31])).toBeUndefined()
})

test('datums are known by the names that files give them', () => {
  const known = { 'urn:ogc:def:crs:OGC:1.3:CRS84': 'wgs84', 'EPSG:4326': 'wgs84', 'EPSG:900913': 'epsg3857' }
  const ours = { 'GCJ-02': 'gcj02', BD09LL: 'bd09', 'EPSG:4490': 'wgs84', 'EPSG:2385': undefined }
  for (const [name, datum] of Object.entries({ ...known, ...ours })) expect(datumNamed(name), name).toBe(datum)
})

test('most of the points say what a file is in: one slip among degrees is no metres, metres among degrees are doubted', () => {
  const [here, slip, metres] = [
    [121, 31],
    [521, 31],
    [13_525_000, 3_662_500],
  ] as const
  expect(datumOf([here])).toBe('wgs84')
  expect(datumOf([metres, metres])).toBe('epsg3857')
  expect(datumOf([here, slip, here])).toBe('wgs84')
  for (const points of [
    [metres, here],
    [metres, metres, metres, here],
    [slip, here],
  ])
    expect(datumOf(points)).toBe('metres')
})
