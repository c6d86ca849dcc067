import { dayOf } from '../domain/calendar.ts'
import { COMMUNITY_ROW, DEFAULT_TIME_ZONE } from '../domain/due.ts'
import { asId, type CommandId, type CommunityId, type Day, instantOf, makeCommandId } from '../domain/ids.ts'
import { committeeGrid, mayImport } from '../domain/import-right.ts'
import type { GridBody } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { groundsOf } from '../domain/rights.ts'
import { type Change, put } from '../domain/see.ts'
import { normalizeCode, type SetUpLink } from '../domain/sign-in-code.ts'
import type { ErrorAnswer, Proof } from '../domain/wire.ts'
import { hashOf } from './canonical.ts'
import { drawCode, findAccount, tokenOf } from './codes.ts'
import { commitWithin, type ServerCommand } from './commit.ts'
import { maybeText, textOf, type Writing } from './database.ts'
import { foundingChanges } from './founding.ts'
import { type KeptPassphrase, preparePassphrase, putPassphrase } from './passphrase.ts'
import type { RowSet } from './rows.ts'
import { type Answer, listCommunities, mustFindCommunity, type Server } from './server.ts'
import { describe, putSession, type SignedIn } from './session.ts'
import { refusal } from './sync.ts'

/** Where there is none yet. Processes that start side by side mean the same one, so that only one can be founded. */
const FIRST: CommunityId = asId('k1')

interface Wanting {
  readonly id: CommunityId
  readonly name?: string
}

/** Whether somebody's post, of today or to come, reaches the committee's grid with a coordinator's rights. */
function hasCoordinator(rows: RowSet, today: Day): boolean {
  const see = rows.see()
  const grids = rows.all('grid')
  const days = rows.all('post').flatMap(({ body: { person, since, until } }) => {
    const day = since > today ? since : today
    return until === null || until >= day ? [{ person, day }] : []
  })
  return days.some(({ person, day }) => mayImport(groundsOf(see, person), { grids, today: day }, 'roster'))
}
/** The community that waits for its first coordinator, or undefined where all have one or there are several. */
async function findWanting(server: Server): Promise<Wanting | undefined> {
  const founded: { id: CommunityId; name: string; isLed: boolean }[] = []
  for (const id of await listCommunities(server)) {
    const { rows, timeZone } = await server.db.read(async (tx) =>
      server.grounds.get(tx, id, (await mustFindCommunity(tx, id)).ground),
    )
    const community = rows.see()('community', COMMUNITY_ROW)
    if (community === undefined) continue
    const today = dayOf(instantOf(server.clock()), timeZone)
    founded.push({ id, name: community.body.name, isLed: hasCoordinator(rows, today) })
  }
  const [only, second] = founded
  if (only === undefined) return { id: FIRST }
  return second === undefined && !only.isLed ? { id: only.id, name: only.name } : undefined
}

const hashCode = (code: string): string => hashOf(`setup ${normalizeCode(code)}`)
/** A fresh link for the first coordinator, as long as there is none; the one printed before is worth nothing then. */
export async function giveSetUpLink(server: Server): Promise<SetUpLink | undefined> {
  const wanting = await findWanting(server)
  if (wanting === undefined) return undefined
  const code = drawCode(server.chance(7))
  const made = { community: wanting.id, hash: hashCode(code), created_at: instantOf(server.clock()), used_at: null }
  await server.db.write(wanting.id, (tx) => tx.put('setup', [made]))
  return { code, ...(wanting.name === undefined ? {} : { community: wanting.name }) }
}

/** The community's name and the level its grid tree begins with count only where there is none yet. */
type SetUp = Extract<Proof, { setup: string }>
/**
 * The first coordinator comes in: founds the community where there is none, takes the coordinator's post for all of
 * it, and is signed in; all of that or nothing. Answers 404 code_unknown, 410 code_used, and what a passphrase may be.
 */
