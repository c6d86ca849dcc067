import type { Signal } from '@preact/signals'
import type { PayloadOf } from '../domain/commands.ts'
import type { HistoryAnswer, HistoryRequest } from '../domain/history.ts'
import type { CommandId } from '../domain/ids.ts'
import type { ImportChoices, ImportJob, ImportSource } from '../domain/import-wire.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import type { ErrorCode, Proof } from '../domain/wire.ts'
import type { Store } from '../store/contract.ts'

/** What screens may ask of the outside besides reading the store; main.tsx hands it in. */
export interface Doors {
  /** The signed-in person's store; null while nobody is signed in. */
  readonly store: Signal<Store | null>
  now(): number
  newId(): CommandId
  /** By a code, a passphrase or the set-up link; needs the network. */
  signIn(proof: Proof): Promise<'ok' | 'offline' | 'storage_full' | ErrorCode>
  /** Sends what waits first; `unsent` is how many could not be sent. With `leave` it signs out all the same: the work stays sealed for that account. */
  signOut(options: { readonly leave: boolean }): Promise<{ readonly unsent: number }>
  /**
   * The coordinator's word on a held command: online only, asked of the server and kept nowhere on the phone. With the
   * same id the same word is given once. What comes of it arrives with the next round, which is asked for.
   */
  judgeHeld(id: CommandId, word: PayloadOf<'held.judge'>): Promise<'ok' | 'offline' | RefusalCode | ErrorCode>
  /** What a record went through; asked of the server, and kept nowhere. */
  askHistory(of: HistoryRequest): Promise<HistoryAnswer | 'offline' | ErrorCode>
  /** Asks for a round now; what comes of it shows in the store's status. */
  syncNow(): void
  /** A new version waits; it is applied only when the person says so. */
  readonly updateWaits: Signal<boolean>
  applyUpdate(): void
  /** Bringing files in; fetched when wanted, needs the network. */
  importing(): Promise<ImportDoor>
  /** A coordinator's administration; fetched when wanted, needs the network. */
  office(): Promise<OfficeDoor>
  readiness(): Promise<Readiness>
  /** Present while the browser offers to install. */
  readonly install: Signal<(() => Promise<void>) | null>
}
/** How a step of an import came out: the job as it stands, or why not. */
export type ImportAnswer = { readonly job: ImportJob } | { readonly error: ErrorCode | 'offline' }
/** One file on its way into the register. Nothing is written before it is confirmed. */
export interface ImportDoor {
  sendImport(
    source: ImportSource,
    file: Blob,
    watch: { readonly signal: AbortSignal; onSent(bytes: number): void },
  ): Promise<ImportAnswer>
  askImport(id: string): Promise<ImportAnswer>
  chooseImport(id: string, choices: ImportChoices): Promise<ImportAnswer>
  confirmImport(id: string, shown: { readonly digest: string; readonly acceptGoodRows: boolean }): Promise<ImportAnswer>
  stopImport(id: string): Promise<unknown>
}
/** What came of asking the server at once. */
export type Asked<T> = { readonly ok: T } | { readonly error: ErrorCode | 'offline' }
/** Administration is online only: what is asked and given here lies in no outbox. */
export interface OfficeDoor {
  askOffice<T extends object>(act: {
    readonly type: string
    readonly payload: unknown
    readonly id?: CommandId
    readonly preview?: true
  }): Promise<Asked<T>>
  choosePassphrase(named: { readonly name: string; readonly passphrase: string }): Promise<Asked<{ readonly ok: true }>>
}
/** What the ready-to-go check cannot read from the store. */
export interface Readiness {
  /** The app opens without network: the worker is active and the shell cached. */
  readonly shellCached: boolean
  /** The browser promised not to clear the store by itself. */
  readonly persisted: boolean
  readonly installed: boolean
  /** Bytes free for this app by the browser's estimate; null where it does not tell. */
  readonly freeBytes: number | null
}
