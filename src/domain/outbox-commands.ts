import { CORE_PAYLOADS, type Command, understandBy } from './commands.ts'
import { REGISTER_PAYLOADS } from './register-commands.ts'
import { TASK_PAYLOADS } from './task-commands.ts'

/** Every payload that may lie in a phone's outbox: all but administration, which is judged on the server alone. */
export const OUTBOX_PAYLOADS = { ...CORE_PAYLOADS, ...REGISTER_PAYLOADS, ...TASK_PAYLOADS }

/** As understandBy, for all that phones do. */
export const understandOutbox = (command: Command): ReturnType<typeof understandBy> =>
  understandBy(OUTBOX_PAYLOADS, command)
