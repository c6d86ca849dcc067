import { ADMIN_PAYLOADS } from './admin-commands.ts'
import { type Command, type Payloads, understandBy } from './commands.ts'
import { OUTBOX_PAYLOADS } from './outbox-commands.ts'

/** Every payload schema there is: the server's. */
export const PAYLOADS: Payloads = { ...OUTBOX_PAYLOADS, ...ADMIN_PAYLOADS }

/** As understandBy, with all payloads. */
export const understand = (command: Command): ReturnType<typeof understandBy> => understandBy(PAYLOADS, command)
