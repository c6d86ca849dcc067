/**
 * The tables as the code knows them: what the steps (steps.ts) come to. `community` is the tenant and comes first in
 * every key; no foreign key and no transaction crosses communities, so that the same schema runs on a sharded server.
 */
interface Table {
  readonly columns: Readonly<Record<string, 'TEXT' | 'BIGINT'>>
  readonly key: readonly string[]
}

export const TABLES = {
  /** head and mark: the last seq given; ground: the last seq that changed who may see what (pack c, new or moved packs). */
  community: {
    columns: { community: 'TEXT', head: 'BIGINT', mark: 'TEXT', horizon: 'BIGINT', safe: 'BIGINT', ground: 'BIGINT' },
    key: ['community'],
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
  },
  /** The latest state of every row; `parent` is domain parentOf(row), `due` dueOf(row). */
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
      due: 'TEXT',
    },
    key: ['community', 'kind', 'id'],
  },
  /** Where each pack lies now, its last change, and its sum (domain/check.ts). */
  pack: {
    columns: { community: 'TEXT', id: 'TEXT', grid: 'TEXT', seq: 'BIGINT', count: 'BIGINT', hash: 'BIGINT' },
    key: ['community', 'id'],
  },
  /** What of a record of the register changed at a point of history: field by field, from what to what. */
  change: {
    columns: { community: 'TEXT', kind: 'TEXT', id: 'TEXT', seq: 'BIGINT', fields: 'TEXT' },
    key: ['community', 'kind', 'id', 'seq'],
  },
  /** Rows that left a pack, for phones that hold it; those up to community.horizon are forgotten. */
  exit: {
    columns: { community: 'TEXT', old_pack: 'TEXT', seq: 'BIGINT', kind: 'TEXT', id: 'TEXT' },
    key: ['community', 'old_pack', 'seq', 'kind', 'id'],
  },
  account: {
    columns: { community: 'TEXT', id: 'TEXT', person: 'TEXT', created_at: 'TEXT' },
    key: ['community', 'id'],
  },
  /** One-time codes, by their hash. An index by hash alone finds the community of a code that a stranger types. */
  code: {
    columns: { community: 'TEXT', hash: 'TEXT', account: 'TEXT', expires_at: 'TEXT', used_at: 'TEXT' },
    key: ['community', 'hash'],
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
  },
  /** The link by which the first coordinator comes in; `community` is the one it founds, or which has none. */
  setup: {
    columns: { community: 'TEXT', hash: 'TEXT', created_at: 'TEXT', used_at: 'TEXT' },
    key: ['community'],
  },
  /** Argon2id of passphrases; `name` is a hash of the sign-in name, found across all communities. */
  passphrase: {
    columns: {
      community: 'TEXT',
      account: 'TEXT',
      name: 'TEXT',
      hash: 'TEXT',
      failures: 'BIGINT',
      wait_until: 'TEXT',
      changed_at: 'TEXT',
    },
    key: ['community', 'account'],
  },
  /** What the phone of a session last told of itself. */
  device: {
    columns: { community: 'TEXT', session: 'TEXT', build: 'TEXT', unsent: 'BIGINT', heard_at: 'TEXT' },
    key: ['community', 'session'],
  },
} as const satisfies Readonly<Record<string, Table>>

export type TableName = keyof typeof TABLES
export const columnsOf = (table: TableName): readonly string[] => Object.keys(TABLES[table].columns)

export const keyColumns = (table: TableName): readonly string[] => TABLES[table].key

/** After INSERT … : a row of the same key is replaced. */
export function replaceSame(table: TableName): string {
  const key = keyColumns(table)
  const others = columnsOf(table).filter((column) => !key.includes(column))
  const change = others.map((column) => `${column} = excluded.${column}`).join(', ')
  return others.length === 0 ? KEEP_SAME : `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${change}`
}
/** After INSERT … : a row of the same key stays as it is. */
export const KEEP_SAME = 'ON CONFLICT DO NOTHING'
