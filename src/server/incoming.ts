import * as v from 'valibot'
import { understand } from '../domain/all-commands.ts'
import { type Command, PAYLOAD_LIMIT, type Understood } from '../domain/commands.ts'
import { type CommandId, type Instant, instantOf, type PersonId } from '../domain/ids.ts'
import type { CommandStatus } from '../domain/nouns.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import { commandShape } from '../domain/wire.ts'
import { canonicalJson, derivedId, hashOf } from './canonical.ts'
import { type CommandRecord, correctTime, type Timed } from './records.ts'

/** How a request came in. */
export interface Arrival {
  readonly author: PersonId
  readonly store: string
  /** Server time minus phone time in milliseconds. */
  readonly clockOffset: number
  readonly receivedAt: Instant
}
/** One command as it came, readable or not: `draft` is what will be kept of it. */
export interface Incoming extends Timed {
  /** The id the phone waits for an answer to. */
  readonly sentId: CommandId
  readonly draft: Omit<CommandRecord, 'status' | 'code' | 'seq' | 'mark'>
  readonly command: Understood | { readonly bad: RefusalCode }
  /** What it was answered before the server's history was replaced, as its phone remembers. */
  readonly was?: CommandStatus
}

/** A clock that is right to two minutes counts as right: then a phone's own times stay as they were shown. */
const CLOCK_TOLERANCE = 120_000
export function offsetOf(phone: Instant, server: number): number {
  const offset = server - Date.parse(phone)
  return Math.abs(offset) < CLOCK_TOLERANCE ? 0 : offset
}

/** Reads each command alone: one that cannot be read is kept with its bytes and blocks no other. */
export function readIncoming(raw: unknown, arrival: Arrival): Incoming {
  const parsed = v.safeParse(commandShape, raw)
  const happened = parsed.success ? Date.parse(parsed.output.happenedAt) : Number.NaN
  if (!parsed.success || Number.isNaN(happened)) return unreadable(raw, arrival)
  const command = { ...parsed.output, happenedAt: instantOf(happened) } as unknown as Command
  const payload = canonicalJson(command.payload ?? null)
  if (payload === undefined) return unreadable({ id: command.id, type: command.type }, arrival)
  const { id, n, type, v: version, happenedAt, needs, seen } = command
  const hash = hashOf(JSON.stringify([type, version, happenedAt, payload]))
  const draft = { ...arrival, id, n, type, v: version, payload, hash, needs, seen, happenedAt }
  const read = payload.length > PAYLOAD_LIMIT ? { bad: 'too_large' as const } : understand(command)
  const { was } = parsed.output
  return { sentId: id, draft, command: read, ...correctTime(draft), ...(was === undefined ? {} : { was }) }
}

function unreadable(raw: unknown, arrival: Arrival): Incoming {
  // What a phone remembers of an earlier answer is no content: with it, the same would be another.
  const said = typeof raw === 'object' && raw !== null && 'was' in raw ? { ...raw, was: undefined } : raw
  const payload = canonicalJson(said) ?? 'null'
  const sent = v.safeParse(
    v.object({ id: commandShape.entries.id, type: v.optional(commandShape.entries.type, '') }),
    raw,
  )
  const id = (sent.success ? sent.output.id : derivedId('unreadable', arrival.author, payload)) as CommandId
  const type = sent.success ? sent.output.type : ''
  const happenedAt = arrival.receivedAt
  const draft = { ...arrival, id, n: 0, type, v: 0, payload, hash: hashOf(payload), needs: [], seen: {}, happenedAt }
  return { sentId: id, draft, command: { bad: 'bad_payload' }, at: happenedAt, clockDoubtful: false }
}

/** A kept command, read again: a newer build may understand what an older one could not. */
export function readAgain(record: CommandRecord): Incoming {
  const { status: _s, code: _c, seq: _q, mark: _m, ...draft } = record
  const payload: unknown = JSON.parse(record.payload)
  const { id, n, type, v: version, happenedAt, needs, seen } = record
  const command = understand({ id, n, type, v: version, happenedAt, needs, seen, payload })
  return { sentId: id, draft, command, ...correctTime(record) }
}
