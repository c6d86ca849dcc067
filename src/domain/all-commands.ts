import { ADMIN_PAYLOADS } from './admin-commands.ts'
import { CORE_PAYLOADS, type Command, type Payloads, understandBy } from './commands.ts'
import { REGISTER_PAYLOADS } from './register-commands.ts'
import { TASK_PAYLOADS } from './task-commands.ts'

/** Every payload schema there is: the server's, and the phone's once it has to do with more than its round. */
export const PAYLOADS: Payloads = { ...CORE_PAYLOADS, ...REGISTER_PAYLOADS, ...ADMIN_PAYLOADS, ...TASK_PAYLOADS }

/** As understandBy, with all payloads. */
export const understand = (command: Command): ReturnType<typeof understandBy> => understandBy(PAYLOADS, command)
