import { PAYLOADS, understand } from './all-commands.ts'
import { decide } from './decide.ts'
import type { Rules } from './rules.ts'

/** The rules of everything anybody does. */
export const ALL_RULES: Rules = { knows: (type) => Object.hasOwn(PAYLOADS, type), understand, decide }
