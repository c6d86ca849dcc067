import type { CORE_PAYLOADS } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { decideEdit } from './edit.ts'
import type { Context, See } from './see.ts'
import { decideVisit } from './visit.ts'

type CoreType = keyof typeof CORE_PAYLOADS

/** As decide, for what a leader does on every round: the rules at hand when the page opens. */
export function decideCore(see: See, command: Of<CoreType>, context: Context): Decision {
  switch (command.type) {
    case 'visit.log':
      return decideVisit(see, command, context)
    case 'household.look':
      return decideLook(see, command)
    case 'household.edit':
    case 'resident.edit':
      return decideEdit(see, command, context)
    default: {
      const never: never = command
      return never
    }
  }
}

/** A look changes no row: that it was kept, by whom and when, is the command's own place in the history. */
function decideLook(see: See, { payload }: Of<'household.look'>): Decision {
  return see('household', payload.household) === undefined
    ? { unknown: { kind: 'household', id: payload.household } }
    : { changes: [] }
}
