import { ADMIN_PAYLOADS, type AdminCommand, decideAdmin, touchesOfAdmin } from './admin.ts'
import {
  type Command,
  type CommandClass,
  type CommandType,
  PAYLOADS,
  readBy,
  type Understood,
  type Unreadable,
} from './commands.ts'
import { type Decision, decide, type Touched, touches } from './decide.ts'
import type { Context, See } from './see.ts'

/** What a phone may keep and what is online only, together: the server's side of `understand`, `decide` and `touches`. */
export const EVERY_PAYLOAD = { ...PAYLOADS, ...ADMIN_PAYLOADS } as const

export const COMMAND_CLASS: Readonly<Record<CommandType, CommandClass>> = {
  'visit.log': 'fact',
  'household.look': 'fact',
  'household.edit': 'edit',
  'resident.edit': 'edit',
  'conflict.settle': 'edit',
  'post.give': 'admin',
  'post.end': 'admin',
  'household.move': 'admin',
  'building.move': 'admin',
  'held.judge': 'admin',
}
export const isKnownType = (type: string): type is CommandType => Object.hasOwn(EVERY_PAYLOAD, type)
const isAdmin = (command: Understood): command is AdminCommand => Object.hasOwn(ADMIN_PAYLOADS, command.type)

/** As `understand`, for whatever may reach a server. */
export const understandAny = (command: Command): Understood | Unreadable =>
  readBy(EVERY_PAYLOAD, command) as Understood | Unreadable

/** As `decide`, for whatever may reach a server. */
export const decideAny = (see: See, command: Understood, context: Context): Decision =>
  isAdmin(command) ? decideAdmin(see, command, context) : decide(see, command, context)

/** The rows a command may read or change, apart from pack c, which both sides always hold whole. */
export const touchesAny = (command: Understood): readonly Touched[] =>
  isAdmin(command) ? touchesOfAdmin(command) : touches(command)
