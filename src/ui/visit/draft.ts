import type { Command } from '../../domain/commands.ts'
import { type CommandId, type Instant, millisOf } from '../../domain/ids.ts'
import type { Draft } from '../../store/contract.ts'

/** A time that lies further back was typed, not taken from the moment of saving. */
const TYPED_AFTER_MS = 60_000

/**
 * A visit taken back becomes the half-filled form it came from, under a new id. Its time comes along where it was
 * typed, or where it is not known when it was saved.
 */
export function restoreDraft(command: Command, id: CommandId, savedAt?: Instant): Draft {
  const payload = command.payload as Readonly<Record<string, unknown>>
  const isOwnTime = savedAt === undefined || millisOf(savedAt) - millisOf(command.happenedAt) > TYPED_AFTER_MS
  return {
    id,
    form: 'visit',
    of: String(payload['household']),
    at: savedAt ?? command.happenedAt,
    fields: isOwnTime ? { ...payload, at: command.happenedAt } : payload,
  }
}
