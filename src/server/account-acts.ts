import * as v from 'valibot'
import type { Account } from '../domain/admin-wire.ts'
import { dayOf } from '../domain/calendar.ts'
import { instantOf, type PersonId } from '../domain/ids.ts'
import { isOpenOn } from '../domain/permission.ts'
import type { ErrorAnswer } from '../domain/wire.ts'
import { type GivenCode, giveCodeWithin } from './codes.ts'
import type { Writing } from './database.ts'
import { type Deed, keepDeed } from './deeds.ts'
import { describeAccount, revokeDeviceWithin } from './devices.ts'
import { Ledger } from './ledger.ts'
import { isGiven, Rights } from './permission.ts'
import { type Answer, mustFindCommunity, type Server, type Who } from './server.ts'
import { revokeSessionsWithin } from './session.ts'
import { groundFor, refusal } from './sync.ts'

/** Who asks, and from which of his devices where that matters. */
export type Asking = Who & { readonly session?: string }
export type AccountAnswer = GivenCode | { readonly sessions: number } | { readonly account: Account }

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80))
const aboutPerson = v.object({ person: id })
const aboutDevice = v.object({ person: id, device: id })

export const ACTS = ['code.give', 'sessions.revoke', 'device.revoke', 'account.show'] as const
type AccountAct = (typeof ACTS)[number]
export const isAccountAct = (type: string): type is AccountAct => (ACTS as readonly string[]).includes(type)

/**
 * What changes no row, though who did it is kept (deeds.ts): `code.give {person}` answers {code, expires}, `sessions.revoke {person}`
 * and `device.revoke {person, device}` {sessions}, `account.show {person}` {account}. 403 where the asker's post does not reach all posts of the person.
 */
export async function actOnAccount(
  server: Server,
  who: Asking,
  act: { readonly type: AccountAct; readonly payload: unknown },
): Promise<Answer<AccountAnswer | ErrorAnswer>> {
  const parsed = v.safeParse(act.type === 'device.revoke' ? aboutDevice : aboutPerson, act.payload)
  if (!parsed.success) return refusal(400, 'bad_request')
  const person = parsed.output.person as PersonId
  if (!(await mayManage(server, who, person))) return refusal(403, 'forbidden')
  const { community } = who
  const of = { community, person }
  const deed = { who, type: act.type, person }
  switch (act.type) {
    case 'code.give':
      return ok(await done(server, deed, (tx) => giveCodeWithin(server, tx, of)))
    case 'sessions.revoke':
      return ok({ sessions: await done(server, deed, (tx) => revokeSessionsWithin(server, tx, of)) })
    case 'account.show':
      return ok({ account: await describeAccount(server, community, { person, session: who.session ?? '' }) })
    case 'device.revoke': {
      const { device = '' } = parsed.output as { readonly device?: string }
      const isTaken = await done(server, deed, (tx) => revokeDeviceWithin(server, tx, { ...of, device }))
      return ok({ sessions: isTaken ? 1 : 0 })
    }
    default: {
      const never: never = act.type
      return never
    }
  }
}
/** Does it and keeps who did, both or neither; what did nothing (false) is not kept. */
const done = <T>(server: Server, deed: Deed, act: (tx: Writing) => Promise<T>): Promise<T> =>
  server.db.write(deed.who.community, async (tx) => {
    const answer = await act(tx)
    if (answer !== false) await keepDeed(server, tx, deed)
    return answer
  })
const ok = (body: AccountAnswer): Answer<AccountAnswer> => ({ status: 200, body })

/**
 * Who signs in as somebody holds all of that person's rights: so a coordinator may hand out a code, or end sessions,
 * only where his own post reaches every post of the person that is not over (the last ones, when all are).
 */
const mayManage = (server: Server, who: Who, person: PersonId): Promise<boolean> =>
  server.db.read(async (tx) => {
    const { ground, sight } = await groundFor(server, tx, who)
    const community = await mustFindCommunity(tx, who.community)
    const now = instantOf(server.clock())
    const today = dayOf(now, ground.timeZone)
    const posts = ground.rows.see().under('post', person)
    const open = posts.filter((post) => isOpenOn(post.body, today))
    const ledger = new Ledger(community, ground, now)
    const { grounds } = sight
    const rights = new Rights(ledger, { person: who.person, grounds, type: 'post.give', at: now, now })
    const mine = open.length > 0 ? open : posts
    return mine.length > 0 && mine.every((post) => isGiven(rights.on(post.body.grid)))
  })
