/**
 * One version of the tables to the next: statements in the part of SQL that SQLite and PostgreSQL share, every column
 * TEXT or BIGINT. What a step has once done to somebody's database stays as it is; what comes later is a step more.
 */
export type Step = readonly string[]

const TABLES_AT_FIRST: Step = [
  `CREATE TABLE community (
    community TEXT, head BIGINT, mark TEXT, horizon BIGINT, safe BIGINT, ground BIGINT, PRIMARY KEY (community))`,
  `CREATE TABLE command (
    community TEXT, id TEXT, store TEXT, n BIGINT, author TEXT, type TEXT, v BIGINT, payload TEXT, hash TEXT,
    needs TEXT, seen TEXT, happened_at TEXT, clock_offset BIGINT, received_at TEXT, status TEXT, code TEXT,
    seq BIGINT, mark TEXT, PRIMARY KEY (community, id))`,
  'CREATE INDEX command_by_community_seq ON command (community, seq)',
  "CREATE INDEX command_held ON command (community, code) WHERE status = 'held'",
  `CREATE TABLE entity (
    community TEXT, kind TEXT, id TEXT, pack TEXT, seq BIGINT, parent TEXT, writer TEXT, body TEXT,
    PRIMARY KEY (community, kind, id))`,
  'CREATE INDEX entity_by_community_pack_seq ON entity (community, pack, seq)',
  'CREATE INDEX entity_by_community_parent_kind ON entity (community, parent, kind)',
  `CREATE TABLE pack (
    community TEXT, id TEXT, grid TEXT, seq BIGINT, count BIGINT, hash BIGINT, PRIMARY KEY (community, id))`,
  `CREATE TABLE exit (
    community TEXT, old_pack TEXT, seq BIGINT, kind TEXT, id TEXT, PRIMARY KEY (community, old_pack, seq, kind, id))`,
  'CREATE TABLE account (community TEXT, id TEXT, person TEXT, created_at TEXT, PRIMARY KEY (community, id))',
  'CREATE INDEX account_by_community_person ON account (community, person)',
  `CREATE TABLE code (
    community TEXT, hash TEXT, account TEXT, expires_at TEXT, used_at TEXT, PRIMARY KEY (community, hash))`,
  'CREATE INDEX code_by_hash ON code (hash)',
  'CREATE INDEX code_by_community_account ON code (community, account)',
  `CREATE TABLE session (
    community TEXT, hash TEXT, account TEXT, created_at TEXT, seen_at TEXT, ended_at TEXT, revoked_at TEXT,
    PRIMARY KEY (community, hash))`,
  'CREATE INDEX session_by_community_account ON session (community, account)',
]

/** The oldest exits are found to be forgotten; some databases of the first version have this already. */
const EXITS_BY_AGE: Step = ['CREATE INDEX IF NOT EXISTS exit_by_community_seq ON exit (community, seq)']

/** The history of a record is asked for by its id, and answered without walking all commands there ever were. */
const CHANGES: Step = [
  `CREATE TABLE change (
    community TEXT, kind TEXT, id TEXT, seq BIGINT, fields TEXT, PRIMARY KEY (community, kind, id, seq))`,
]

/** What the server has to do by itself is found by its time, however much there is that waits for its own. */
const DUE_BY_TIME: Step = [
  'ALTER TABLE entity ADD COLUMN due TEXT',
  'CREATE INDEX entity_due ON entity (community, due) WHERE due IS NOT NULL',
]

/**
 * From an empty database to a community, and what coordinators see of accounts: the set-up link and passphrases by their
 * hashes, what a device last told of itself, and administration found without looking through all that was visited.
 */
const OFFICE: Step = [
  'CREATE TABLE setup (community TEXT, hash TEXT, created_at TEXT, used_at TEXT, PRIMARY KEY (community))',
  'CREATE INDEX setup_by_hash ON setup (hash)',
  `CREATE TABLE passphrase (
    community TEXT, account TEXT, name TEXT, hash TEXT, failures BIGINT, wait_until TEXT, changed_at TEXT,
    PRIMARY KEY (community, account))`,
  'CREATE INDEX passphrase_by_name ON passphrase (name)',
  `CREATE TABLE device (
    community TEXT, session TEXT, build TEXT, unsent BIGINT, heard_at TEXT, PRIMARY KEY (community, session))`,
  "CREATE INDEX command_of_office ON command (community, received_at) WHERE store = 'admin'",
]

/** Administration is told like the history of any record, by what it arranges: what was done before is entered too. */
const about = (kind: string, field: string, from: string): string =>
  `INSERT INTO change SELECT DISTINCT c.community, '${kind}', ${from}, c.seq, '{}' FROM command c JOIN entity e
    ON e.community = c.community WHERE c.store = 'admin' AND c.status = 'ok' AND e.kind = '${field === 'post' || field === 'next' ? 'post' : kind}'
    AND c.payload LIKE '%"${field}":"' || e.id || '"%' ON CONFLICT DO NOTHING`
const OFFICE_HISTORY: Step = [
  about('grid', 'grid', 'e.id'),
  about('grid', 'parent', 'e.id'),
  about('person', 'person', 'e.id'),
  about('person', 'post', 'e.parent'),
  about('person', 'next', 'e.parent'),
  about('vocabulary', 'list', 'e.id'),
  'DROP INDEX command_of_office',
]

/** Every step there has been; a database's version is how many it has taken. A newer database is refused. */
export const STEPS: readonly Step[] = [...[TABLES_AT_FIRST, EXITS_BY_AGE, CHANGES, DUE_BY_TIME, OFFICE], OFFICE_HISTORY]
