import { COMMUNITY_ROW } from '../domain/due.ts'
import { type CommunityId, type Instant, instantOf, type PersonId } from '../domain/ids.ts'
import type { CommunityBody, PersonBody } from '../domain/nouns.ts'
import type { ErrorAnswer, Session } from '../domain/wire.ts'
import { hashOf } from './canonical.ts'
import { type CodeOwner, communityOfCode, type Holder, tokenOf, useCode } from './codes.ts'
import { maybeText, type Reading, type SqlRow, textOf, type Writing } from './database.ts'
import { loadRows } from './rows.ts'
import type { Answer, Server, Who } from './server.ts'
import { refusal } from './sync.ts'

/** A session unused for so long has ended; phones come back sooner. */
const IDLE_DAYS = 180
const DAY = 86_400_000

export interface SignedIn {
  readonly session: Session
  /** What the cookie carries: the community, which routes, and 256 random bits, of which only the hash is kept. */
  readonly token: string
}

/** Turns a one-time code into a session. Answers 404 code_unknown (or expired) and 410 code_used. */
export async function signIn(server: Server, code: string): Promise<SignedIn | Answer<ErrorAnswer>> {
  const secret = tokenOf(server.chance(32))
  const community = await server.db.read((tx) => communityOfCode(tx, code))
  if (community === undefined) return refusal(404, 'code_unknown')
  const done = await server.db.write(community, async (tx) => {
    const now = instantOf(server.clock())
    const owner = await useCode(tx, code, now)
    if (owner === 'unknown' || owner === 'used') return owner
    await putSession(tx, { owner, secret, now })
    return describe(tx, owner)
  })
  if (done === 'unknown') return refusal(404, 'code_unknown')
  if (done === 'used') return refusal(410, 'code_used')
  return { session: done, token: `${done.community}.${secret}` }
}
export function putSession(tx: Writing, made: { owner: CodeOwner; secret: string; now: Instant }): Promise<void> {
  const { owner, secret, now } = made
  const times = { created_at: now, seen_at: now, ended_at: null, revoked_at: null }
  return tx.put('session', [{ ...owner, hash: hashOf(secret), ...times }])
}

/** Who an account's sessions speak for, with the names the app shows. */
export async function describe(tx: Reading, { community, account }: CodeOwner): Promise<Session> {
  const [row] = await tx.all('SELECT person FROM account WHERE community = ? AND id = ?', community, account)
  if (row === undefined) throw new Error('a session without account')
  const person = textOf(row, 'person') as PersonId
  const rows = await loadRows(tx, community, {
    rows: [
      ['person', person],
      ['community', COMMUNITY_ROW],
    ],
    under: [],
    packs: [],
  })
  const named = (kind: string) =>
    (rows.find((each) => each.kind === kind)?.body as PersonBody | CommunityBody)?.name ?? ''
  return { account, person, name: named('person'), community, communityName: named('community') }
}

export type Found = { readonly who: Who; readonly hash: string } | 'signed_out' | 'revoked'
/** Whose session a cookie names; one statement. */
export async function findSession(server: Server, token: string | undefined): Promise<Found> {
  const key = keyOfToken(token)
  if (key === undefined) return 'signed_out'
  const row = await server.db.read((tx) => readSession(tx, key))
  if (row === undefined || row['ended_at'] !== null) return 'signed_out'
  if (row['revoked_at'] !== null) return 'revoked'
  const seen = Date.parse(textOf(row, 'seen_at'))
  if (server.clock() - seen > IDLE_DAYS * DAY) return 'signed_out'
  if (server.clock() - seen > DAY) await setTime(server, key, 'seen_at')
  const who = { community: key.community, account: textOf(row, 'account'), person: textOf(row, 'person') } as Who
  return { who, hash: key.hash }
}
interface SessionKey {
  readonly community: CommunityId
  readonly hash: string
}
function keyOfToken(token: string | undefined): SessionKey | undefined {
  const dot = token?.lastIndexOf('.') ?? -1
  if (token === undefined || dot <= 0 || token.length > 200) return undefined
  return { community: token.slice(0, dot) as CommunityId, hash: hashOf(token.slice(dot + 1)) }
}
async function readSession(tx: Reading, key: SessionKey): Promise<SqlRow | undefined> {
  const [row] = await tx.all(
    `SELECT s.community, s.hash, s.account, s.created_at, s.seen_at, s.ended_at, s.revoked_at, a.person
     FROM session s JOIN account a ON a.community = s.community AND a.id = s.account
     WHERE s.community = ? AND s.hash = ?`,
    key.community,
    key.hash,
  )
  return row
}
function setTime(server: Server, key: SessionKey, column: 'seen_at' | 'ended_at'): Promise<void> {
  return server.db.write(key.community, async (tx) => {
    const row = await readSession(tx, key)
    if (row === undefined || maybeText(row, 'ended_at') !== null || maybeText(row, 'revoked_at') !== null) return
    const { person: _, ...session } = row
    await tx.put('session', [{ ...session, [column]: instantOf(server.clock()) }])
  })
}

/** Who is signed in, with the names the app shows. */
export const describeSession = (server: Server, who: Who): Promise<Session> => server.db.read((tx) => describe(tx, who))

/** Signing out: the cookie is worth nothing from then on. */
export async function signOut(server: Server, token: string | undefined): Promise<void> {
  const key = keyOfToken(token)
  if (key !== undefined) await setTime(server, key, 'ended_at')
}

/** Ends every session of a person and the codes not yet used: a phone lost, a post taken away. Returns how many sessions. */
export const revokeSessions = (server: Server, community: CommunityId, person: PersonId): Promise<number> =>
  server.db.write(community, (tx) => revokeSessionsWithin(server, tx, { community, person }))
/** As revokeSessions, inside a transaction of the caller's. */
export async function revokeSessionsWithin(
  server: Server,
  tx: Writing,
  { community, person }: Holder,
): Promise<number> {
  const now = instantOf(server.clock())
  const mine = 'account IN (SELECT id FROM account WHERE community = ? AND person = ?)'
  const sessions = await tx.all(
    `SELECT community, hash, account, created_at, seen_at, ended_at FROM session
       WHERE community = ? AND revoked_at IS NULL AND ended_at IS NULL AND ${mine}`,
    community,
    community,
    person,
  )
  const codes = await tx.all(
    `SELECT community, hash, account, expires_at FROM code WHERE community = ? AND used_at IS NULL AND ${mine}`,
    community,
    community,
    person,
  )
  await tx.put(
    'session',
    sessions.map((session) => ({ ...session, revoked_at: now })),
  )
  await tx.put(
    'code',
    codes.map((code) => ({ ...code, used_at: now })),
  )
  return sessions.length
}
