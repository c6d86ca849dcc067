import { dayOf } from '../domain/calendar.ts'
import { type CommunityId, type Instant, instantOf } from '../domain/ids.ts'
import { isWeak, plainName } from '../domain/passphrase.ts'
import { mayCoordinate } from '../domain/permission.ts'
import type { ErrorAnswer } from '../domain/wire.ts'
import { hashPassphrase, isPassphrase, SALT_BYTES } from './argon.ts'
import { hashOf } from './canonical.ts'
import { type CodeOwner, tokenOf } from './codes.ts'
import { maybeText, numberOf, type Reading, type SqlRow, textOf, type Writing } from './database.ts'
import type { Answer, Server, Who } from './server.ts'
import { describe, putSession, type SignedIn } from './session.ts'
import { groundFor, refusal } from './sync.ts'
import { Turns } from './turns.ts'

/** So often may somebody mistype in a row; then each further try waits twice as long, up to an hour. */
const FREE_TRIES = 5
const MINUTE = 60_000
const LONGEST_WAIT = 60 * MINUTE
/** One at a time: each takes a third of a second and 64 MB, and no flood of tries may take more. */
const turns = new Turns(20)

export interface NamedPassphrase {
  readonly name: string
  readonly passphrase: string
}
const keyOfName = (name: string): string => hashOf(`name ${plainName(name)}`)

/**
 * Signs in by sign-in name and passphrase. Answers 403 passphrase_wrong for either of them, and 429 too_many after
 * several wrong tries, however right the next one is.
 */
export async function signInByPassphrase(
  server: Server,
  { name, passphrase }: NamedPassphrase,
): Promise<SignedIn | Answer<ErrorAnswer>> {
  const secret = tokenOf(server.chance(32))
  return turns.take(async () => {
    const now = server.clock()
    const found = await server.db.read((tx) => findByName(tx, keyOfName(name)))
    const open = found.filter((row) => (maybeText(row, 'wait_until') ?? '') <= instantOf(now))
    if (found.length > 0 && open.length === 0) return refusal(429, 'too_many')
    for (const row of open.length > 0 ? open : [undefined]) {
      const isRight = await isPassphrase(passphrase, row && textOf(row, 'hash'))
      if (row === undefined) continue
      const owner = { community: textOf(row, 'community'), account: textOf(row, 'account') } as CodeOwner
      if (!isRight) {
        await server.db.write(owner.community, (tx) => countFailure(tx, owner, now))
        continue
      }
      const session = await server.db.write(owner.community, async (tx) => {
        await tx.put('passphrase', [{ ...row, failures: 0, wait_until: null }])
        await putSession(tx, { owner, secret, now: instantOf(now) })
        return describe(tx, owner)
      })
      return { session, token: `${owner.community}.${secret}` }
    }
    return refusal(403, 'passphrase_wrong')
  })
}
const COLUMNS = 'community, account, name, hash, failures, wait_until, changed_at'
const findByName = (tx: Reading, name: string): Promise<readonly SqlRow[]> =>
  tx.all(`SELECT ${COLUMNS} FROM passphrase WHERE name = ? ORDER BY community, account LIMIT 4`, name)

async function countFailure(tx: Writing, { community, account }: CodeOwner, now: number): Promise<void> {
  const sql = `SELECT ${COLUMNS} FROM passphrase WHERE community = ? AND account = ?`
  const [row] = await tx.all(sql, community, account)
  if (row === undefined) return
  const failures = numberOf(row, 'failures') + 1
  const over = failures - FREE_TRIES
  const wait = over < 0 ? null : instantOf(now + Math.min(LONGEST_WAIT, MINUTE * 2 ** Math.min(over, 10)))
  await tx.put('passphrase', [{ ...row, failures, wait_until: wait }])
}

/** What is put into table passphrase; its owner is filled in where the account is known. */
export interface KeptPassphrase {
  readonly name: string
  readonly hash: string
}
/** Hashes a passphrase, outside of any transaction. Answers 400 passphrase_weak, 409 name_taken. */
export async function preparePassphrase(
  server: Server,
  { name, passphrase }: NamedPassphrase,
  owner?: Pick<Who, 'community' | 'account'>,
): Promise<KeptPassphrase | Answer<ErrorAnswer>> {
  if (plainName(name) === '' || isWeak(passphrase, name)) return refusal(400, 'passphrase_weak')
  const key = keyOfName(name)
  const others = await server.db.read((tx) => findByName(tx, key))
  const isMine = (row: SqlRow): boolean => row['community'] === owner?.community && row['account'] === owner?.account
  if (others.some((row) => !isMine(row))) return refusal(409, 'name_taken')
  const salt = server.chance(SALT_BYTES)
  return { name: key, hash: await turns.take(() => hashPassphrase(passphrase, salt)) }
}
export const putPassphrase = (
  tx: Writing,
  { community, account }: { community: CommunityId; account: string },
  kept: KeptPassphrase & { readonly now: Instant },
): Promise<void> => {
  const { name, hash, now } = kept
  return tx.put('passphrase', [{ community, account, name, hash, failures: 0, wait_until: null, changed_at: now }])
}

/** A coordinator chooses, or changes, the passphrase of the own account. Answers 403 forbidden to everybody else. */
export async function choosePassphrase(
  server: Server,
  who: Who,
  wanted: NamedPassphrase,
): Promise<Answer<{ readonly ok: true } | ErrorAnswer>> {
  const now = instantOf(server.clock())
  const may = await server.db.read(async (tx) => {
    const { ground, sight } = await groundFor(server, tx, who)
    return mayCoordinate(sight.grounds, dayOf(now, ground.timeZone))
  })
  if (!may) return refusal(403, 'forbidden')
  const kept = await preparePassphrase(server, wanted, who)
  if ('status' in kept) return kept
  await server.db.write(who.community, (tx) => putPassphrase(tx, who, { ...kept, now }))
  return { status: 200, body: { ok: true } }
}
