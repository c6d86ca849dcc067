import { decideAboutTasks, isAboutTasks } from './about-tasks.ts'
import type { Understood } from './commands.ts'
import type { Decision, Of } from './decide.ts'
import { decideCore } from './decide-core.ts'
import { addDoor, editDoor } from './doors.ts'
import { decideEdit } from './edit.ts'
import { decideMerge } from './merge.ts'
import { OUTBOX_PAYLOADS } from './outbox-commands.ts'
import { addHousehold, addResident, moveResident } from './register.ts'
import type { Context, See } from './see.ts'
import { decideSettle } from './settling.ts'

/** What a phone may hold until it is sent. */
export type Outbox = Of<keyof typeof OUTBOX_PAYLOADS>
export const isOutbox = (command: Understood): command is Outbox => Object.hasOwn(OUTBOX_PAYLOADS, command.type)

/** As decide, for all that phones do: administration is judged where it is given. */
export function decideOutbox(see: See, command: Outbox, context: Context): Decision {
  if (isAboutTasks(command)) return decideAboutTasks(see, command, context)
  switch (command.type) {
    case 'household.add':
      return addHousehold(see, command, context)
    case 'resident.add':
      return addResident(see, command)
    case 'resident.move':
      return moveResident(see, command)
    case 'register.merge':
    case 'register.part':
      return decideMerge(see, command, context)
    case 'building.edit':
      return decideEdit(see, command, context)
    case 'conflict.settle':
      return decideSettle(see, command, context)
    case 'door.add':
      return addDoor(see, command)
    case 'door.edit':
      return editDoor(see, command)
    default:
      return decideCore(see, command, context)
  }
}
