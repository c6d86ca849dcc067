import { createHash, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import type { Answer, Server } from './server.ts'

/** By the last part of POST /api/control/:name; body and answer are JSON. */
export type ControlHandlers = Readonly<Record<string, (server: Server, body: unknown) => Promise<Answer<unknown>>>>

/** A roster and a city's buildings in one request. */
const LIMIT = 64 * 1024 * 1024
const FILE = 'control.json'

/**
 * The door for other programs of the same user on this machine (the importer): it listens on the loopback address
 * only and asks for a token that lies in the data folder, fresh at every start.
 */
export function createControl(server: Server, token: string, handlers: ControlHandlers): FastifyInstance {
  const app = fastify({ bodyLimit: LIMIT, forceCloseConnections: 'idle' })
  app.setErrorHandler(async (error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) server.log.error('control', error)
    await reply.status(status).send({ error: { code: status >= 500 ? 'failed' : 'bad_request' } })
  })
  app.post<{ Params: { name: string } }>('/api/control/:name', async (request, reply) => {
    if (!isToken(request.headers.authorization, token)) {
      return reply.status(401).send({ error: { code: 'signed_out' } })
    }
    const { name } = request.params
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (handler === undefined) return reply.status(404).send({ error: { code: 'not_found' } })
    const answer = await handler(server, request.body)
    return reply.status(answer.status).send(answer.body)
  })
  return app
}
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))
}

/** DATA_DIR/control.json {url, token}: readable by the server's user alone. */
export function writeControlFile(dataDir: string, content: { url: string; token: string }): void {
  const file = join(dataDir, FILE)
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 })
}
export const removeControlFile = (dataDir: string): void => rmSync(join(dataDir, FILE), { force: true })
