import { decideOutbox, type Outbox } from './decide-outbox.ts'
import { OUTBOX_PAYLOADS, understandOutbox } from './outbox-commands.ts'
import type { Rules } from './rules.ts'

/** The rules of everything that anybody does on a phone. */
export const ALL_RULES: Rules = {
  knows: (type) => Object.hasOwn(OUTBOX_PAYLOADS, type),
  understand: understandOutbox,
  decide: (see, command, context) => decideOutbox(see, command as Outbox, context),
}
