import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Row } from '../../src/domain/nouns.ts'

/** A server to be compared with, in a process of its own: `--adapter limit --rows FILE --app FOLDER`. */
export interface Peer {
  /** Answers what its page asks. */
  readonly listener: RequestListener
  attach?(server: Server): void
  /** As if another phone had brought these rows. */
  change(rows: readonly Row[]): Promise<void>
  /** How many rows it holds. */
  count(): Promise<number>
}
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const whole = Buffer.concat(parts)
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole
}
const json = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** Everything in memory, the whole packed once: nothing can answer sooner. */
function limitPeer(rows: readonly Row[]): Peer {
  const held = [...rows].sort((a, b) => a.seq - b.seq)
  let seq = held.at(-1)?.seq ?? 0
  const whole = gzipSync(JSON.stringify({ to: seq, rows: held }), { level: 6 })
  const wholeTo = seq
  const take = (more: readonly Row[]): void => {
    for (const row of more) {
      // What a phone brings has none yet; what changed elsewhere comes with those of our own server, one a command.
      seq = row.seq === 0 ? seq + 1 : row.seq
      held.push({ ...row, seq })
    }
  }
  const send = (response: ServerResponse, packed: Uint8Array): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(packed)
  }
  return {
    async listener(request, response) {
      if (request.method === 'POST') {
        take(JSON.parse((await bodyOf(request)).toString()) as Row[])
        json(response, { to: seq })
        return
      }
      const since = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('since'))
      if (since === 0 && seq === wholeTo) return send(response, whole)
      let from = held.length
      while ((held[from - 1]?.seq ?? 0) > since) from--
      send(response, gzipSync(JSON.stringify({ to: seq, rows: held.slice(from) }), { level: 6 }))
    },
    change: async (more) => take(more),
    count: async () => held.length,
  }
}

async function pouchdbPeer(rows: readonly Row[]): Promise<Peer> {
  const { default: PouchDB } = await import('pouchdb-core')
  const { default: memory } = await import('pouchdb-adapter-memory')
  const { default: mapreduce } = await import('pouchdb-mapreduce')
  const { default: replication } = await import('pouchdb-replication')
  const { default: express } = await import('express')
  const { default: expressPouchdb } = await import('express-pouchdb')
  const Made = PouchDB.plugin(memory).plugin(mapreduce).plugin(replication).defaults({ adapter: 'memory' })
  const database = new Made('bench')
  const idOf = ({ pack, kind, id }: Row): string => `${pack}/${kind}/${id}`
  await database.bulkDocs(rows.map((row) => ({ _id: idOf(row), ...row })))
  const app = express()
  app.use('/db', expressPouchdb(Made, { mode: 'minimumForPouchDB' }))
  return {
    listener: app,
    async change(more) {
      const known = await database.allDocs({ keys: more.map(idOf) })
      const revs = new Map(known.rows.flatMap(({ id, value }) => (value?.rev === undefined ? [] : [[id, value.rev]])))
      await database.bulkDocs(
        more.map((row) => {
          const rev = revs.get(idOf(row))
          return { _id: idOf(row), ...(rev === undefined ? {} : { _rev: rev }), ...row }
        }),
      )
    },
    count: async () => (await database.info()).doc_count,
  }
}

async function yjsPeer(rows: readonly Row[]): Promise<Peer> {
  const { getYDoc, setupWSConnection } = await import('y-websocket/bin/utils')
  const { default: ws } = await import('ws')
  const document_ = getYDoc('bench')
  const map = document_.getMap('rows')
  const set = (more: readonly Row[]): void =>
    document_.transact(() => {
      for (const row of more) map.set(`${row.kind}/${row.id}`, row)
    })
  set(rows)
  return {
    listener: (_request, response) => void response.writeHead(404).end(),
    attach(server) {
      new ws.Server({ server }).on('connection', (socket, request) =>
        setupWSConnection(socket, request, { docName: 'bench' }),
      )
    },
    change: async (more) => set(more),
    count: async () => map.size,
  }
}

async function main(): Promise<void> {
  const options = { adapter: { type: 'string' }, rows: { type: 'string' }, app: { type: 'string' } } as const
  const { adapter, rows: file = '', app = '' } = parseArgs({ options }).values
  const rows = JSON.parse(readFileSync(file, 'utf8')) as Row[]
  const peer = adapter === 'pouchdb' ? pouchdbPeer(rows) : adapter === 'yjs' ? yjsPeer(rows) : limitPeer(rows)
  const { listener, attach, change, count } = await peer
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/' || pathname === '/page.js') {
      const [name, type] = pathname === '/' ? ['index.html', 'text/html'] : ['page.js', 'text/javascript']
      response.writeHead(200, { 'content-type': type })
      response.end(readFileSync(join(app, name)))
    } else if (pathname === '/bench/change') {
      await change(JSON.parse((await bodyOf(request)).toString()) as Row[])
      json(response, {})
    } else if (pathname === '/bench/count') json(response, await count())
    else listener(request, response)
  })
  attach?.(server)
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`)
  })
}
await main()
