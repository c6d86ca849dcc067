import { gunzipSync } from 'node:zlib'
import type { Chance } from '../../server/demo/chance.ts'
import { streamPacks } from '../../server/packs.ts'
import type { Who } from '../../server/server.ts'
import { syncOnce } from '../../server/sync.ts'
import type { Process } from './disk.ts'
import type { Machine } from './server.ts'

/** What becomes of one request; the weights are how often. */
const FATES = {
  through: 50,
  'request lost': 6,
  'answer lost': 8,
  'sent twice': 6,
  'answered late': 10,
  'delivered later': 5,
  'cut short': 5,
  stalls: 4,
  'phone dies': 3,
  portal: 2,
  'signed out': 2,
  'bad gateway': 2,
  busy: 2,
  failing: 2,
} as const
export type Fate = keyof typeof FATES

/** How the network treats one round. */
export interface Weather {
  readonly chance: Chance
  /** What happens elsewhere while an answer hangs in the air. */
  meanwhile(): Promise<void>
  note(fate: Fate): void
}
/** Between a phone's process and the server's machine. */
export interface Line {
  readonly machine: Pick<Machine, 'server'>
  readonly who: Who
  readonly process: Process
  /** Ends the round, as its lock's time limit does. */
  abort(): void
  /** Requests that arrive after everybody has given them up. */
  readonly underWay: (() => Promise<unknown>)[]
}

/** `fetch` of one process. Without weather every request gets through. */
export function fetchOver(line: Line, weather?: Weather): typeof fetch {
  const ask = (path: string, body: unknown): Promise<Response> => answer(line, { path, body, weather })
  return async (input, init) => {
    const path = String(input)
    const body = readBody(init)
    if (weather === undefined) return ask(path, body)
    const fate = weather.chance.weigh(FATES)
    weather.note(fate)
    return suffer({ line, weather, ask: () => ask(path, body) }, fate)
  }
}

interface Suffering {
  readonly line: Line
  readonly weather: Weather
  ask(): Promise<Response>
}
/** 401 to 503: answers that the server's code is not asked for. */
const READY: Partial<Record<Fate, () => Response>> = {
  portal: () => new Response('<html>Welcome to the café</html>', { headers: { 'content-type': 'text/html' } }),
  'signed out': () => json(401, { error: { code: 'signed_out' } }),
  'bad gateway': () => new Response('<html>502</html>', { status: 502, headers: { 'content-type': 'text/html' } }),
  busy: () => json(503, { error: { code: 'busy' } }, { 'retry-after': '20' }),
  failing: () => json(500, { error: { code: 'failed' } }),
}
async function suffer({ line, weather, ask }: Suffering, fate: Fate): Promise<Response> {
  const ready = READY[fate]
  if (ready !== undefined) return ready()
  switch (fate) {
    case 'request lost':
      throw new TypeError('Failed to fetch')
    case 'delivered later':
      line.underWay.push(ask)
      throw new TypeError('Failed to fetch')
    case 'answer lost':
      await ask()
      throw new TypeError('Failed to fetch')
    case 'sent twice':
      await ask()
      return ask()
    case 'cut short':
      return cutShort(await ask(), weather.chance)
    case 'phone dies':
      await ask()
      return line.process.die()
    case 'stalls':
      await weather.meanwhile()
      line.abort()
      throw new DOMException('The operation was aborted', 'AbortError')
    case 'answered late': {
      const late = await ask()
      await weather.meanwhile()
      return late
    }
    default:
      return ask()
  }
}
/** A proxy that closes too early: the first part of a JSON answer, the first frames of a stream. */
async function cutShort(whole: Response, chance: Chance): Promise<Response> {
  const { status, headers } = whole
  const bytes = new Uint8Array(await whole.arrayBuffer())
  return new Response(bytes.subarray(0, Math.floor(bytes.length * chance.next())), { status, headers })
}

interface Asked {
  readonly path: string
  readonly body: unknown
  readonly weather: Weather | undefined
}
async function answer({ machine, who }: Line, { path, body, weather }: Asked): Promise<Response> {
  const { server } = machine
  if (path === '/api/sync') {
    const { status, body: said } = await syncOnce(server, who, body)
    return json(status, said)
  }
  const stream = await streamPacks(server, who, body)
  if ('status' in stream) return json(stream.status, stream.body)
  const isUp = (): boolean => machine.server === server
  const frames = streamOf(whileUp(stream, { isUp, weather }))
  return new Response(frames, { headers: { 'content-type': 'application/octet-stream' } })
}
/** A stream ends where its server is replaced under it. Now and then others get a word in between two frames. */
async function* whileUp(
  frames: AsyncIterable<Uint8Array>,
  { isUp, weather }: { isUp(): boolean; weather: Weather | undefined },
): AsyncGenerator<Uint8Array, void> {
  const stream = frames[Symbol.asyncIterator]()
  while (isUp()) {
    const { done, value } = await stream.next()
    if (done === true) return
    yield value
    if (weather?.chance.happens(0.05) === true) await weather.meanwhile()
  }
}

function streamOf(frames: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await frames.next()
        if (isCancelled) return
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}
function readBody(init: RequestInit = {}): unknown {
  const bytes = init.body as Uint8Array
  const isPacked = new Headers(init.headers).get('content-encoding') === 'gzip'
  return JSON.parse(new TextDecoder().decode(isPacked ? gunzipSync(bytes) : bytes))
}
