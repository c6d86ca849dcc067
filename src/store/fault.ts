/** What the edges (disk, network) may fail with; everything else that throws is a bug. */
export type FaultKind = 'storage_full' | 'storage_lost' | 'upgrade'

const RETRY: Readonly<Record<FaultKind, 'later' | 'never' | 'after-update'>> = {
  storage_full: 'later',
  storage_lost: 'never',
  upgrade: 'after-update',
}

export class Fault extends Error {
  readonly kind: FaultKind
  readonly retry: 'later' | 'never' | 'after-update'

  constructor(kind: FaultKind, cause?: unknown) {
    super(kind, { cause })
    this.name = 'Fault'
    this.kind = kind
    this.retry = RETRY[kind]
  }
}

/** The causes of an error, outermost first: Dexie hides the browser's own error in `inner`, `cause` or `failures`. */
function* causesOf(error: unknown): Generator<{ name?: unknown }> {
  let at: unknown = error
  for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth++) {
    const one = at as { name?: unknown; inner?: unknown; cause?: unknown; failures?: readonly unknown[] }
    yield one
    at = one.inner ?? one.cause ?? one.failures?.[0]
  }
}
/** The disk has no room for it. */
export const isFull = (error: unknown): boolean => [...causesOf(error)].some((one) => one.name === 'QuotaExceededError')

/** Names of errors that the disk raises (Dexie's and the browser's); others are our bugs and pass through. */
const STORAGE_ERRORS = new Set([
  'AbortError',
  'DatabaseClosedError',
  'DataCloneError',
  'InvalidStateError',
  'MissingAPIError',
  'NotFoundError',
  'OpenFailedError',
  'QuotaExceededError',
  'ReadError',
  'TimeoutError',
  'TransactionInactiveError',
  'UnknownError',
  'VersionError',
])
export const isStorageError = (error: unknown): boolean =>
  [...causesOf(error)].some((one) => typeof one.name === 'string' && STORAGE_ERRORS.has(one.name))
