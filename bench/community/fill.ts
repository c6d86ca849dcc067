import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type AccountId, asId, type CommunityId, instantOf, type PersonId } from '../../src/domain/ids.ts'
import type { Row } from '../../src/domain/nouns.ts'
import { derivedId, hashOf } from '../../src/server/canonical.ts'
import { giveCode, tokenOf } from '../../src/server/codes.ts'
import { commitServerChanges } from '../../src/server/commit.ts'
import type { Database } from '../../src/server/database.ts'
import { readRow } from '../../src/server/rows.ts'
import { addCommunity, makeServer, type Server } from '../../src/server/server.ts'
import { openDatabase } from '../../src/server/sqlite.ts'
import { sum } from '../machine/numbers.ts'
import { communityParts, type Plan } from './community.ts'

export const COMMUNITY: CommunityId = asId('bench')

/** Writes the community as an import does: a command a building, in one transaction. */
export async function fillCommunity(server: Server, plan: Plan, community = COMMUNITY): Promise<void> {
  const commands = communityParts(plan).map(({ name, changes }) => ({
    id: derivedId('bench', name),
    type: 'server.import',
    author: asId<'person'>('import'),
    changes,
  }))
  await addCommunity(server, community)
  await commitServerChanges(server, community, commands)
}

/** Everything a phone of the first residential area holds, with the seqs and writers that the server gave. */
export const readHeld = (db: Database, community = COMMUNITY): Promise<readonly Row[]> =>
  db.read(async (tx) => {
    const sql =
      "SELECT kind, id, pack, seq, writer, body FROM entity WHERE community = ? AND (pack = 'c' OR pack LIKE 'b:b0-%')"
    return (await tx.all(sql, community)).map(readRow)
  })

/** How many rows lie in these packs, and how many there are in all. */
export const countRows = (
  db: Database,
  scope: readonly string[],
  community = COMMUNITY,
): Promise<{ readonly held: number; readonly kept: number }> =>
  db.read(async (tx) => {
    const packs = await tx.all('SELECT pack, count(*) AS n FROM entity WHERE community = ? GROUP BY pack', community)
    const own = packs.filter(({ pack }) => scope.includes(String(pack)))
    return { held: sum(own.map(({ n }) => Number(n))), kept: sum(packs.map(({ n }) => Number(n))) }
  })

/** A phone that is signed in: whose it is, and what its cookie carries. */
export interface Phone {
  readonly account: AccountId
  readonly cookie: string
}
export async function signInAs(server: Server, person: string, community = COMMUNITY): Promise<Phone> {
  const [phone] = await seatPhones(server, { people: [person], community })
  if (phone === undefined) throw new Error('nobody was seated')
  return phone
}
/** Sessions of many at once, as signing in leaves them: `each` phones a person. */
export async function seatPhones(
  server: Server,
  { people, each = 1, community = COMMUNITY }: { people: readonly string[]; each?: number; community?: CommunityId },
): Promise<readonly Phone[]> {
  const at = instantOf(server.clock())
  const accounts = people.map((person) => ({ community, id: tokenOf(server.chance(12)), person, created_at: at }))
  const seats = accounts.flatMap(({ id }) =>
    Array.from({ length: each }, () => ({ account: id, secret: tokenOf(server.chance(32)) })),
  )
  const times = { created_at: at, seen_at: at, ended_at: null, revoked_at: null }
  await server.db.write(community, async (tx) => {
    await tx.put('account', accounts)
    await tx.put(
      'session',
      seats.map(({ account, secret }) => ({ community, account, hash: hashOf(secret), ...times })),
    )
  })
  return seats.map(({ account, secret }) => ({
    account: asId<'account'>(account),
    cookie: `minqing=${community}.${secret}`,
  }))
}
/** A code that a page can sign in with. */
export const codeFor = async (server: Server, person: string): Promise<string> =>
  (await giveCode(server, COMMUNITY, asId<'person'>(person) as PersonId)).code

/** Opens the database of a data folder, without a server process, for as long as `use` takes. */
export async function withFile<T>(dataDir: string, use: (server: Server) => Promise<T>): Promise<T> {
  mkdirSync(dataDir, { recursive: true })
  const server = makeServer({ db: openDatabase(join(dataDir, 'minqing.db')) })
  try {
    return await use(server)
  } finally {
    await server.db.close()
  }
}
