import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode } from '../domain/wire.ts'
import type { Server, Who } from './server.ts'
import { findSession } from './session.ts'

/** Chrome keeps no cookie longer. */
const COOKIE_SECONDS = 400 * 86_400

export const fail = (reply: FastifyReply, status: number, code: ErrorCode): FastifyReply =>
  reply.status(status).send({ error: { code } })

export interface CookieDoor {
  read(request: FastifyRequest): string | undefined
  write(reply: FastifyReply, token: string): void
  clear(reply: FastifyReply): void
}
/** Under HTTPS the name itself binds the cookie to this host; without, a phone on the home network must still get in. */
export function cookieDoor(https: boolean): CookieDoor {
  const name = https ? '__Host-minqing' : 'minqing'
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure: https } as const
  return {
    read: (request) => request.cookies[name],
    write: (reply, token) => void reply.setCookie(name, token, { ...attributes, maxAge: COOKIE_SECONDS }),
    clear: (reply) => void reply.clearCookie(name, attributes),
  }
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>

/**
 * Another site's page can make a browser send requests here, but it cannot make it name our origin. Runs before any
 * body is read.
 */
export function originGuard(ours: string | undefined): Hook {
  return async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return undefined
    const { origin } = request.headers
    const isOurs =
      origin !== undefined && (origin === ours || (URL.canParse(origin) && new URL(origin).host === request.host))
    return isOurs ? undefined : fail(reply, 403, 'origin')
  }
}

export interface Gate {
  /** A hook that lets only signed-in requests on to their body and handler. */
  readonly signedIn: Hook
  /** Whether a request that has passed the hook would still pass it. */
  isSignedIn(request: FastifyRequest): Promise<boolean>
  /** Who a request came from that has passed the hook. */
  whoOf(request: FastifyRequest): Who
  /** The session it came with, by the hash of its token. */
  sessionOf(request: FastifyRequest): string
}
export function makeGate(server: Server, cookies: CookieDoor): Gate {
  const passed = new WeakMap<FastifyRequest, { readonly who: Who; readonly hash: string }>()
  const mustFind = (request: FastifyRequest) => {
    const found = passed.get(request)
    if (found === undefined) throw new Error('a route without its gate')
    return found
  }
  return {
    async signedIn(request, reply) {
      const found = await findSession(server, cookies.read(request))
      if (found === 'signed_out') return fail(reply, 401, 'signed_out')
      if (found === 'revoked') return fail(reply, 403, 'revoked')
      passed.set(request, found)
      return undefined
    },
    isSignedIn: async (request) => typeof (await findSession(server, cookies.read(request))) !== 'string',
    whoOf: (request) => mustFind(request).who,
    sessionOf: (request) => mustFind(request).hash,
  }
}
