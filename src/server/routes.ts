import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import type { ErrorCode } from '../domain/wire.ts'
import { administer } from './admin.ts'
import { pokeRoute } from './events.ts'
import type { AppOptions } from './http.ts'
import { streamPacks } from './packs.ts'
import type { Answer, Server, Who } from './server.ts'
import { describeSession, findSession, signIn, signOut } from './session.ts'
import { syncOnce } from './sync.ts'

const YEAR_SECONDS = 400 * 86_400

export async function apiRoutes(app: FastifyInstance, server: Server, options: AppOptions): Promise<void> {
  const cookies = cookieDoor(options.https)
  const signedIn = authenticate(server, cookies)
  app.get('/api/health', async () => ({ ok: true, version: options.version }))
  sessionRoutes(app, server, { cookies, options })
  app.post('/api/sync', async (request, reply) => {
    const who = await signedIn(request, reply)
    return who === undefined ? reply : send(reply, await syncOnce(server, who, request.body))
  })
  app.post('/api/admin', async (request, reply) => {
    const who = await signedIn(request, reply)
    return who === undefined ? reply : send(reply, await administer(server, who, request.body))
  })
  app.post('/api/packs', { compress: false }, async (request, reply) => {
    const who = await signedIn(request, reply)
    if (who === undefined) return reply
    const answer = await streamPacks(server, who, request.body)
    if ('status' in answer) return send(reply, answer)
    return reply.type('application/octet-stream').send(Readable.from(answer, { objectMode: false }))
  })
  pokeRoute(app, server, signedIn)
  app.all('/api/*', async (_request, reply) => fail(reply, 404, 'not_found'))
}

const send = (reply: FastifyReply, { status, body }: Answer<unknown>) => reply.status(status).send(body)
const fail = (reply: FastifyReply, status: number, code: ErrorCode) => reply.status(status).send({ error: { code } })

interface CookieDoor {
  read(request: FastifyRequest): string | undefined
  write(reply: FastifyReply, token: string): void
  clear(reply: FastifyReply): void
}
/** Under HTTPS the name itself binds the cookie to this host; without, a phone on the home network must still get in. */
function cookieDoor(https: boolean): CookieDoor {
  const name = https ? '__Host-minqing' : 'minqing'
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: https } as const
  return {
    read: (request) => request.cookies[name],
    write: (reply, token) => void reply.setCookie(name, token, { ...attributes, maxAge: YEAR_SECONDS }),
    clear: (reply) => void reply.clearCookie(name, attributes),
  }
}

export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Who | undefined>
/** Who asks; undefined after the refusal has been sent. */
function authenticate(server: Server, cookies: CookieDoor): Authenticate {
  return async (request, reply) => {
    if (!isOurOrigin(request)) return void fail(reply, 403, 'origin')
    const found = await findSession(server, cookies.read(request))
    if (found === 'signed_out') return void fail(reply, 401, 'signed_out')
    if (found === 'revoked') return void fail(reply, 403, 'revoked')
    return found.who
  }
}
/** Another site's page can make a browser send requests, but it cannot make it name our origin. */
function isOurOrigin(request: FastifyRequest): boolean {
  if (request.method === 'GET') return true
  const { origin } = request.headers
  if (origin === undefined || !URL.canParse(origin)) return false
  return new URL(origin).host === request.host
}

const codeShape = v.object({ code: v.pipe(v.string(), v.maxLength(40)) })
function sessionRoutes(
  app: FastifyInstance,
  server: Server,
  { cookies, options }: { cookies: CookieDoor; options: AppOptions },
): void {
  const limit = { rateLimit: { max: options.signInsPerMinute ?? 30, timeWindow: 60_000 } }
  app.post('/api/session', { config: limit }, async (request, reply) => {
    if (!isOurOrigin(request)) return fail(reply, 403, 'origin')
    const parsed = v.safeParse(codeShape, request.body)
    if (!parsed.success) return fail(reply, 400, 'bad_request')
    const done = await signIn(server, parsed.output.code)
    if ('status' in done) return send(reply, done)
    await signOut(server, cookies.read(request))
    cookies.write(reply, done.token)
    return reply.send(done.session)
  })
  app.get('/api/session', async (request, reply) => {
    const who = await authenticate(server, cookies)(request, reply)
    return who === undefined ? reply : describeSession(server, who)
  })
  app.delete('/api/session', async (request, reply) => {
    if (!isOurOrigin(request)) return fail(reply, 403, 'origin')
    await signOut(server, cookies.read(request))
    cookies.clear(reply)
    return reply.status(204).send()
  })
}
