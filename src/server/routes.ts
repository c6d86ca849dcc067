import { Readable } from 'node:stream'
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { LEVELS } from '../domain/levels.ts'
import type { SyncRequest, SyncResponse } from '../domain/wire.ts'
import { administer } from './admin.ts'
import { hashOf } from './canonical.ts'
import { noteDevice } from './devices.ts'
import { type CookieDoor, cookieDoor, fail, makeGate, originGuard } from './edge.ts'
import { pokeRoute } from './events.ts'
import { readHistory } from './history.ts'
import { importRoutes } from './import/routes.ts'
import { streamPacks } from './packs.ts'
import { choosePassphrase, signInByPassphrase } from './passphrase.ts'
import type { Answer, Server } from './server.ts'
import { describeSession, signIn, signOut } from './session.ts'
import { setUp } from './setup.ts'
import { syncOnce } from './sync.ts'

export interface ApiOptions {
  readonly version: string
  /** Cookies are Secure and bound to the host. */
  readonly https: boolean
  /** Where people reach us, if a proxy calls us by another name. */
  readonly origin?: string
  /** Sign-in attempts per minute and address. */
  readonly signInsPerMinute?: number
  /** Requests per minute and session: far more than a phone sends, less than a program in a loop. */
  readonly requestsPerMinute?: number
}

const MINUTE_MS = 60_000

/** Every route under /api. */
export async function apiRoutes(app: FastifyInstance, server: Server, options: ApiOptions): Promise<void> {
  const cookies = cookieDoor(options.https)
  const gate = makeGate(server, cookies)
  const max = options.requestsPerMinute ?? 600
  const keyGenerator = (request: FastifyRequest): string => cookies.read(request) ?? request.ip
  const gated = { onRequest: gate.signedIn, config: { rateLimit: { max, timeWindow: MINUTE_MS, keyGenerator } } }
  app.addHook('onRequest', originGuard(options.origin))
  app.get('/api/health', async () => ({ ok: true, version: options.version }))
  openSessions(app, server, { cookies, limit: options.signInsPerMinute ?? 30 })
  app.get('/api/session', gated, (request) => describeSession(server, gate.whoOf(request)))
  app.post('/api/sync', gated, async (request, reply) => {
    const who = gate.whoOf(request)
    const answer = await syncOnce(server, who, request.body)
    await hear(server, { who, session: gate.sessionOf(request) }, { said: request.body, answer })
    return send(reply, answer)
  })
  app.post('/api/admin', gated, async (request, reply) =>
    send(reply, await administer(server, { ...gate.whoOf(request), session: gate.sessionOf(request) }, request.body)),
  )
  app.post('/api/history', { ...gated, bodyLimit: 4096 }, async (request, reply) =>
    send(reply, await readHistory(server, gate.whoOf(request), request.body)),
  )
  app.post('/api/passphrase', { ...gated, bodyLimit: 4096 }, async (request, reply) => {
    const parsed = v.safeParse(passphraseShape, request.body)
    if (!parsed.success) return fail(reply, 400, 'bad_request')
    return send(reply, await choosePassphrase(server, gate.whoOf(request), parsed.output))
  })
  app.post('/api/packs', { ...gated, compress: false }, async (request, reply) => {
    const answer = await streamPacks(server, gate.whoOf(request), request.body)
    if ('status' in answer) return send(reply, answer)
    return reply.type('application/octet-stream').send(Readable.from(answer, { objectMode: false }))
  })
  pokeRoute(app, server, gate)
  await importRoutes(app, server, {
    options: gated,
    ownerOf: (request) => ({ session: hashOf(cookies.read(request) ?? ''), who: gate.whoOf(request) }),
  })
  app.all('/api/*', async (_request, reply) => fail(reply, 404, 'not_found'))
}

/** What a phone tells of itself is kept beside the round; that it cannot be kept is no reason to fail the round. */
async function hear(
  server: Server,
  at: Parameters<typeof noteDevice>[1],
  { said, answer }: { readonly said: unknown; readonly answer: Answer<object> },
): Promise<void> {
  if (answer.status !== 200) return
  const { build, unsent } = said as SyncRequest
  const { results } = answer.body as SyncResponse
  const answered = results.filter(({ status }) => status !== 'retry').length
  const told = { build, answered, ...(unsent === undefined ? {} : { unsent }) }
  await noteDevice(server, at, told).catch((error: unknown) => server.log.error('device', error))
}

const send = (reply: FastifyReply, { status, body }: Answer<unknown>): FastifyReply => reply.status(status).send(body)

/** Whoever has hung up already has no address any more: all of those count as one. */
const addressOf = ({ ip }: { readonly ip: string | undefined }): string => normalizeIP(ip ?? '')

const line = (most: number) => v.pipe(v.string(), v.maxLength(most))
const named = { name: line(60), passphrase: line(400) }
const passphraseShape = v.object(named)
/** A one-time code, a sign-in name with its passphrase, or the link of an empty server. */
const proofShape = v.union([
  v.object({ code: line(40) }),
  v.object({ setup: line(40), community: line(60), level: v.picklist(LEVELS), ...named }),
  passphraseShape,
])
function comeIn(server: Server, proof: v.InferOutput<typeof proofShape>): ReturnType<typeof signIn> {
  if ('code' in proof) return signIn(server, proof.code)
  return 'setup' in proof ? setUp(server, proof) : signInByPassphrase(server, proof)
}
function openSessions(app: FastifyInstance, server: Server, door: { cookies: CookieDoor; limit: number }): void {
  const { cookies, limit } = door
  const config = { rateLimit: { max: limit, timeWindow: MINUTE_MS, keyGenerator: addressOf } }
  app.post('/api/session', { config, bodyLimit: 4096 }, async (request, reply) => {
    const parsed = v.safeParse(proofShape, request.body)
    if (!parsed.success) return fail(reply, 400, 'bad_request')
    const done = await comeIn(server, parsed.output)
    if ('status' in done) return send(reply, done)
    // Whoever was signed in on this browser before is not any more.
    await signOut(server, cookies.read(request))
    cookies.write(reply, done.token)
    return reply.send(done.session)
  })
  app.delete('/api/session', async (request, reply) => {
    await signOut(server, cookies.read(request))
    cookies.clear(reply)
    return reply.status(204).send()
  })
}
