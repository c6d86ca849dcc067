import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type AddressInfo, connect } from 'node:net'
import type { FastifyInstance } from 'fastify'

export interface Endpoint {
  readonly method: string
  readonly path: string
}
export interface Listening {
  readonly app: FastifyInstance
  readonly port: number
  /** Every route the app has, as the app itself was told of it. */
  readonly endpoints: readonly Endpoint[]
  /** Handlers under way, also those whose sender has gone. */
  readonly busy: () => number
}
/** Seconds become tenths of them: a body that does not come is given up in this time. */
const PATIENCE_MS = 1_000

/** Starts an app on a real port and keeps a list of its routes: one that is added tomorrow is in it. */
export async function listenWithRoutes(make: () => Promise<FastifyInstance>): Promise<Listening> {
  const endpoints: Endpoint[] = []
  let busy = 0
  const onMade = (message: unknown) => {
    ;(message as { fastify: FastifyInstance }).fastify.addHook('onRoute', (route) => {
      for (const method of [route.method].flat()) endpoints.push({ method, path: route.url })
      const { handler } = route
      route.handler = async function (request, reply) {
        busy += 1
        try {
          return await handler.call(this, request, reply)
        } finally {
          busy -= 1
        }
      }
    })
  }
  subscribe('fastify.initialization', onMade)
  const app = await make().finally(() => unsubscribe('fastify.initialization', onMade))
  Object.assign(app.server, { requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS })
  Object.assign(app.server, { connectionsCheckingInterval: PATIENCE_MS / 10 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, port: (app.server.address() as AddressInfo).port, endpoints, busy: () => busy }
}

/** What came back over the wire before the connection ended. */
export interface Heard {
  /** `hang`: neither an answer nor an end within the bound. */
  readonly end: 'closed' | 'stream' | 'hang'
  /** 0 where nothing that looks like an answer came. */
  readonly status: number
  readonly body: string
}
export interface Sent {
  readonly bytes: Buffer
  /** After the bytes: wait for the answer, end our half of the connection, or reset it. */
  readonly after: 'wait' | 'end' | 'reset'
}
/** Longer than anything here takes on a machine under load; waited out only by what hangs. */
const BOUND_MS = 15_000

/** Sends bytes as they are over a connection of their own and listens to its end. */
export function sendRaw(port: number, { bytes, after }: Sent, bound = BOUND_MS): Promise<Heard> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect({ port, host: '127.0.0.1' })
    const finish = (end: Heard['end']) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ end, ...readAnswer(Buffer.concat(chunks)) })
    }
    const timer = setTimeout(() => finish('hang'), bound)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (isEventStream(chunks)) finish('stream')
    })
    // The server may close before it has read all we send.
    socket.on('error', () => undefined)
    socket.on('close', () => finish('closed'))
    socket.write(bytes, () => {
      if (after === 'end') socket.end()
      if (after === 'reset') socket.resetAndDestroy()
    })
  })
}
const isEventStream = (chunks: readonly Buffer[]): boolean => {
  const text = Buffer.concat(chunks.slice(0, 4)).toString('latin1')
  return text.includes('\r\ncontent-type: text/event-stream') && text.includes('\r\n\r\n')
}
function readAnswer(bytes: Buffer): Pick<Heard, 'status' | 'body'> {
  const text = bytes.toString('utf8').replace('HTTP/1.1 100 Continue\r\n\r\n', '')
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]
  const head = text.indexOf('\r\n\r\n')
  return { status: Number(status ?? 0), body: head < 0 ? '' : text.slice(head + 4) }
}
