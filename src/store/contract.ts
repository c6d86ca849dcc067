import type { Command, NewCommand } from '../domain/commands.ts'
import type { AccountId, CommandId, Instant } from '../domain/ids.ts'
import type { Kind, Row, RowOf } from '../domain/nouns.ts'
import type { RefusalCode, Refused } from '../domain/refusal.ts'
import type { See } from '../domain/see.ts'
import type { Session } from '../domain/wire.ts'

/** How far a record has come: on this phone, sent, received by the server. Green belongs to `received` alone. */
export type RecordState = 'phone' | 'sent' | 'received'

/**
 * What screens read: the mirror of what the server said with the outbox replayed over it, in memory.
 * A view never changes; every change of the store makes a new one.
 */
export interface View extends See {
  all<K extends Kind>(kind: K): readonly RowOf<K>[]
  /** The least advanced command that touches the row; `received` when none is pending. */
  stateOf(row: Pick<Row, 'kind' | 'id'>): RecordState
  /** own: the packs of own posts are readable; all: every pack of the scope. */
  readonly loaded: 'none' | 'own' | 'all'
}

/** A command that has not been settled by the server, oldest first. */
export interface Waiting {
  readonly command: Command
  readonly state: RecordState
  readonly savedAt: Instant
  /** What people called the door at the tap: its pack may be gone when this is shown. */
  readonly place?: string
  /** It has surely not left the phone: undo will take it back. */
  readonly mayUndo: boolean
}
/** A command the server refused, holds or could not take: stays until the person settles it. */
export interface Attention {
  readonly command: Command
  readonly status: 'refused' | 'held'
  readonly code: RefusalCode
  readonly at: Instant
  readonly place?: string
}
/** A half-filled form, saved on every keystroke. */
export interface Draft {
  /** The id of the command the form will make. */
  readonly id: CommandId
  readonly form:
    | ('visit' | 'household' | 'resident' | 'movein' | 'person' | 'building' | 'door')
    | ('finish' | 'check' | 'card' | 'task' | 'why')
  /** The record the form is about. */
  readonly of: string
  readonly at: Instant
  readonly fields: Readonly<Record<string, unknown>>
}
/** Why the last round did not go through; the person is told in words, with what to do. */
export type Trouble =
  | 'offline'
  | 'server'
  | 'signed_out'
  | 'revoked'
  | 'other_account'
  | 'storage_full'
  | 'storage_lost'
  | 'upgrade'
  | 'scope_too_large'

export interface Status {
  readonly session: Session
  /** False until the first sync has ended with a pull: before, no due list, count or search is shown. */
  readonly complete: boolean
  /** Packs arrived of packs in all, during a first sync. */
  readonly progress: { readonly done: number; readonly of: number } | null
  /** The server's time of the last finished pull. */
  readonly freshAt: Instant | null
  readonly waiting: readonly Waiting[]
  readonly attention: readonly Attention[]
  readonly drafts: readonly Draft[]
  readonly syncing: boolean
  readonly trouble: Trouble | null
  /** Server time minus phone time in milliseconds, as of the last round. */
  readonly clockOffset: number
}

export type Acted = { readonly saved: true } | Refused | { readonly failed: 'storage_full' | 'storage_lost' }

/** One account's store on this device. Every method that writes ends after its transaction has committed, strictly. */
export interface Store {
  readonly account: AccountId
  view(): View
  status(): Status
  /** Called after every new view or status; returns the way to stop. */
  onChange(listener: () => void): () => void
  /** T1: judged against the view, then one outbox row. The same id twice saves once. Also drops the draft of that id. */
  act(command: NewCommand): Promise<Acted>
  /** Takes back a command that has not left the phone; false when it has. */
  undo(command: CommandId): Promise<boolean>
  saveDraft(draft: Draft): Promise<void>
  dropDraft(id: CommandId): Promise<void>
  /** The person has settled a refused or held command: it leaves the list (the server keeps its own record). */
  dismiss(command: CommandId): Promise<void>
  close(): void
}
