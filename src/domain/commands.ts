import * as v from 'valibot'
import type { ADMIN_PAYLOADS } from './admin-commands.ts'
import { day, householdSet, id, persons, residentSet, text, word } from './fields.ts'
import type { CommandId, Instant } from './ids.ts'
import type { REGISTER_PAYLOADS } from './register-commands.ts'
import type { TASK_PAYLOADS } from './task-commands.ts'
import { STEPS, upcast } from './upcast.ts'

/**
 * Every change is a command. Facts happened and are never refused for business reasons; requests may be
 * refused with a reason; edits merge field by field; administration is online only and never in an outbox.
 */
export type CommandClass = 'fact' | 'request' | 'edit' | 'admin'

const raisedNeed = v.object({ category: word, text: v.optional(text, '') })

/**
 * Payload schemas by type, of COMMAND_VERSION: older payloads are brought up to it (upcast.ts), newer ones held. These
 * are what a leader does on every round and are at hand when the page opens; all-commands.ts has them all.
 */
export const CORE_PAYLOADS = {
  'visit.log': v.object({
    household: id,
    outcome: word,
    method: word,
    purpose: word,
    persons: v.optional(persons, []),
    observations: v.optional(v.record(word, v.picklist(['fine', 'mind'])), {}),
    words: v.optional(text),
    note: v.optional(text),
    needs: v.optional(v.pipe(v.array(raisedNeed), v.maxLength(12)), []),
    nextOn: v.optional(day),
  }),
  /** Full names and phones of a household were shown to somebody who does not visit there: changes nothing, is kept. */
  'household.look': v.object({ household: id }),
  'household.edit': v.object({ household: id, set: householdSet }),
  'resident.edit': v.object({ resident: id, household: id, set: residentSet }),
} as const

export type Payloads = typeof CORE_PAYLOADS & typeof REGISTER_PAYLOADS & typeof ADMIN_PAYLOADS & typeof TASK_PAYLOADS
export type CommandType = keyof Payloads
export type PayloadOf<T extends CommandType> = v.InferOutput<Payloads[T]>

export const COMMAND_CLASS: Readonly<Record<CommandType, CommandClass>> = {
  'visit.log': 'fact',
  'household.look': 'fact',
  'household.edit': 'edit',
  'resident.edit': 'edit',
  'household.add': 'edit',
  'resident.add': 'edit',
  'resident.move': 'edit',
  'register.merge': 'edit',
  'register.part': 'edit',
  'building.edit': 'edit',
  'door.add': 'edit',
  'door.edit': 'edit',
  'conflict.settle': 'edit',
  'post.give': 'admin',
  'post.end': 'admin',
  'post.hand_over': 'admin',
  'person.rename': 'admin',
  'grid.add': 'admin',
  'grid.rename': 'admin',
  'vocabulary.edit': 'admin',
  'household.move': 'admin',
  'held.judge': 'admin',
  'task.publish': 'request',
  'task.change': 'request',
  'task.close': 'request',
  'task.cancel': 'request',
  'task.claim': 'request',
  'claim.release': 'request',
  'claim.extend': 'request',
  'claim.answer': 'request',
  'claim.handover': 'request',
  'claim.assign': 'request',
  'claim.override': 'request',
  'claim.swap': 'request',
  'step.tick': 'fact',
  'task.finish': 'fact',
  'task.verify': 'request',
  'task.unverify': 'request',
  'task.correct': 'request',
  'volunteer.edit': 'edit',
  'card.edit': 'edit',
  'grid.redraw': 'admin',
  'redraw.withdraw': 'admin',
  'facility.set': 'admin',
}

/** A command as it lies in an outbox and travels; payload is judged by its type's schema. */
export interface Command {
  /** UUIDv7 drawn when the form opens: a double tap is the same command. */
  readonly id: CommandId
  /** Orders the commands of one store. */
  readonly n: number
  readonly type: string
  readonly v: number
  /** By the phone's clock. */
  readonly happenedAt: Instant
  /** Commands of the same outbox that must be accepted first. */
  readonly needs: readonly CommandId[]
  /** For edits: per field, the command that wrote the value the person saw. */
  readonly seen: Readonly<Record<string, CommandId>>
  readonly payload: unknown
}
export type NewCommand = Omit<Command, 'n'>
export const COMMAND_VERSION = 1
export const PAYLOAD_LIMIT = 16 * 1024

export const isKnownType = (type: string): type is CommandType => Object.hasOwn(COMMAND_CLASS, type)

/** A command whose type, version and payload this build understands. */
export type Understood = {
  [T in CommandType]: Omit<Command, 'payload' | 'type'> & { readonly type: T; readonly payload: PayloadOf<T> }
}[CommandType]

/** Reads a command's payload by its type; the reason is a code, never the payload's text. */
export function understandBy(
  payloads: Partial<Payloads>,
  command: Command,
): Understood | { readonly bad: 'unknown_type' | 'future_version' | 'bad_payload' } {
  const { type, payload } = command
  const schema = isKnownType(type) ? payloads[type] : undefined
  if (!isKnownType(type) || schema === undefined) return { bad: 'unknown_type' }
  if (command.v > COMMAND_VERSION) return { bad: 'future_version' }
  const current = upcast(STEPS, { type, payload }, { from: command.v, to: COMMAND_VERSION })
  const parsed = v.safeParse(schema, current)
  if (!parsed.success) return { bad: 'bad_payload' }
  return { ...command, payload: parsed.output } as Understood
}
