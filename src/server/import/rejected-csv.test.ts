import { expect, test } from 'vitest'
import type { ImportSource, RejectedRow } from '../../domain/import-wire.ts'
import { BUILDING_COLUMNS, GRID_COLUMNS, OF_REJECTED, POST_COLUMNS, ROSTER_COLUMNS, readHeader } from './headers.ts'
import type { FieldTable, Footprints, ParsedFiles } from './parsed.ts'
import { readFile } from './read-file.ts'
import { rejectedCsv } from './rejected-csv.ts'

type Words = Readonly<Record<string, readonly string[]>>
const TABLES: Readonly<Partial<Record<ImportSource, Words>>> = {
  ...{ roster: ROSTER_COLUMNS, grids: GRID_COLUMNS, posts: POST_COLUMNS, buildings: BUILDING_COLUMNS },
}
const LANGUAGES = ['zh', 'en'] as const
/** Cells that a spreadsheet or the CSV itself would spoil. */
const AWKWARD = ['=1+1', '+86 15400000001', '-1', '007', '1-2', '2026-01-02', '甲,"乙"', '@a', '15400000001', '12号']
/** A table of buildings shows only the rows that it rejects: these are too long, and lie on earth. */
const FITTING: Readonly<Record<string, string>> = { number: '长'.repeat(65), longitude: '121.4', latitude: '31.2' }

const read = async (source: ImportSource, text: string): Promise<FieldTable | Footprints> => {
  const outcome = await readFile(source, new TextEncoder().encode(text))
  if ('fault' in outcome) throw new Error(`${outcome.fault} ${outcome.found}`)
  return outcome.ok
}
const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')
const asFiles = (source: ImportSource, read: FieldTable | Footprints): ParsedFiles => ({ [source]: read })
const cellsIn = (read: FieldTable | Footprints) =>
  'rows' in read ? read.rows.map(({ cells }) => cells) : read.rejected.map(({ cells }) => cells)
const rejectedIn = (source: ImportSource, read: FieldTable | Footprints): readonly RejectedRow[] =>
  'rows' in read
    ? read.rows.map(({ line }) => ({ file: source, line, reason: 'no_room', found: 'X' }))
    : read.rejected.map(({ line, reason }) => ({ file: source, line, reason }))

test('a list of rejected rows that is brought again is the same source with the same cells, whatever the field', async () => {
  for (const [source, words] of Object.entries(TABLES) as [ImportSource, Words][])
    for (const language of LANGUAGES) {
      const fields = Object.keys(words)
      const row = fields.map((field, at) => FITTING[field] ?? AWKWARD[at % AWKWARD.length] ?? '')
      const headers = fields.map((field) => words[field]?.[0] ?? '')
      const first = await read(source, csvOf([headers, row, [...row.slice(0, -1), '']]))
      const text = rejectedCsv(rejectedIn(source, first), asFiles(source, first), language)
      const again = await read(source, text)
      expect(cellsIn(again), `${source} ${language}`).toEqual(cellsIn(first))
      expect([again.columns, again.unused], `${source} ${language}`).toEqual([fields, []])
    }
})

test('a column that no rejected row fills is there to be filled', async () => {
  const first = await read('roster', '楼栋,室号,姓名\n1号楼,,张三\n')
  const text = rejectedCsv([{ file: 'roster', line: 2, reason: 'no_room' }], { roster: first as FieldTable }, 'zh')
  expect(text).toBe('\uFEFF未收原因,行号,看到的,楼栋,室号,姓名\r\n没有写室号,2,,1号楼,,张三\r\n')
})

test('what the list says of a row itself is a column of no source, and is brought along without a word', () => {
  for (const words of Object.values(TABLES))
    for (const { columns, left } of Object.values(OF_REJECTED)) {
      const read = readHeader([...columns, `${left}备用`], words)
      expect([read.at, read.unused, read.identity]).toEqual([{}, [], []])
    }
})

test('a cell that a spreadsheet would carry out or write back as another is marked as text', async () => {
  const first = await read(
    'roster',
    csvOf([
      ['楼栋', '室号', '姓名', '电话'],
      ['007', '1-2', '=1+1', '15400000001'],
    ]),
  )
  const text = rejectedCsv([{ file: 'roster', line: 2, reason: 'no_room' }], { roster: first as FieldTable }, 'en')
  expect(text.split('\r\n')[1]).toBe("no room,2,,\t007,\t1-2,'=1+1,\t15400000001")
})

test('columns that say nothing to the import are named as left behind, and no cell of an identity column is there', async () => {
  const first = await read('roster', '楼栋,室号,姓名,血型,身份证号,星座\n1号楼,,张三,A,11010519491231002X,狮子\n')
  const rejected = [{ file: 'roster', line: 2, reason: 'no_room' }] as const
  const text = rejectedCsv(rejected, { roster: first as FieldTable }, 'zh')
  expect(text.split('\r\n')[0]).toBe('\uFEFF未收原因,行号,看到的,楼栋,室号,姓名,没有带上的列：血型、星座')
  expect(text).not.toContain('1949')
})

test('a rejected row of a table of grids keeps its place when the rows above it are not there', async () => {
  const first = await read('grids', '微网格,楼组,负责人,岗位\n东片,1组,张三,\n,2组,李四,皇帝\n')
  const rejected = [{ file: 'grids', line: 3, reason: 'unknown_role' }] as const
  const text = rejectedCsv(rejected, { grids: first as FieldTable }, 'zh')
  expect(text.split('\r\n')[1]).toBe('岗位不在字典里,3,,东片,2组,李四,皇帝')
})

test('of a map only the place, the reason and what was found are told', () => {
  const rejected = [{ file: 'boundaries', line: 4, reason: 'no_grid', found: 'Polygon' }] as const
  expect(rejectedCsv(rejected, { boundaries: { footprints: [], rejected: [] } }, 'zh')).toBe(
    '\uFEFF未收原因,行号,看到的\r\n没有写网格,4,Polygon\r\n',
  )
})
