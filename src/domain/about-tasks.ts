import type { Understood } from './commands.ts'
import type { Decision, Of, Touched } from './decide.ts'
import { decideClaim } from './decide-claim.ts'
import { decideCard, decideDesk } from './decide-desk.ts'
import { editTask, publishTask } from './decide-task.ts'
import type { Context, See } from './see.ts'
import { TASK_PAYLOADS } from './task-commands.ts'

type AboutTasks = Of<keyof typeof TASK_PAYLOADS>
export const isAboutTasks = (command: Understood): command is AboutTasks => Object.hasOwn(TASK_PAYLOADS, command.type)

/** A task with all that its places are given by; the server alone reads the whole of it. */
const taskTouched = (task: string): Touched => ({
  kind: 'task',
  id: task,
  under: ['seat', 'holding', 'contact', 'disclosure', 'sheet'],
})
const OWN_CLAIMS: Touched = { hanging: 'claim', on: null }
const OWN_CARD: Touched = { hanging: 'volunteer', on: null }
const cardOf = (person: string): Touched => ({ hanging: 'card', on: person })

/** As touches, of commands about tasks, claims and volunteers. */
export function tasksTouched(command: AboutTasks): readonly Touched[] {
  switch (command.type) {
    case 'task.change':
    case 'task.close':
    case 'task.cancel':
      return [taskTouched(command.payload.task)]
    case 'task.claim':
    case 'claim.answer':
      return [taskTouched(command.payload.task), OWN_CLAIMS, OWN_CARD]
    case 'claim.release':
    case 'claim.extend':
    case 'step.tick':
    case 'task.finish':
      return [taskTouched(command.payload.task), OWN_CLAIMS]
    case 'claim.handover':
      return [taskTouched(command.payload.task), OWN_CLAIMS, cardOf(command.payload.person)]
    case 'claim.assign':
      return [taskTouched(command.payload.task), cardOf(command.payload.person)]
    case 'claim.swap': {
      const { task, claim, person } = command.payload
      return [taskTouched(task), { kind: 'holding', id: claim, under: [] }, cardOf(person)]
    }
    case 'claim.override':
    case 'task.verify':
    case 'task.unverify':
    case 'task.correct':
      return [taskTouched(command.payload.task), { kind: 'holding', id: command.payload.claim, under: [] }]
    case 'volunteer.edit':
      return [OWN_CARD, { hanging: 'card', on: null }, OWN_CLAIMS]
    case 'card.edit':
      return [cardOf(command.payload.person), { hanging: 'claim', on: command.payload.person }]
    case 'task.publish':
      return []
    default: {
      const never: never = command
      return never
    }
  }
}

/** As decide, of commands about tasks, claims and volunteers. */
export function decideAboutTasks(see: See, command: AboutTasks, context: Context): Decision {
  switch (command.type) {
    case 'task.publish':
      return publishTask(see, command, context)
    case 'task.change':
    case 'task.close':
    case 'task.cancel':
      return editTask(see, command, context)
    case 'task.claim':
    case 'claim.release':
    case 'claim.extend':
    case 'claim.answer':
    case 'claim.handover':
    case 'step.tick':
    case 'task.finish':
      return decideClaim(see, command, context)
    case 'claim.assign':
    case 'claim.override':
    case 'claim.swap':
    case 'task.verify':
    case 'task.unverify':
    case 'task.correct':
      return decideDesk(see, command, context)
    case 'volunteer.edit':
    case 'card.edit':
      return decideCard(see, command, context)
    default: {
      const never: never = command
      return never
    }
  }
}
