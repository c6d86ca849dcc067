import type { CommandId } from '../domain/ids.ts'
import type { ErrorCode } from '../domain/wire.ts'

/** What came of asking the server at once: never kept on the phone, never in an outbox. */
type Asked<T> = { readonly ok: T } | { readonly error: ErrorCode | 'offline' }
/** A network that accepts and never answers is none. */
const ANSWER_WITHIN = 20_000

interface Act {
  readonly type: string
  readonly payload: unknown
  /** With the same id the same command is carried out once. */
  readonly id?: CommandId
  /** What it would do; nothing is done. */
  readonly preview?: true
}
export const askOffice = <T extends object>(act: Act): Promise<Asked<T>> => post('/api/admin', act)
export const choosePassphrase = (named: {
  readonly name: string
  readonly passphrase: string
}): Promise<Asked<{ readonly ok: true }>> => post('/api/passphrase', named)

async function post<T extends object>(path: string, body: object): Promise<Asked<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    })
    const answer = (await response.json()) as T | { readonly error: { readonly code: ErrorCode } }
    if ('error' in answer) return { error: answer.error.code }
    // Anything not recognisably ours (a captive portal) is no network.
    return response.ok ? { ok: answer } : { error: 'offline' }
  } catch {
    return { error: 'offline' }
  }
}
