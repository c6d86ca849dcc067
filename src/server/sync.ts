import * as v from 'valibot'
import { scopeOf } from '../domain/check.ts'
import { instantOf } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import {
  type ErrorAnswer,
  type ErrorCode,
  type Mark,
  type Result,
  type SyncRequest,
  type SyncResponse,
  syncEnvelope,
} from '../domain/wire.ts'
import type { Reading } from './database.ts'
import { checkOf, isTooLarge, readPage, readSums, wholeCheck } from './feed.ts'
import { type Ground, type ScopedSight, sightOf } from './ground.ts'
import { isOurs } from './marks.ts'
import { pushCommands } from './push.ts'
import { type Answer, mustFindCommunity, type Server, type Who } from './server.ts'

export const refusal = (status: number, code: ErrorCode): Answer<ErrorAnswer> => ({ status, body: { error: { code } } })

/** Phones that speak an older one go on pushing but must be updated before they pull. */
const OLDEST_PROTOCOL = 1

/**
 * One round trip of a phone: pushes its commands, then pulls what changed for it. `raw` is the request's JSON as it
 * came. Answers 400 for a broken envelope only, 403 for a person without any right left, 409 for another account's
 * request; 200 otherwise. Throws Faults of the database.
 */
export async function syncOnce(server: Server, who: Who, raw: unknown): Promise<Answer<SyncResponse | ErrorAnswer>> {
  const parsed = v.safeParse(syncEnvelope, raw)
  if (!parsed.success || Number.isNaN(Date.parse(parsed.output.now))) return refusal(400, 'bad_request')
  const request = parsed.output as unknown as SyncRequest
  if (request.account !== who.account) return refusal(409, 'other_account')
  // Whoever has lost every post may still bring what was done before, and learns of it with the next request.
  if (request.commands.length === 0 && !(await hasRights(server, who))) return shutOut(server, who, request.mark)
  let results: readonly Result[] = []
  if (request.commands.length > 0) {
    const pushed = await pushCommands(server, who, request)
    if (pushed === undefined) return { status: 200, body: await resetAnswer(server, who) }
    results = pushed
  }
  return server.db.read((tx) => answerPull(server, tx, { who, request, results }))
}

/** Even then a phone must hear that the history was replaced: what it had brought is to be brought again. */
async function shutOut(server: Server, who: Who, mark: Mark): Promise<Answer<SyncResponse | ErrorAnswer>> {
  const knows = await server.db.read((tx) => isOurs(tx, who.community, mark))
  return knows ? refusal(403, 'revoked') : { status: 200, body: await resetAnswer(server, who) }
}
async function resetAnswer(server: Server, who: Who): Promise<SyncResponse> {
  const { safe } = await server.db.read((tx) => mustFindCommunity(tx, who.community))
  return { now: instantOf(server.clock()), results: [], reset: 'restored', safe }
}

const hasRights = (server: Server, who: Who): Promise<boolean> =>
  server.db.read(async (tx) => {
    const { sight } = await groundFor(server, tx, who)
    return sight.scope.includes(COMMUNITY_PACK)
  })
export async function groundFor(
  server: Server,
  tx: Reading,
  who: Who,
): Promise<{ ground: Ground; sight: ScopedSight; head: Mark }> {
  const community = await mustFindCommunity(tx, who.community)
  const ground = await server.grounds.get(tx, who.community, community.ground)
  return { ground, sight: sightOf(ground, who.person, instantOf(server.clock())), head: community.head }
}

interface Pulling {
  readonly who: Who
  readonly request: SyncRequest
  readonly results: readonly Result[]
}
async function answerPull(
  server: Server,
  tx: Reading,
  { who, request, results }: Pulling,
): Promise<Answer<SyncResponse | ErrorAnswer>> {
  const community = await mustFindCommunity(tx, who.community)
  const head = results.length > 0 ? { head: community.head } : {}
  const base = { now: instantOf(server.clock()), results, ...head, safe: community.safe }
  if (!(await isOurs(tx, who.community, request.mark))) {
    return { status: 200, body: { ...base, results: [], reset: 'restored' } }
  }
  if (request.proto < OLDEST_PROTOCOL) return { status: 200, body: { ...base, upgrade: true } }
  const { scope, scopeName } = (await groundFor(server, tx, who)).sight
  const changedScope = request.scope === scopeName ? {} : { scope }
  // Whoever holds nothing takes packs first (POST /api/packs): a page from the very beginning would only cost.
  if (request.scope === scopeOf([]) && request.cursor === 0) return { status: 200, body: { ...base, ...changedScope } }
  // No further than the mark proves: rows that come twice do no harm.
  const cursor = Math.min(request.cursor, request.mark.seq)
  const feeding = { community, scope, cursor, rowsPerPage: server.rowsPerPage }
  const sums = await readSums(tx, feeding)
  // Whatever was brought has been judged: its answers go along.
  if (isTooLarge(sums)) return { status: 200, body: { ...base, tooLarge: true } }
  if (cursor < community.horizon) return { status: 200, body: { ...base, ...changedScope, reset: 'resync' } }
  const pull = await readPage(tx, feeding)
  const check = pull.more ? {} : { check: request.sums === true ? wholeCheck(sums) : checkOf(sums, pull) }
  return { status: 200, body: { ...base, ...changedScope, pull, ...check } }
}
