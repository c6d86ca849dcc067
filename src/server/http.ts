import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { type ErrorCode, INFLATED_LIMIT } from '../domain/wire.ts'
import { Fault } from './fault.ts'
import { type Pressure, watchPressure } from './pressure.ts'
import { type ApiOptions, apiRoutes } from './routes.ts'
import type { Server } from './server.ts'
import { staticRoutes } from './static.ts'

export interface AppOptions extends ApiOptions {
  /** Certificate and key in PEM, where this process ends TLS itself. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** Folder of the built app; without it only the API is served. */
  readonly files?: string
  /** The machine's own, unless given. */
  readonly pressure?: Pressure
}

/** The server behind HTTP. Listening, and the database's end, are the caller's. */
export async function createApp(server: Server, options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.tls === undefined ? {} : { https: options.tls }),
    bodyLimit: INFLATED_LIMIT,
    requestTimeout: 60_000,
    // Silence in both directions; a listener to pokes hears a heartbeat more often.
    connectionTimeout: 120_000,
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
  }) as unknown as FastifyInstance
  await app.register(helmet, securityHeaders(options.https))
  await app.register(cookie)
  await app.register(rateLimit, { global: false, addHeaders: UNTOLD, addHeadersOnExceeding: UNTOLD })
  await app.register(compress, {
    encodings: ['gzip', 'identity'],
    requestEncodings: ['gzip', 'identity'],
    threshold: 1024,
    zlibOptions: { level: 5 },
  })
  app.addHook('onRequest', noStore)
  app.addHook('onRequest', plainHeaders)
  const pressure = options.pressure ?? watchPressure()
  app.addHook('onRequest', shed(pressure))
  app.addHook('onClose', async () => pressure.stop())
  app.addHook('onResponse', logRequest(server))
  app.addHook('preClose', async () => sweepIdle(app))
  app.setErrorHandler(answerError(server))
  await apiRoutes(app, server, options)
  await staticRoutes(app, options.files)
  return app
}

/**
 * A connection that was busy when the end began stays open afterwards for as long as its browser likes (Node 24: idle
 * ones are closed once, at the beginning): so those that fall idle are closed until none is left.
 */
function sweepIdle(app: FastifyInstance): void {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  app.server.once('close', () => clearInterval(sweep))
}

const isApi = (request: FastifyRequest): boolean => request.url === '/api' || request.url.startsWith('/api/')
async function noStore(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isApi(request)) reply.header('cache-control', 'no-store')
}

/** Before anything is done for a request: a crowd is told at once when to come again, instead of waiting in vain. */
const shed =
  (pressure: Pressure) =>
  async (request: FastifyRequest): Promise<void> => {
    const isForUs = isApi(request) && request.routeOptions.url !== '/api/health'
    if (isForUs && !pressure.takes()) throw new Fault('busy', 'Too many requests have come at once.')
  }

/** A phone asks once a minute and learns nothing from them; when it asks too often it is told when to come again. */
const UNTOLD = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

/** What protects pages means nothing for data, and would be half of an answer that has no news. */
const OF_PAGES = [
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]
async function plainHeaders(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!isApi(request)) return
  for (const name of OF_PAGES) reply.removeHeader(name)
  // What a script has asked for is never shown as a page; whoever does not say so may show it.
  if (request.headers['sec-fetch-dest'] === 'empty') reply.removeHeader('content-security-policy')
  // HTTP/1.1 keeps the connection without being told.
  reply.raw.removeHeader('connection')
}

const securityHeaders = (https: boolean) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'blob:', 'data:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'"],
      'manifest-src': ["'self'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      ...(https ? { 'upgrade-insecure-requests': [] } : {}),
    },
  },
  strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : (false as const),
  referrerPolicy: { policy: 'no-referrer' as const },
  crossOriginEmbedderPolicy: false,
})

/** One line a request: which route, not which address; how long, not what. */
const logRequest =
  (server: Server) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const route = request.routeOptions.url ?? 'none'
    const { statusCode: status, elapsedTime } = reply
    server.log.info('request', { method: request.method, route, status, ms: Math.round(elapsedTime) })
  }

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = { 413: 'too_large', 429: 'too_many', 404: 'not_found' }
/** Every failure has a name; what we did not foresee is our fault, is logged, and says nothing about the inside. */
const answerError =
  (server: Server) =>
  async (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const send = (status: number, code: ErrorCode) => reply.status(status).send({ error: { code } })
    if (error instanceof Fault && error.retry === 'later') {
      reply.header('retry-after', error.kind === 'busy' ? '5' : '60')
      await send(503, error.kind === 'busy' ? 'busy' : 'disk_full')
      return
    }
    const status = error.statusCode ?? 500
    if (status >= 400 && status < 500) {
      await send(
        status === 413 || status === 429 || status === 404 ? status : 400,
        STATUS_CODES[status] ?? 'bad_request',
      )
      return
    }
    server.log.error('request', error)
    await send(500, 'failed')
  }
