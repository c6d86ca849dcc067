import type { Account, Device } from '../domain/admin-wire.ts'
import { type AccountId, type CommunityId, type Instant, instantOf, type PersonId } from '../domain/ids.ts'
import type { SyncRequest } from '../domain/wire.ts'
import type { Holder } from './codes.ts'
import { maybeText, numberOf, type SqlRow, textOf, type Writing } from './database.ts'
import type { Server, Who } from './server.ts'

/** Whoever looks at a list of devices wants to know the hour, not the second: a round is written down so seldom. */
const HEARD_EVERY_MS = 600_000

/**
 * Keeps what a phone tells of itself with a round: its build and how much of its work it still has. Written only where
 * that is news, so that quiet rounds cost no write.
 */
export async function noteDevice(
  server: Server,
  at: { readonly who: Who; readonly session: string },
  told: Pick<SyncRequest, 'build' | 'unsent'> & { readonly answered: number },
): Promise<void> {
  const { community } = at.who
  const unsent = told.unsent === undefined ? null : Math.max(0, told.unsent - told.answered)
  const [known] = await server.db.read((tx) =>
    tx.all('SELECT build, unsent, heard_at FROM device WHERE community = ? AND session = ?', community, at.session),
  )
  const now = server.clock()
  const isNews =
    known === undefined ||
    known['build'] !== told.build ||
    known['unsent'] !== unsent ||
    now - Date.parse(textOf(known, 'heard_at')) > HEARD_EVERY_MS
  if (!isNews) return
  const row = { community, session: at.session, build: told.build, unsent, heard_at: instantOf(now) }
  await server.db.write(community, (tx) => tx.put('device', [row]))
}

/** Enough of the hash of a token to name a session; nobody gets in by it. */
const idOf = (hash: string): string => hash.slice(0, 16)
/** CROSS JOIN fixes the order in SQLite: the few accounts of a person first, then one look-up each. */
const SESSIONS = `SELECT s.hash, s.account, s.created_at, s.seen_at, s.ended_at, s.revoked_at, d.build, d.unsent, d.heard_at
  FROM account a CROSS JOIN session s LEFT JOIN device d ON d.community = s.community AND d.session = s.hash
  WHERE a.community = ? AND a.person = ? AND s.community = a.community AND s.account = a.id ORDER BY s.created_at DESC`

/** The devices of a person, the latest first, with those that are over; and how else the person could come in. */
export function describeAccount(
  server: Server,
  community: CommunityId,
  of: { readonly person: PersonId; readonly session: string },
): Promise<Account> {
  const now = instantOf(server.clock())
  return server.db.read(async (tx) => {
    const sessions = await tx.all(SESSIONS, community, of.person)
    const codes = await tx.all(
      `SELECT c.expires_at FROM account a CROSS JOIN code c
       WHERE a.community = ? AND a.person = ? AND c.community = a.community AND c.account = a.id AND c.used_at IS NULL ORDER BY c.expires_at DESC`,
      community,
      of.person,
    )
    const [passphrase] = await tx.all(
      `SELECT p.account FROM account a CROSS JOIN passphrase p
       WHERE a.community = ? AND a.person = ? AND p.community = a.community AND p.account = a.id`,
      community,
      of.person,
    )
    const until = codes[0] === undefined ? '' : textOf(codes[0], 'expires_at')
    return {
      devices: sessions.map((row) => describeDevice(row, of.session)),
      codeUntil: until > now ? (until as Instant) : null,
      hasPassphrase: passphrase !== undefined,
    }
  })
}
function describeDevice(row: SqlRow, own: string): Device {
  const instant = (column: string): Instant | null => maybeText(row, column) as Instant | null
  const over = instant('revoked_at') ?? instant('ended_at')
  return {
    id: idOf(textOf(row, 'hash')),
    since: textOf(row, 'created_at') as Instant,
    heardAt: instant('heard_at'),
    build: maybeText(row, 'build'),
    unsent: row['unsent'] === null ? null : numberOf(row, 'unsent'),
    isThis: row['hash'] === own,
    ...(over === null ? {} : { ended: { at: over, isTaken: row['revoked_at'] !== null } }),
  }
}

/** Takes one device of a person away: a lost phone. What it has not sent stays sealed on it. False where there is none. */
export async function revokeDeviceWithin(
  server: Server,
  tx: Writing,
  { community, person, device }: Holder & { readonly device: string },
): Promise<boolean> {
  const sessions = await tx.all(SESSIONS, community, person)
  const found = sessions.find((row) => idOf(textOf(row, 'hash')) === device)
  if (found === undefined || found['revoked_at'] !== null || found['ended_at'] !== null) return false
  const { hash, account, created_at, seen_at, ended_at } = found as SqlRow & { account: AccountId }
  const revoked_at = instantOf(server.clock())
  await tx.put('session', [{ community, hash, account, created_at, seen_at, ended_at, revoked_at } as SqlRow])
  return true
}