export async function setUp(server: Server, wanted: SetUp): Promise<SignedIn | Answer<ErrorAnswer>> {
  const hash = hashCode(wanted.setup)
  const found = await server.db.read((tx) => tx.all('SELECT community, used_at FROM setup WHERE hash = ?', hash))
  const [row] = found
  if (row === undefined) return refusal(404, 'code_unknown')
  const wanting = await findWanting(server)
  const id = textOf(row, 'community') as CommunityId
  if (maybeText(row, 'used_at') !== null || wanting?.id !== id) return refusal(410, 'code_used')
  const name = wanting.name ?? wanted.community.trim()
  if (name === '' || wanted.name.trim() === '') return refusal(400, 'bad_request')
  const passphrase = await preparePassphrase(server, wanted)
  if ('status' in passphrase) return passphrase
  const now = server.clock()
  const ids = { command: makeCommandId(now, server.chance(10)), person: token(server), grid: token(server) }
  const drawn = { ...ids, post: token(server), account: token(server), secret: tokenOf(server.chance(32)) }
  const coming = { id, name, hash, wanted, passphrase, now, drawn }
  const done = await server.db.write(id, (tx) => comeIn(server, tx, coming))
  if (done === 'used') return refusal(410, 'code_used')
  server.poke.tell(id, done.head)
  return { session: done.session, token: `${id}.${drawn.secret}` }
}
const token = (server: Server): string => Buffer.from(server.chance(10)).toString('hex')

interface Coming {
  readonly id: CommunityId
  readonly name: string
  readonly hash: string
  readonly wanted: SetUp
  readonly passphrase: KeptPassphrase
  readonly now: number
  /** Drawn before: a transaction may be run twice. */
  readonly drawn: Readonly<Record<'person' | 'grid' | 'post' | 'account' | 'secret', string>> & { command: CommandId }
}
async function comeIn(server: Server, tx: Writing, coming: Coming) {
  const { id, hash, passphrase, drawn } = coming
  const now = instantOf(coming.now)
  const [row] = await tx.all('SELECT hash, created_at, used_at FROM setup WHERE community = ?', id)
  if (row?.['hash'] !== hash || maybeText(row, 'used_at') !== null) return 'used' as const
  await tx.put('setup', [{ community: id, hash, created_at: textOf(row, 'created_at'), used_at: now }])
  await tx.putNew('community', [{ community: id, head: 0, mark: '', horizon: 0, safe: 0, ground: 0 }])
  let person = drawn.person
  const { head } = await commitWithin(server, tx, {
    community: id,
    make: async (_tx, ledger) => {
      const made = founding(coming, ledger.rows)
      person = made.person
      return [made.command]
    },
  })
  const account = (await findAccount(tx, id, asId(person))) ?? asId<'account'>(drawn.account)
  await tx.put('account', [{ community: id, id: account, person, created_at: now }])
  const owner = { community: id, account }
  await putPassphrase(tx, owner, { ...passphrase, now })
  await putSession(tx, { owner, secret: drawn.secret, now })
  return { head, session: await describe(tx, owner) }
}

/** Somebody whom a file of posts has named already is the same person. */
function founding({ name, wanted, now, drawn }: Coming, rows: RowSet): { person: string; command: ServerCommand } {
  const isNew = rows.find('community', COMMUNITY_ROW) === undefined
  const own = wanted.name.trim()
  const [known, other] = rows.all('person').filter(({ body }) => body.name === own && body.ended === undefined)
  const person = known === undefined || other !== undefined ? drawn.person : known.id
  const grid = committeeGrid(rows.all('grid')) ?? asId<'grid'>(drawn.grid)
  const root: GridBody = { level: wanted.level, parent: null, name, order: 1 }
  const post = { person: asId<'person'>(person), grid, role: 'committee_staff', until: null } as const
  const at = (id: string) => ({ id, pack: COMMUNITY_PACK })
  const changes: readonly Change[] = [
    ...(isNew ? foundingChanges(name) : []),
    ...(rows.find('grid', grid) === undefined ? [put('grid', at(grid), root)] : []),
    ...(person === known?.id ? [] : [put('person', at(person), { name: own })]),
    put('post', at(drawn.post), { ...post, since: dayOf(instantOf(now), DEFAULT_TIME_ZONE) }),
  ]
  return { person, command: { id: drawn.command, type: 'server.setup', author: asId(person), changes } }
}
