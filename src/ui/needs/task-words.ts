import type { Understood } from '../../domain/commands.ts'
import { maskIdentityNumbers } from '../../domain/mask-identity.ts'
import type { See } from '../../domain/see.ts'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'
import type { What } from './what.ts'

const DID = {
  'task.publish': 'what.taskPublish',
  'task.change': 'what.taskChange',
  'task.close': 'what.taskClose',
  'task.cancel': 'what.taskCancel',
  'task.claim': 'what.taskClaim',
  'claim.release': 'what.claimRelease',
  'claim.extend': 'what.claimExtend',
  'claim.answer': 'what.claimAnswer',
  'claim.handover': 'what.claimHandover',
  'claim.assign': 'what.claimAssign',
  'claim.override': 'what.claimOverride',
  'claim.swap': 'what.claimSwap',
  'step.tick': 'what.stepTick',
  'task.finish': 'what.taskFinish',
  'task.verify': 'what.taskVerify',
  'task.unverify': 'what.taskUnverify',
  'task.correct': 'what.taskCorrect',
  'volunteer.edit': 'what.volunteerEdit',
  'card.edit': 'what.cardEdit',
} as const satisfies Partial<Record<Understood['type'], Key>>
export type TaskCommand = Extract<Understood, { type: keyof typeof DID }>
export const isTaskCommand = (command: Understood): command is TaskCommand => Object.hasOwn(DID, command.type)

/** A command about a task or a card: which task, what was done, and everything that was written. */
export function taskWords(see: See, command: TaskCommand): What {
  const { payload, type } = command
  const id = 'task' in payload ? payload.task : undefined
  const title = id === undefined ? undefined : see('task', id)?.body.title
  const own = 'title' in payload ? payload.title : undefined
  const isCard = type === 'volunteer.edit' || type === 'card.edit'
  const quote = 'note' in payload ? payload.note : 'why' in payload ? payload.why : undefined
  const said = quote === undefined || quote.trim() === '' ? undefined : maskIdentityNumbers(quote)
  const minutes = 'minutes' in payload ? payload.minutes : undefined
  return {
    place: isCard ? t('what.card') : (title ?? own ?? t('what.unknownTask')),
    household: undefined,
    ...(id === undefined || title === undefined ? {} : { task: id }),
    did: t(DID[type]),
    quote: said,
    typed: [
      ...(type === 'step.tick' ? [[t('what.step'), stepOf(see, command)] as const] : []),
      ...(minutes === undefined ? [] : [[t('what.minutes'), String(minutes)] as const]),
      ...(said === undefined ? [] : [[t('what.note'), said] as const]),
      ...cardWords(command),
    ],
  }
}
const stepOf = (see: See, { payload }: Extract<TaskCommand, { type: 'step.tick' }>): string =>
  see('task', payload.task)?.body.steps.find((step) => step.id === payload.step)?.text ?? payload.step

/** Whatever was written on the card by hand; chosen terms are not lost with it. */
function cardWords(command: TaskCommand): readonly (readonly [string, string])[] {
  if (command.type !== 'volunteer.edit' && command.type !== 'card.edit') return []
  const { will, limits } = command.payload.set
  return [
    ...(typeof will === 'string' ? [[t('what.cardWill'), maskIdentityNumbers(will)] as const] : []),
    ...(typeof limits === 'string' ? [[t('what.cardLimits'), maskIdentityNumbers(limits)] as const] : []),
  ]
}
