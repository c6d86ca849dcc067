import * as v from 'valibot'
import type { PackSum } from './check.ts'
import type { Command } from './commands.ts'
import type { AccountId, CommandId, CommunityId, Instant, PackId, PersonId } from './ids.ts'
import type { CommandStatus, GridLevel, Kind, Row } from './nouns.ts'
import type { RefusalCode } from './refusal.ts'

/** The conversation between a phone and the server. Only additive changes; PROTOCOL rises when old phones must be told. */
export const PROTOCOL = 1
export const COMMANDS_PER_REQUEST = 500
export const REQUEST_BYTES = 256 * 1024
export const INFLATED_LIMIT = 2 * 1024 * 1024
/** A pull page ends at the first whole seq beyond this many rows. */
export const ROWS_PER_PAGE = 2000

/** A point of the server's history: the seq and its ten-character mark, hash(mark of seq − 1, command id). */
export interface Mark {
  readonly seq: number
  readonly hash: string
}

/** POST /api/sync: one round trip pushes and pulls. */
export interface SyncRequest {
  readonly proto: number
  /** The app's build id: the server may ask for an update. */
  readonly build: string
  readonly account: AccountId
  /** This profile's store; a cloned profile is told apart by command ids, not by this. */
  readonly store: string
  /** The phone's clock now: gives the offset. */
  readonly now: Instant
  /** The highest point known from cursor, ack, staged page or stream; seq 0 with hash '' at first. */
  readonly mark: Mark
  /** Rows up to this seq are applied (or staged, during a pull of several pages). */
  readonly cursor: number
  /** domain/check scopeOf the packs held. */
  readonly scope: string
  /** The one number over all packs differed last time: the sums of all packs are asked for. */
  readonly sums?: boolean
  readonly commands: readonly Command[]
  /** How many wait on this phone, those of this request among them: told to coordinators before a phone is given up. */
  readonly unsent?: number
}

export type ResultStatus = CommandStatus | 'retry'
export interface Result {
  readonly id: CommandId
  readonly status: ResultStatus
  /** 0 for refused commands: they take no place in history. */
  readonly seq: number
  readonly mark: string
  readonly code?: RefusalCode
  /** The id under which it is kept, where this one was known with other content: receipts name that. */
  readonly as?: CommandId
}
export interface Exit {
  readonly seq: number
  readonly kind: Kind
  readonly id: string
  readonly pack: PackId
}
export interface Pull {
  /** The page covers all seqs up to and including this one. */
  readonly to: Mark
  readonly more: boolean
  /**
   * The head when the page was read, where there is more: rows that changed again after `to` are left to the page of
   * their last change, so this one is whole only with a server that knows that change.
   */
  readonly head?: Mark
  readonly rows: readonly Row[]
  /** Rows that left a pack of the scope. */
  readonly exits: readonly Exit[]
}
/** Sums as of pull.to, given when more is false: of the packs touched, or of all where the request asks. */
export interface Check {
  readonly all: number
  readonly packs: readonly (readonly [PackId, PackSum])[]
}
export interface SyncResponse {
  readonly now: Instant
  readonly results: readonly Result[]
  /** With results: as late a point of history as they may tell of. A word on a held command is later than its place. */
  readonly head?: Mark
  readonly pull?: Pull
  readonly check?: Check
  /** The full list of packs, when the request's scope differed. */
  readonly scope?: readonly PackId[]
  /** The server's history is not the phone's: nothing was judged (T4 and T5). `resync` is T5 alone. */
  readonly reset?: 'restored' | 'resync'
  /** This build is too old to go on pulling; pushing goes on. */
  readonly upgrade?: boolean
  /** The scope holds more rows than a phone can: pushing goes on, and nothing is pulled until posts or grid are divided. */
  readonly tooLarge?: boolean
  /** Everything up to this seq lies in a finished backup. */
  readonly safe: number
}

