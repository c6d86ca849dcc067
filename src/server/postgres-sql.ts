import { IN_LIST, PAIRS, type SqlRow, type SqlValue } from './database.ts'
import { columnsOf, keyColumns, TABLES, type TableName } from './schema.ts'

/** A statement and its parameters as PostgreSQL takes them: numbered, lists as arrays. */
export interface Query {
  readonly text: string
  readonly values: unknown[]
}

interface Translated {
  readonly text: string
  readonly sorts: readonly string[]
}
const translated = new Map<string, Translated>()
const PLACES = /IN list\(\?\)|pairs\(\?\)|\?/g

function translate(sql: string): Translated {
  const kept = translated.get(sql)
  if (kept !== undefined) return kept
  const sorts: string[] = []
  let last = 0
  const next = (): string => {
    last += 1
    return `$${last}`
  }
  const text = sql.replace(PLACES, (sort) => {
    sorts.push(sort)
    if (sort === IN_LIST) return `= ANY(${next()}::text[])`
    return sort === PAIRS ? `(SELECT * FROM unnest(${next()}::text[], ${next()}::text[]) AS listed(a, b))` : next()
  })
  const made = { text, sorts }
  translated.set(sql, made)
  return made
}

/** The door's SQL in PostgreSQL's words. */
export function queryOf(sql: string, parameters: readonly SqlValue[]): Query {
  const { text, sorts } = translate(sql)
  const values = sorts.flatMap((sort, i): unknown[] => {
    const given = parameters[i] ?? null
    if (sort !== IN_LIST && sort !== PAIRS) return [holdable(given)]
    const list = JSON.parse(String(given)) as unknown[]
    if (sort === IN_LIST) return [list.map((entry) => holdable(String(entry)))]
    const pairs = list as readonly (readonly [string, string])[]
    return [pairs.map(([a]) => holdable(a)), pairs.map(([, b]) => holdable(b))]
  })
  return { text, values }
}

/**
 * PostgreSQL's text holds no U+0000: it becomes U+FFFD where it is stored and where it is looked for alike, as half a
 * surrogate pair does on its way into UTF-8. Ids of commands have no place for either, so none is taken for another.
 */
const holdable = (value: SqlValue): SqlValue =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value

/** One statement for any number of rows: an array for each column. Of rows with the same key the last one counts. */
export function insertOf(table: TableName, rows: readonly SqlRow[], onSame: string): Query {
  const columns = columnsOf(table)
  const key = keyColumns(table)
  const types: Readonly<Record<string, 'TEXT' | 'BIGINT'>> = TABLES[table].columns
  const unique = [...new Map(rows.map((row) => [JSON.stringify(key.map((column) => row[column])), row])).values()]
  const arrays = columns.map((column, i) => `$${i + 1}::${types[column]}[]`).join(', ')
  return {
    text: `INSERT INTO ${table} (${columns.join(', ')}) SELECT * FROM unnest(${arrays}) ${onSame}`,
    values: columns.map((column) => unique.map((row) => holdable(row[column] ?? null))),
  }
}
