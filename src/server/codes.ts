import { type AccountId, asId, type CommunityId, type Instant, instantOf, type PersonId } from '../domain/ids.ts'
import { CODE_LETTERS, normalizeCode } from '../domain/sign-in-code.ts'
import { hashOf } from './canonical.ts'
import { type Reading, textOf, type Writing } from './database.ts'
import type { Server } from './server.ts'

/** Crockford's alphabet: no letter that is taken for a digit when read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** A code handed over at a meeting is used within days. */
const CODE_DAYS = 7

/** Ten letters, 50 bits, from seven random bytes. */
export function drawCode(bytes: Uint8Array): string {
  const bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return Array.from({ length: CODE_LETTERS }, (_, i) => ALPHABET[Number((bits >> BigInt(5 * i)) & 31n)]).join('')
}
const hashCode = (code: string): string => hashOf(`code ${code}`)

export interface GivenCode {
  /** Shown once: only its hash is kept. */
  readonly code: string
  readonly expires: Instant
}
/** A one-time code for a person; makes the account with the first one. Codes given before stay valid. */
export const giveCode = (server: Server, community: CommunityId, person: PersonId): Promise<GivenCode> =>
  server.db.write(community, (tx) => giveCodeWithin(server, tx, { community, person }))
/** As giveCode, inside a transaction of the caller's. */
export async function giveCodeWithin(server: Server, tx: Writing, { community, person }: Holder): Promise<GivenCode> {
  const now = server.clock()
  const account = (await findAccount(tx, community, person)) ?? asId<'account'>(tokenOf(server.chance(12)))
  await tx.put('account', [{ community, id: account, person, created_at: instantOf(now) }])
  const code = drawCode(server.chance(7))
  const expires = instantOf(now + CODE_DAYS * 86_400_000)
  await tx.put('code', [{ community, hash: hashCode(code), account, expires_at: expires, used_at: null }])
  return { code, expires }
}
/** Whose account something is done to. */
export interface Holder {
  readonly community: CommunityId
  readonly person: PersonId
}

export const tokenOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

export async function findAccount(
  tx: Reading,
  community: CommunityId,
  person: PersonId,
): Promise<AccountId | undefined> {
  const [row] = await tx.all('SELECT id FROM account WHERE community = ? AND person = ?', community, person)
  return row === undefined ? undefined : (textOf(row, 'id') as AccountId)
}

export interface CodeOwner {
  readonly community: CommunityId
  readonly account: AccountId
}
/** Whose a typed code is, before anything about it is judged; undefined where it never was. */
export async function communityOfCode(tx: Reading, typed: string): Promise<CommunityId | undefined> {
  const [row] = await tx.all('SELECT community FROM code WHERE hash = ?', hashCode(normalizeCode(typed)))
  return row === undefined ? undefined : (textOf(row, 'community') as CommunityId)
}
/** Uses a code up; a second use is told apart from a code that never was or has expired. */
export async function useCode(tx: Writing, typed: string, now: Instant): Promise<CodeOwner | 'unknown' | 'used'> {
  const sql = 'SELECT community, account, expires_at, used_at FROM code WHERE hash = ?'
  const [row] = await tx.all(sql, hashCode(normalizeCode(typed)))
  if (row === undefined) return 'unknown'
  if (row['used_at'] !== null) return 'used'
  const expires = textOf(row, 'expires_at')
  if (expires <= now) return 'unknown'
  const owner = { community: textOf(row, 'community'), account: textOf(row, 'account') }
  await tx.put('code', [{ ...owner, hash: hashCode(normalizeCode(typed)), expires_at: expires, used_at: now }])
  return owner as CodeOwner
}
