import { CORE_PAYLOADS, type Command, isKnownType, type Understood, understandBy } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { decideCore } from './decide-core.ts'
import type { Context, See } from './see.ts'

/** What a judge goes by: how payloads are read, and what becomes of them. */
export interface Rules {
  /** Whether commands of this type are judged by these rules. */
  knows(type: string): boolean
  understand(command: Command): ReturnType<typeof understandBy>
  /** As decide; only for commands that were understood by these very rules. */
  decide(see: See, command: Understood, context: Context): Decision
}

/** The rules of a leader's round. All others are loaded when a command first asks for them (all-rules.ts). */
export const CORE_RULES: Rules = {
  knows: (type) => Object.hasOwn(CORE_PAYLOADS, type),
  understand: (command) => understandBy(CORE_PAYLOADS, command),
  decide: (see, command, context) => decideCore(see, command as Of<keyof typeof CORE_PAYLOADS>, context),
}

/**
 * The rules by which a command of this type is judged: those at hand where they do, else all there are, which come as
 * one more file of the page. Rejects where that cannot be had (it was never fetched, and there is no network).
 */
export const rulesFor = async (type: string, atHand: Rules): Promise<Rules> =>
  atHand.knows(type) || !isKnownType(type) ? atHand : (await import('./all-rules.ts')).ALL_RULES
