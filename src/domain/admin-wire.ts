import type { GridId, Instant, PersonId } from './ids.ts'
import type { RefusalCode } from './refusal.ts'

/** What coordinators ask of the server besides giving commands: POST /api/admin, answered and kept nowhere on the phone. */

/** A browser in which somebody has signed in. */
export interface Device {
  /** Names the session and opens nothing. */
  readonly id: string
  readonly since: Instant
  /** When it last spoke to the server, and what it told of itself then; null where it never did. */
  readonly heardAt: Instant | null
  readonly build: string | null
  readonly unsent: number | null
  readonly isThis: boolean
  /** Signed out there, or taken away by a coordinator. */
  readonly ended?: { readonly at: Instant; readonly isTaken: boolean }
}
export interface Account {
  readonly devices: readonly Device[]
  /** Until when a code that was given and not yet used works. */
  readonly codeUntil: Instant | null
  readonly hasPassphrase: boolean
}

/** So many households, and the people who live in them. */
export interface Count {
  readonly households: number
  readonly people: number
}
/** What of a grid somebody begins or ceases to see. */
export interface Share extends Count {
  readonly grid: GridId
}
export interface Access {
  readonly person: PersonId
  readonly gains: readonly Share[]
  readonly loses: readonly Share[]
}
/** What a command would do, were it given now. */
export interface Preview {
  readonly refused?: RefusalCode
  /** The day from which it is so. */
  readonly from: string
  /** What comes to hang elsewhere. */
  readonly moved: Count
  /** Whoever loses most comes first. */
  readonly access: readonly Access[]
}
