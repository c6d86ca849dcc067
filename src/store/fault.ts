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
