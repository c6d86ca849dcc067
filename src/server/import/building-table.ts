import type { Datum } from '../../domain/import-wire.ts'
import { datumOf, type Point, roundPoint, toWgs84 } from './datum.ts'
import type { FieldTable, Footprint, Footprints } from './parsed.ts'
import { FileFault, type Reason, Remarks } from './problems.ts'
import { readCoordinate, readCount, readYear } from './values.ts'

interface Placed {
  readonly datum: Datum
  readonly remarks: Remarks
}
/**
 * Buildings from a table without outlines: a name or an address each, perhaps storeys, homes, the year and a point.
 * Rows that say the same building again are rejected; two of one name are told apart by their addresses. A point that
 * is none on earth rejects its row: the building would come in without a place, and nobody would be told.
 */
export function readBuildingTable({ rows, columns, unused }: FieldTable, chosen?: Datum): Footprints {
  const remarks = new Remarks()
  const datum =
    chosen ?? datumOf(rows.flatMap(({ cells }) => (pointIn(cells) ?? []).filter(([x, y]) => Number.isFinite(x + y))))
  if (datum === 'metres') throw new FileFault('unknown_metres')
  const footprints: Footprint[] = []
  const rejected: { line: number; reason: Reason; found?: string; cells: Cells }[] = []
  const names = Map.groupBy(rows, ({ cells }) => nameIn(cells))
  const taken = new Set<string>()
  for (const { line, cells } of rows) {
    const plain = nameIn(cells)
    const isShared = (names.get(plain)?.length ?? 0) > 1 && cells['building'] !== undefined
    const name = isShared ? [plain, cells['address']].filter(Boolean).join(' ') : plain
    const key = cells['id'] === undefined ? `name ${name}` : `id ${cells['id']}`
    if (name === '') rejected.push({ line, reason: 'no_building', cells })
    else if (name.length > 64) rejected.push({ line, reason: 'too_long', found: name.slice(0, 20), cells })
    else if (taken.has(key)) rejected.push({ line, reason: 'same_building_twice', found: name.slice(0, 40), cells })
    else if (isNowhere(cells, datum)) rejected.push({ line, reason: 'not_wgs84', found: coordinatesIn(cells), cells })
    else footprints.push({ line, name, shape: [], ...detailsOf(line, cells, { datum, remarks }) })
    taken.add(key)
  }
  const hasPoints = footprints.some(({ point }) => point !== undefined)
  if (hasPoints)
    remarks.add({ file: 'buildings', code: chosen ? 'datum_chosen' : 'datum_assumed', found: datum, line: 1 })
  return {
    footprints: footprints as unknown as Footprints['footprints'],
    rejected,
    columns,
    unused,
    remarks: remarks.list().map(({ code, found, count, line }) => ({ code, found, count, line })),
  }
}
type Cells = Readonly<Record<string, string>>
function nameIn({ building, street, lane, number, address }: Cells): string {
  const before = lane ?? street
  const sign = number === undefined || !/^\d+$/u.test(number) ? number : `${number}号`
  if (sign !== undefined && before !== undefined) return `${/^\d+$/u.test(before) ? `${before}弄` : before} ${sign}`
  return building ?? sign ?? address ?? ''
}
function pointIn({ longitude, latitude }: Cells): Point[] | undefined {
  if (longitude === undefined || latitude === undefined) return undefined
  const [x, y] = [readCoordinate(longitude), readCoordinate(latitude)]
  // 0, 0 is the sea, and stands where nobody looked.
  return x === 0 || y === 0 ? undefined : [[x, y]]
}
const isNowhere = (cells: Cells, datum: Datum): boolean =>
  (pointIn(cells) ?? []).some((point) => toWgs84(datum, point) === undefined)
const coordinatesIn = ({ longitude = '', latitude = '' }: Cells): string => `${longitude}, ${latitude}`.slice(0, 40)

function detailsOf(line: number, cells: Cells, { datum, remarks }: Placed): Partial<Footprint> {
  const count = (field: string, limit: number): number | undefined => {
    const text = cells[field]
    const read = text === undefined ? undefined : field === 'built' ? readYear(text) : readCount(text)
    if (text !== undefined && (read === undefined || read > limit))
      remarks.add({
        file: 'buildings',
        code: field === 'built' ? 'odd_year' : 'odd_count',
        found: text.slice(0, 40),
        line,
      })
    return read !== undefined && read <= limit ? read : undefined
  }
  const [given] = pointIn(cells) ?? []
  const placed = given === undefined ? undefined : toWgs84(datum, given)
  const details = {
    foreignId: cells['id'],
    levels: count('levels', 200),
    homes: count('homes', 100_000),
    built: count('built', 2200),
    // Where the address is all that a building is called by, it is its name.
    address: nameIn(cells) === cells['address'] ? undefined : cells['address']?.slice(0, 120),
    micro: cells['micro'],
    group: cells['group'],
    point: placed && roundPoint(placed),
  }
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined))
}
