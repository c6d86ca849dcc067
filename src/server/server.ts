import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { AccountId, CommunityId, PersonId } from '../domain/ids.ts'
import { type Mark, ROWS_PER_PAGE } from '../domain/wire.ts'
import { BlobCache } from './blobs.ts'
import { type Database, numberOf, type Reading, textOf } from './database.ts'
import { GroundCache } from './ground.ts'
import type { Log } from './log.ts'
import { makePoke, type Poke } from './poke.ts'

/** Everything the server's work needs; without HTTP, so that it runs inside a test as well as behind a port. */
export interface Server {
  readonly db: Database
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly chance: (bytes: number) => Uint8Array
  readonly log: Log
  readonly poke: Poke
  readonly gzip: (text: string) => Promise<Uint8Array>
  readonly grounds: GroundCache
  readonly blobs: BlobCache
  /** By community: held commands up to this seq had their turn with the last news; where fewer wait than have one, 0. */
  readonly reopenedTo: Map<CommunityId, number>
  /** Rows after which a page of a pull ends. */
  readonly rowsPerPage: number
}
export type ServerParts = Pick<Server, 'db'> & Partial<Server>

const compress = promisify(gzip)
const SILENT: Log = { info() {}, error() {} }
/** A server over an open database; clock, chance and gzip are the machine's unless given. */
export const makeServer = (parts: ServerParts): Server => ({
  clock: () => Date.now(),
  chance: (bytes) => randomBytes(bytes),
  log: SILENT,
  poke: makePoke(),
  gzip: (text) => compress(text, { level: 6 }),
  grounds: new GroundCache(),
  blobs: new BlobCache(64 * 1024 * 1024),
  reopenedTo: new Map(),
  rowsPerPage: ROWS_PER_PAGE,
  ...parts,
})

/** Who asks: follows from a session and never from a request's words. */
export interface Who {
  readonly community: CommunityId
  readonly account: AccountId
  readonly person: PersonId
}
/** An answer without HTTP around it. */
export interface Answer<T> {
  readonly status: number
  readonly body: T
}

export interface CommunityState {
  readonly id: CommunityId
  readonly head: Mark
  readonly horizon: number
  readonly safe: number
  readonly ground: number
}
/** The community's place in its history; undefined when there is no such community. */
async function findCommunity(tx: Reading, id: CommunityId): Promise<CommunityState | undefined> {
  const [row] = await tx.all('SELECT head, mark, horizon, safe, ground FROM community WHERE community = ?', id)
  if (row === undefined) return undefined
  return {
    id,
    head: { seq: numberOf(row, 'head'), hash: textOf(row, 'mark') },
    horizon: numberOf(row, 'horizon'),
    safe: numberOf(row, 'safe'),
    ground: numberOf(row, 'ground'),
  }
}
export async function mustFindCommunity(tx: Reading, id: CommunityId): Promise<CommunityState> {
  const found = await findCommunity(tx, id)
  if (found === undefined) throw new Error('no such community')
  return found
}

/** The communities of this server, in the order of their ids. */
export const listCommunities = (server: Server): Promise<readonly CommunityId[]> =>
  server.db.read(async (tx) => {
    const rows = await tx.all('SELECT community FROM community ORDER BY community')
    return rows.map((row) => textOf(row, 'community') as CommunityId)
  })

/** Begins a community's empty history; nothing happens where it exists. */
export const addCommunity = (server: Server, id: CommunityId): Promise<void> =>
  server.db.write(id, (tx) =>
    tx.putNew('community', [{ community: id, head: 0, mark: '', horizon: 0, safe: 0, ground: 0 }]),
  )
