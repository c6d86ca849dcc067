import gcoord from 'gcoord'
import type { Datum } from '../../domain/import-wire.ts'

// The package's types describe an ES module; what Node imports is its CommonJS export as the default.
const { BD09, EPSG3857, GCJ02, WGS84, transform } = gcoord as unknown as typeof gcoord.default

export type Point = readonly [number, number]

const SYSTEMS = {
  wgs84: WGS84,
  gcj02: GCJ02,
  bd09: BD09,
  epsg3857: EPSG3857,
} as const

/** [longitude, latitude] in WGS84; undefined where it is no place on earth. */
export function toWgs84(datum: Datum, [x, y]: Point): Point | undefined {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined
  const [longitude, latitude] = datum === 'wgs84' ? [x, y] : transform([x, y], SYSTEMS[datum], WGS84)
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : undefined
}

/** The datum that a name (a `crs` member, what somebody typed) means; undefined where we know none. */
export function datumNamed(name: string): Datum | undefined {
  const plain = name.toUpperCase().replace(/[\s_-]/gu, '')
  if (/(?:CRS84|4326|WGS84|4490|CGCS2000)$/u.test(plain)) return 'wgs84'
  if (/(?:3857|3785|900913|102100|102113)$/u.test(plain)) return 'epsg3857'
  if (/GCJ0?2/u.test(plain)) return 'gcj02'
  return /BD0?9/u.test(plain) ? 'bd09' : undefined
}

/** China in web Mercator metres: elsewhere metres may be those of any survey, and a guess would be wrong. */
const CHINA = { west: 8_100_000, east: 15_100_000, south: 1_800_000, north: 7_200_000 } as const
/**
 * What the numbers alone tell: degrees (taken for WGS84: the datums of degrees look alike) where most of them can be
 * such, and then the few that cannot are slips of a hand, each to be told by its line; web Mercator metres where all
 * lie in China so; or 'metres' of a survey that must be named.
 */
export function datumOf(points: Iterable<Point>): Datum | 'metres' {
  let isMercator = true
  let [all, degrees] = [0, 0]
  for (const [x, y] of points) {
    all += 1
    if (Math.abs(x) <= 180 && Math.abs(y) <= 90) degrees += 1
    if (x < CHINA.west || x > CHINA.east || y < CHINA.south || y > CHINA.north) isMercator = false
  }
  return degrees * 2 > all || all === 0 ? 'wgs84' : isMercator ? 'epsg3857' : 'metres'
}

/** A tenth of a metre is enough for a wall and keeps pack c small. */
export const roundPoint = ([longitude, latitude]: Point): Point => [
  Math.round(longitude * 1e6) / 1e6,
  Math.round(latitude * 1e6) / 1e6,
]
