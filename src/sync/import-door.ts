import type { ImportChoices, ImportJob, ImportSource } from '../domain/import-wire.ts'
import type { ErrorCode } from '../domain/wire.ts'

/** How a step came out: the job as it stands, or why not. */
type ImportAnswer = { readonly job: ImportJob } | { readonly error: ErrorCode | 'offline' }
const OFFLINE: ImportAnswer = { error: 'offline' }
/** Every question but the file itself is answered at once; after so long nothing comes any more. */
const PATIENCE_MS = 20_000

/** Sends a file and begins its job; tells how many bytes have left. Stopped by the signal it answers offline. */
export function sendImport(
  source: ImportSource,
  file: Blob,
  watch: { readonly signal: AbortSignal; onSent(bytes: number): void },
): Promise<ImportAnswer> {
  return new Promise((resolve) => {
    // fetch does not tell how much of a body has left.
    const request = new XMLHttpRequest()
    request.open('POST', `/api/import?source=${source}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => watch.onSent(loaded)
    request.onload = () => resolve(readAnswer(request.status, request.response))
    request.onerror = () => resolve(OFFLINE)
    request.onabort = () => resolve(OFFLINE)
    watch.signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
export const askImport = (id: string): Promise<ImportAnswer> => ask('GET', id)
export const chooseImport = (id: string, choices: ImportChoices): Promise<ImportAnswer> =>
  ask('POST', `${id}/choices`, choices)
export const confirmImport = (
  id: string,
  shown: { readonly digest: string; readonly acceptGoodRows: boolean },
): Promise<ImportAnswer> => ask('POST', `${id}/confirm`, shown)
/** Nothing is left of the file afterwards; without network the server forgets it by itself. */
export const stopImport = (id: string): Promise<unknown> => ask('DELETE', id)

async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<ImportAnswer> {
  try {
    const response = await fetch(`/api/import/${path}`, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    return readAnswer(response.status, response.status === 204 ? null : await response.json())
  } catch {
    return OFFLINE
  }
}
/** Anything not recognisably ours (a captive portal) is no network. */
function readAnswer(status: number, body: unknown): ImportAnswer {
  if (typeof body !== 'object' || body === null) return OFFLINE
  if (status < 300 && 'stage' in body) return { job: body as ImportJob }
  const { error } = body as { readonly error?: { readonly code?: ErrorCode } }
  return error?.code === undefined ? OFFLINE : { error: error.code }
}
