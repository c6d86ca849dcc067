import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { AccountId } from '../domain/ids.ts'
import type { Gate } from './edge.ts'
import { mustFindCommunity, type Server } from './server.ts'

/** Proxies cut connections that stay silent for a minute. */
const HEARTBEAT_MS = 25_000
/** One account's open tabs; beyond it the oldest connection is closed. */
const PER_ACCOUNT = 6
/** Bytes a listener may leave unread before it is taken for gone. */
const UNREAD = 64 * 1024

/** GET /api/poke: server-sent events, each `data: {"head": seq}`; the first says where the history stands now. */
export function pokeRoute(app: FastifyInstance, server: Server, gate: Gate): void {
  const open = new Map<ServerResponse, AccountId>()
  app.addHook('preClose', async () => {
    for (const response of open.keys()) response.end()
  })
  app.get('/api/poke', { onRequest: gate.signedIn, exposeHeadRoute: false }, async (request, reply) => {
    const who = gate.whoOf(request)
    const { head } = await server.db.read((tx) => mustFindCommunity(tx, who.community))
    makeRoom(open, who.account)
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const write = (text: string) => (response.writableLength > UNREAD ? response.destroy() : response.write(text))
    const tell = (seq: number) => void write(`data: {"head":${seq}}\n\n`)
    const beat = async () => ((await gate.isSignedIn(request)) ? write(':\n\n') : response.end())
    const heartbeat = setInterval(() => void beat().catch(() => response.destroy()), HEARTBEAT_MS)
    const stopListening = server.poke.listen(who.community, tell)
    open.set(response, who.account)
    response.on('close', () => {
      clearInterval(heartbeat)
      stopListening()
      open.delete(response)
    })
    tell(head.seq)
    return reply
  })
}

/** A phone that lost its connection leaves one behind; they must not pile up. */
function makeRoom(open: ReadonlyMap<ServerResponse, AccountId>, account: AccountId): void {
  const mine = [...open].filter(([, owner]) => owner === account)
  for (const [response] of mine.slice(0, Math.max(0, mine.length - PER_ACCOUNT + 1))) response.end()
}
