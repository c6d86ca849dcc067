import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'

/**
 * What lies between the phones and the server. `open` lets all through; `cut` ends every connection at once;
 * `stalled` accepts and never answers; `deaf` carries the question to the server and drops the answer.
 */
export type Weather = 'open' | 'cut' | 'stalled' | 'deaf'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly at: number
  readonly weather: Weather
  /** The server's status; undefined while it has not answered. */
  status?: number
  /** Bytes of the answer that went through. */
  bytes: number
}
/** So many bytes of each body go through. */
export interface Shortened {
  readonly questions?: number
  readonly answers?: number
}
/** A network of our own: unlike the browser's offline switch it also holds for workers and closed tabs. */
export interface Network {
  readonly url: string
  become(weather: Weather): void
  /** What the given paths meet from now on, whatever the weather; undefined ends it. */
  only(paths: RegExp, weather: Weather | undefined): void
  /** A proxy that shortens bodies on the given paths and passes them on as whole; undefined takes it away. */
  shorten(paths: RegExp, to: Shortened | undefined): void
  /** Waits for `run` before each request to the given paths goes on to the server; undefined ends it. */
  before(paths: RegExp, run: (() => Promise<void>) | undefined): void
  /**
   * Once so many bytes of an answer to these paths have gone through no more follow, and the paths are cut for all that
   * comes after. The connection stays until the weather is `cut`: a browser throws away what a page has not read by then.
   */
  breakOff(paths: RegExp, after: number): void
  /** Every request so far, oldest first. */
  readonly seen: readonly Seen[]
  close(): Promise<void>
}

interface Passing {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly seen: Seen
  /** How many bytes of the answer go through. */
  readonly most: number
  onMost(): void
  readonly shortened: Shortened | undefined
}
async function* upTo(most: number, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = most
  for await (const bytes of body) {
    if (rest > 0) yield bytes.subarray(0, rest)
    rest -= bytes.length
  }
}
/** As if the body had never been longer. */
function withoutLength<T extends object>(headers: T): T {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-length')) as T
}
function pass(passing: Passing, port: number): void {
  const { request, response, seen, most, onMost, shortened } = passing
  const { method, url } = request
  const { questions, answers } = shortened ?? {}
  const headers = questions === undefined ? request.headers : withoutLength(request.headers)
  const upstream = ask({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    seen.status = answer.statusCode ?? 0
    if (seen.weather === 'deaf') {
      answer.resume()
      return
    }
    if (answers !== undefined) {
      response.writeHead(seen.status, withoutLength(answer.headers))
      Readable.from(upTo(answers, answer)).pipe(response)
      return
    }
    response.writeHead(seen.status, answer.headers)
    answer.on('data', (bytes: Buffer) => {
      const rest = bytes.subarray(0, most - seen.bytes)
      if (rest.length === 0) return
      seen.bytes += rest.length
      response.write(rest)
      if (seen.bytes === most) onMost()
    })
    answer.on('end', () => {
      if (seen.bytes < most) response.end()
    })
    answer.on('error', () => response.destroy())
  })
  upstream.on('error', () => response.destroy())
  // A phone that goes away takes its question along.
  response.on('close', () => upstream.destroy())
  if (questions === undefined) request.pipe(upstream)
  else Readable.from(upTo(questions, request)).pipe(upstream)
}

/** Stands before the server on `port`, on a free port of localhost (a secure context for the browser). */
export async function openNetwork(port: number): Promise<Network> {
  let weather: Weather = 'open'
  let exception: { paths: RegExp; weather: Weather } | undefined
  let broken: { paths: RegExp; after: number } | undefined
  let proxy: { paths: RegExp; to: Shortened } | undefined
  let hook: { paths: RegExp; run: () => Promise<void> } | undefined
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    const now = exception?.paths.test(path) ? exception.weather : weather
    const entry: Seen = { method: request.method ?? 'GET', path, at: Date.now(), weather: now, bytes: 0 }
    seen.push(entry)
    if (now === 'cut') request.socket.destroy()
    else if (now !== 'stalled') {
      const most = broken?.paths.test(path) ? broken.after : Number.POSITIVE_INFINITY
      const onMost = (): void => {
        if (broken !== undefined) exception = { paths: broken.paths, weather: 'cut' }
        broken = undefined
      }
      if (hook?.paths.test(path)) await hook.run()
      const shortened = proxy?.paths.test(path) ? proxy.to : undefined
      pass({ request, response, seen: entry, most, onMost, shortened }, port)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    seen,
    become(next) {
      weather = next
      // What is under way is lost too, as it is behind a closing lift door.
      if (next === 'cut') server.closeAllConnections()
    },
    only(paths, next) {
      exception = next === undefined ? undefined : { paths, weather: next }
    },
    shorten(paths, to) {
      proxy = to === undefined ? undefined : { paths, to }
    },
    before(paths, run) {
      hook = run === undefined ? undefined : { paths, run }
    },
    breakOff(paths, after) {
      broken = { paths, after }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
