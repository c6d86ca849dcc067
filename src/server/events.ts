import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { AccountId } from '../domain/ids.ts'
import type { Authenticate } from './routes.ts'
import { mustFindCommunity, type Server } from './server.ts'

/** Proxies cut connections that stay silent for a minute. */
const HEARTBEAT_MS = 25_000
/** One account's open tabs; beyond it the oldest connection is closed. */
const PER_ACCOUNT = 6

/** GET /api/poke: server-sent events, each `data: {"head": seq}`; the first says where the history stands now. */
export function pokeRoute(app: FastifyInstance, server: Server, signedIn: Authenticate): void {
  const open = new Map<ServerResponse, AccountId>()
  app.addHook('preClose', async () => {
    for (const response of open.keys()) response.end()
  })
  app.get('/api/poke', async (request, reply) => {
    const who = await signedIn(request, reply)
    if (who === undefined) return reply
    const { head } = await server.db.read((tx) => mustFindCommunity(tx, who.community))
    const mine = [...open].filter(([, account]) => account === who.account).map(([response]) => response)
    for (const response of mine.slice(0, Math.max(0, mine.length - PER_ACCOUNT + 1))) response.end()
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const tell = (seq: number) => response.write(`data: {"head":${seq}}\n\n`)
    tell(head.seq)
    open.set(response, who.account)
    const stopListening = server.poke.listen(who.community, tell)
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS)
    heartbeat.unref()
    response.on('close', () => {
      clearInterval(heartbeat)
      stopListening()
      open.delete(response)
    })
    return reply
  })
}
