import type { Command } from '../../domain/commands.ts'
import type { CommandId } from '../../domain/ids.ts'
import type { Draft } from '../../store/contract.ts'

/** A visit taken back becomes the half-filled form it came from, under a new id. */
export function restoreDraft(command: Command, id: CommandId): Draft {
  const fields = command.payload as Readonly<Record<string, unknown>>
  return { id, form: 'visit', of: String(fields['household']), at: command.happenedAt, fields }
}
