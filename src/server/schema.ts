/**
 * The tables, in the part of SQL that SQLite and PostgreSQL share. `community` is the tenant and comes first in every
 * key; no foreign key and no transaction crosses communities, so that the same schema runs on a sharded server.
 */
interface Table {
  readonly columns: Readonly<Record<string, 'TEXT' | 'BIGINT'>>
  readonly key: readonly string[]
  readonly indexes: readonly (readonly string[])[]
  /** Of the rows with this status alone. */
  readonly indexOf?: { readonly status: string; readonly columns: readonly string[] }
}

export const TABLES = {
  /** head and mark: the last seq given; ground: the last seq that changed who may see what (pack c, new or moved packs). */
  community: {
    columns: { community: 'TEXT', head: 'BIGINT', mark: 'TEXT', horizon: 'BIGINT', safe: 'BIGINT', ground: 'BIGINT' },
    key: ['community'],
    indexes: [],
  },
  /** Idempotency and audit: ids are never pruned. Refused commands have seq 0. */
  command: {
    columns: {
      community: 'TEXT',
      id: 'TEXT',
      store: 'TEXT',
      n: 'BIGINT',
      author: 'TEXT',
      type: 'TEXT',
      v: 'BIGINT',
      payload: 'TEXT',
      hash: 'TEXT',
      needs: 'TEXT',
      seen: 'TEXT',
      happened_at: 'TEXT',
      clock_offset: 'BIGINT',
      received_at: 'TEXT',
      status: 'TEXT',
      code: 'TEXT',
      seq: 'BIGINT',
      mark: 'TEXT',
    },
    key: ['community', 'id'],
    indexes: [['community', 'seq']],
    indexOf: { status: 'held', columns: ['community', 'code'] },
  },
  /** The latest state of every row; `parent` is domain parentOf(row). */
  entity: {
    columns: {
      community: 'TEXT',
      kind: 'TEXT',
      id: 'TEXT',
      pack: 'TEXT',
      seq: 'BIGINT',
      parent: 'TEXT',
      writer: 'TEXT',
      body: 'TEXT',
    },
    key: ['community', 'kind', 'id'],
    indexes: [
      ['community', 'pack', 'seq'],
      ['community', 'parent', 'kind'],
    ],
  },
  /** Where each pack lies now, its last change, and its sum (domain/check.ts). */
  pack: {
    columns: { community: 'TEXT', id: 'TEXT', grid: 'TEXT', seq: 'BIGINT', count: 'BIGINT', hash: 'BIGINT' },
    key: ['community', 'id'],
    indexes: [],
  },
  /** Rows that left a pack, for phones that hold it; those up to community.horizon are forgotten. */
  exit: {
    columns: { community: 'TEXT', old_pack: 'TEXT', seq: 'BIGINT', kind: 'TEXT', id: 'TEXT' },
    key: ['community', 'old_pack', 'seq', 'kind', 'id'],
    // The oldest are found to be forgotten.
    indexes: [['community', 'seq']],
  },
  account: {
    columns: { community: 'TEXT', id: 'TEXT', person: 'TEXT', created_at: 'TEXT' },
    key: ['community', 'id'],
    indexes: [['community', 'person']],
  },
  /** One-time codes, by their hash. The second index finds the community of a code that a stranger types. */
  code: {
    columns: { community: 'TEXT', hash: 'TEXT', account: 'TEXT', expires_at: 'TEXT', used_at: 'TEXT' },
    key: ['community', 'hash'],
    indexes: [['hash'], ['community', 'account']],
  },
  /** Sessions by the hash of their token. ended_at: signed out by the person; revoked_at: by a coordinator. */
  session: {
    columns: {
      community: 'TEXT',
      hash: 'TEXT',
      account: 'TEXT',
      created_at: 'TEXT',
      seen_at: 'TEXT',
      ended_at: 'TEXT',
      revoked_at: 'TEXT',
    },
    key: ['community', 'hash'],
    indexes: [['community', 'account']],
  },
} as const satisfies Readonly<Record<string, Table>>

export type TableName = keyof typeof TABLES
export const columnsOf = (table: TableName): readonly string[] => Object.keys(TABLES[table].columns)

/** Version of these tables; a database of a newer version is refused. */
export const SCHEMA_VERSION = 1

export function createTables(): string {
  return Object.entries<Table>(TABLES)
    .flatMap(([name, { columns, key, indexes, indexOf }]) => [
      `CREATE TABLE IF NOT EXISTS ${name} (${Object.entries(columns)
        .map(([column, type]) => `${column} ${type}`)
        .join(', ')}, PRIMARY KEY (${key.join(', ')}))`,
      ...indexes.map(
        (index) => `CREATE INDEX IF NOT EXISTS ${name}_by_${index.join('_')} ON ${name} (${index.join(', ')})`,
      ),
      ...(indexOf === undefined
        ? []
        : [
            `CREATE INDEX IF NOT EXISTS ${name}_${indexOf.status} ON ${name} (${indexOf.columns.join(', ')}) WHERE status = '${indexOf.status}'`,
          ]),
    ])
    .join(';\n')
}

/** Inserts a row or replaces the one of the same key; parameters in the order of columnsOf. */
export function upsert(table: TableName): string {
  const columns = columnsOf(table)
  const key: readonly string[] = TABLES[table].key
  const others = columns.filter((column) => !key.includes(column))
  const clash =
    others.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (${key.join(', ')}) ${clash}`
}
