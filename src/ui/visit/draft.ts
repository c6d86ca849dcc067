import { type CommandId, millisOf } from '../../domain/ids.ts'
import type { Draft, Waiting } from '../../store/contract.ts'

/** A time that lies further back was typed, not taken from the moment of saving. */
const TYPED_AFTER_MS = 60_000

/** A visit taken back becomes the half-filled form it came from, under a new id. */
export function restoreDraft({ command, savedAt }: Waiting, id: CommandId): Draft {
  const payload = command.payload as Readonly<Record<string, unknown>>
  const wasTyped = millisOf(savedAt) - millisOf(command.happenedAt) > TYPED_AFTER_MS
  return {
    id,
    form: 'visit',
    of: String(payload['household']),
    at: savedAt,
    fields: wasTyped ? { ...payload, at: command.happenedAt } : payload,
  }
}