/** POST /api/packs: a stream of frames (below). `have` resumes: packs at those seqs are not sent again. */
export interface PacksRequest {
  readonly account: AccountId
  /** As in SyncRequest; where the server's history has no such point the stream is a head saying `reset`, and its end. */
  readonly mark?: Mark
  /** Undefined for all packs of the scope. */
  readonly want?: readonly PackId[]
  readonly have: readonly (readonly [PackId, number])[]
}
/** First frame of the stream. */
export interface PacksHead {
  readonly now: Instant
  readonly head: Mark
  readonly scope: readonly PackId[]
  /** How many pack frames follow. */
  readonly packs: number
  /** The server's history is not the phone's: no packs follow (T4 and T5). */
  readonly reset?: 'restored'
}
/** Header of each pack frame; the body is gzip of JSON PackBody. */
export interface PackHeader {
  readonly id: PackId
  /** No row of the pack is older than its state at this seq. */
  readonly seq: number
  readonly sum: PackSum
  /** The head when the pack was read, later than the stream's own: what a phone holds must never be ahead of its mark. */
  readonly mark: Mark
}
export interface PackBody {
  readonly id: PackId
  readonly seq: number
  readonly rows: readonly Row[]
}
/**
 * A frame is: one byte sort, four bytes big-endian length of the JSON header, four bytes big-endian length of the
 * body, header, body. Sort 1 head (PacksHead, no body), 2 pack (PackHeader, gzip), 3 end (empty): a stream without
 * its end frame was cut.
 */
export const FRAME = { head: 1, pack: 2, end: 3 } as const
export const FRAME_PREFIX = 9

/** What signs somebody in: POST /api/session. The set-up link is for the first coordinator of a server. */
export type Proof =
  | { readonly code: string }
  | { readonly name: string; readonly passphrase: string }
  | {
      readonly setup: string
      readonly community: string
      readonly level: GridLevel
      readonly name: string
      readonly passphrase: string
    }
/** Who is signed in: GET and POST /api/session. */
export interface Session {
  readonly account: AccountId
  readonly person: PersonId
  readonly name: string
  readonly community: CommunityId
  readonly communityName: string
}
/** Every error answer of /api: a code of this list, never words of the input. */
export interface ErrorAnswer {
  readonly error: { readonly code: ErrorCode }
}
export type ErrorCode =
  | 'bad_request'
  | 'too_large'
  | 'signed_out'
  | 'revoked'
  | 'other_account'
  | 'code_unknown'
  | 'code_used'
  | 'passphrase_wrong'
  | 'passphrase_weak'
  | 'name_taken'
  | 'forbidden'
  | 'not_found'
  | 'origin'
  | 'too_many'
  | 'busy'
  | 'disk_full'
  | 'failed'
  | 'scope_too_large'

const uuid = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/))
const instant = v.pipe(v.string(), v.isoTimestamp())
const short = v.pipe(v.string(), v.maxLength(80))
// Larger numbers than a column of the server holds are no counts.
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** The envelope only: each command is parsed alone (commandShape), so that one bad command never blocks the others. */
export const syncEnvelope = v.object({
  proto: count,
  build: short,
  account: short,
  store: short,
  now: instant,
  mark: v.object({ seq: count, hash: short }),
  cursor: count,
  scope: short,
  sums: v.optional(v.boolean()),
  unsent: v.optional(count),
  commands: v.pipe(v.array(v.unknown()), v.maxLength(COMMANDS_PER_REQUEST)),
})
export const commandShape = v.object({
  id: uuid,
  n: count,
  type: v.pipe(v.string(), v.maxLength(60)),
  v: count,
  happenedAt: instant,
  needs: v.pipe(v.array(uuid), v.maxLength(50)),
  seen: v.record(v.pipe(v.string(), v.maxLength(60)), v.pipe(v.string(), v.maxLength(80))),
  payload: v.unknown(),
  was: v.optional(v.picklist(['ok', 'conflict', 'refused', 'held'])),
})
/** A pack's name is made of up to four ids. */
const packName = v.pipe(v.string(), v.maxLength(400))
export const packsEnvelope = v.object({
  account: short,
  mark: v.optional(v.object({ seq: count, hash: short })),
  want: v.optional(v.array(packName)),
  have: v.array(v.tuple([packName, count])),
})
