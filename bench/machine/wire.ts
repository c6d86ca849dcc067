import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Bytes each way with headers and frames as they go over a connection (TLS and TCP's own are not there), and requests. */
export interface Traffic {
  readonly up: number
  readonly down: number
  readonly requests: number
}
export const NETS = ['loop', '4g', 'weak'] as const
export type Net = (typeof NETS)[number]
interface Line {
  /** Milliseconds one way. */
  readonly delay: number
  /** Bytes a millisecond. */
  readonly up: number
  readonly down: number
}
/** Delay and width only: no loss, and no slow start. */
const LINES: Readonly<Record<Net, Line | undefined>> = {
  loop: undefined,
  '4g': { delay: 30, up: 500, down: 1500 },
  weak: { delay: 200, up: 20, down: 50 },
}

export interface Wire {
  readonly url: string
  /** Since the last call. */
  take(): Traffic
  close(): Promise<void>
}

/** The beginning of an HTTP request: browsers begin each in a packet of its own. */
const REQUEST = /^(GET|POST|PUT|DELETE|OPTIONS|HEAD) \//

/** A connection counter between the page and its server, which can also be slow. */
export async function openWire(port: number, net: Net): Promise<Wire> {
  let traffic = { up: 0, down: 0, requests: 0 }
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, (page) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [page, upstream]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        page.destroy()
        upstream.destroy()
      })
    }
    const up = through(upstream, net, 'up')
    const down = through(page, net, 'down')
    page.on('data', (bytes: Buffer) => {
      traffic.up += bytes.length
      if (REQUEST.test(bytes.toString('latin1', 0, 10))) traffic.requests++
      up(bytes)
    })
    upstream.on('data', (bytes: Buffer) => {
      traffic.down += bytes.length
      down(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = traffic
      traffic = { up: 0, down: 0, requests: 0 }
      return taken
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Writes on in order, each packet when the line has carried it. */
function through(to: Socket, net: Net, way: 'up' | 'down'): (bytes: Buffer) => void {
  const line = LINES[net]
  if (line === undefined) return (bytes) => void to.write(bytes)
  let free = 0
  let last: Promise<unknown> = Promise.resolve()
  return (bytes) => {
    free = Math.max(free, performance.now()) + bytes.length / line[way]
    const due = free + line.delay
    last = last.then(async () => {
      const rest = due - performance.now()
      if (rest > 0) await wait(rest)
      to.write(bytes)
    })
  }
}
