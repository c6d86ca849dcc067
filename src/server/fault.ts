/** What can go wrong around the server without being anybody's mistake. */
export type FaultKind =
  | 'disk_full'
  | 'busy'
  | 'damaged'
  | 'held_by_another'
  | 'unreachable'
  | 'unsuited'
  | 'foreign'
  | 'newer'
  | 'not_writable'
  | 'not_readable'
  | 'exists'
  | 'port'

/** A failure of the surroundings, raised at the edge only; `retry` says whether the same request can succeed later. */
export class Fault extends Error {
  readonly kind: FaultKind
  readonly retry: 'later' | 'never'
  constructor(kind: FaultKind, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'Fault'
    this.kind = kind
    this.retry = kind === 'disk_full' || kind === 'busy' ? 'later' : 'never'
  }
}
