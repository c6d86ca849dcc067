import { aWorkbook } from './workbook.ts'

/** As an office keeps it: the cell of a house is joined over all who live there. */
export const ROSTER = aWorkbook(
  [
    ['楼栋', '单元', '室号', '姓名', '出生年份'],
    ...['1号楼', '2号楼', '3号楼'].flatMap((house) =>
      ['101', '102', '201'].map((room, n) => [n === 0 ? house : null, null, room, `住户${house[0]}${n}`, 1950]),
    ),
  ],
  'xlsx',
)
/** Of one house there is an outline, of another somebody has noted where it stands, of the third nobody has. */
export const OUTLINES = JSON.stringify({ type: 'FeatureCollection', features: [houseAt('2号楼', 121.4706)] })
export const PLACES = ['楼名,层数,经度,纬度', '1号楼,6,121.4700,31.2300'].join('\r\n')
function houseAt(name: string, west: number): object {
  const [east, south, north] = [west + 0.0003, 31.23, 31.2302]
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Feature', properties: { name, 层数: 6 }, geometry: { type: 'Polygon', coordinates: [ring] } }
}
