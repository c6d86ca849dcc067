import type { ErrorCode, PacksRequest, SyncRequest, SyncResponse } from '../domain/wire.ts'
import type { Gzip } from '../store/bytes.ts'
import { type Frame, readFrames } from './frames.ts'

/**
 * Why a request did not go through. `network` is also every answer that is not recognisably ours (a captive portal,
 * a proxy's own page); `rejected` counts against the batch; `busy` says when to come again.
 */
export type Failure =
  | 'network'
  | 'busy'
  | 'rejected'
  | 'refused'
  | 'signed_out'
  | 'revoked'
  | 'other_account'
  | 'scope_too_large'
export interface Failed {
  readonly failed: Failure
  /** Milliseconds the server asks to be left alone. */
  readonly retryAfter?: number
}

/** The network as the round sees it: it answers, or fails by name; it never throws. */
export interface Transport {
  sync(request: SyncRequest, signal: AbortSignal): Promise<SyncResponse | Failed>
  /** Frames as they arrive; a cut stream just ends. */
  packs(request: PacksRequest, signal: AbortSignal): Promise<AsyncIterable<Frame> | Failed>
}
export interface TransportDoors {
  readonly fetch: typeof fetch
  readonly gzip: Gzip
  /** Milliseconds; a simulated world, in which no real time passes, waits longer. */
  readonly patience?: number
}

/** A server that takes a request and then says nothing for this long is not there. */
const STALLED = 20_000
/** Shorter bodies are not worth packing. */
const SMALL = 1024

export function makeTransport(doors: TransportDoors): Transport {
  return {
    async sync(request, signal) {
      const watch = watchFor(signal, doors.patience)
      try {
        const response = await post(doors, '/api/sync', { body: request, signal: watch.signal })
        const body = await readJson(response)
        if (response.status === 200 && isSyncResponse(body)) return body
        return failureOf(response, body)
      } catch {
        return { failed: 'network' }
      } finally {
        watch.stop()
      }
    },
    async packs(request, signal) {
      const watch = watchFor(signal, doors.patience)
      try {
        const response = await post(doors, '/api/packs', { body: request, signal: watch.signal })
        const isOurs = response.headers.get('content-type')?.startsWith('application/octet-stream') === true
        if (response.status === 200 && isOurs && response.body !== null)
          return readFrames(chunksOf(response.body, watch))
        const body = await readJson(response)
        watch.stop()
        return failureOf(response, body)
      } catch {
        watch.stop()
        return { failed: 'network' }
      }
    },
  }
}

async function post(
  { fetch, gzip }: TransportDoors,
  path: string,
  what: { body: unknown; signal: AbortSignal },
): Promise<Response> {
  const plain = new TextEncoder().encode(JSON.stringify(what.body))
  const isSmall = plain.length < SMALL
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(isSmall ? {} : { 'content-encoding': 'gzip' }) },
    body: isSmall ? plain : await gzip.zip(plain),
    signal: what.signal,
    credentials: 'same-origin',
    // A captive portal's redirect is no answer of ours.
    redirect: 'error',
    cache: 'no-store',
  })
}

interface Watch {
  readonly signal: AbortSignal
  /** Bytes came: the time starts anew. */
  heard(): void
  stop(): void
}
function watchFor(outer: AbortSignal, patience = STALLED): Watch {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  let timer = setTimeout(abort, patience)
  outer.addEventListener('abort', abort, { once: true })
  if (outer.aborted) abort()
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer)
      timer = setTimeout(abort, patience)
    },
    stop() {
      clearTimeout(timer)
      outer.removeEventListener('abort', abort)
    },
  }
}

/**
 * Reads ahead of its consumer: what a stream has not handed over when it breaks is gone, and between two chunks the
 * consumer waits for the disk.
 */
async function* chunksOf(body: ReadableStream<Uint8Array>, watch: Watch): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader()
  const read: Uint8Array[] = []
  let isOver = false
  let tell = (): void => undefined
  const readAll = async (): Promise<void> => {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      watch.heard()
      read.push(next.value)
      tell()
    }
  }
  const over = (): void => {
    isOver = true
    tell()
  }
  void readAll().then(over, over)
  try {
    for (;;) {
      const chunk = read.shift()
      if (chunk !== undefined) yield chunk
      else if (isOver) return
      else await new Promise<void>((resolve) => (tell = resolve))
    }
  } finally {
    watch.stop()
    await reader.cancel().catch(() => undefined)
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.headers.get('content-type')?.includes('json') !== true) return undefined
  return response.json().catch(() => undefined)
}
const isSyncResponse = (body: unknown): body is SyncResponse => {
  const { now, results } = (body ?? {}) as Partial<SyncResponse>
  return typeof now === 'string' && Array.isArray(results)
}
const codeOf = (body: unknown): ErrorCode | undefined =>
  (body as { error?: { code?: ErrorCode } } | null | undefined)?.error?.code

function failureOf(response: Response, body: unknown): Failed {
  const code = codeOf(body)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfter = Number.isFinite(seconds) && seconds > 0 ? { retryAfter: seconds * 1000 } : {}
  // A proxy of ours may cut a body off with its own words; no captive portal does.
  if (code === undefined) return { failed: response.status === 413 ? 'rejected' : 'network', ...retryAfter }
  switch (response.status) {
    case 400:
    case 500:
      return { failed: 'rejected' }
    case 401:
      return { failed: 'signed_out' }
    case 403:
      return { failed: code === 'revoked' ? 'revoked' : 'refused' }
    case 409:
      return { failed: code === 'other_account' ? 'other_account' : 'refused' }
    case 413:
      if (code === 'scope_too_large') return { failed: code }
      return { failed: code === 'too_large' ? 'rejected' : 'refused' }
    case 429:
    case 503:
      return { failed: 'busy', ...retryAfter }
    case 502:
    case 504:
      return { failed: 'network', ...retryAfter }
    default:
      return { failed: 'refused' }
  }
}
