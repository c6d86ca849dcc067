import { endOf } from '../../domain/needs-answer.ts'
import type { See } from '../../domain/see.ts'
import { t } from '../text/text.ts'
import type { MyClaim } from './data.ts'
import { joinNames, sayPerson } from './words.ts'

/** Who has the place now is known to those alone who may read claims by name. */
function holdersOf(see: See, task: string): readonly string[] {
  const seats = see.under('seat', task).flatMap(({ body }) => body.claim ?? [])
  return seats.flatMap((claim) => see('holding', claim)?.body.person ?? []).map((person) => sayPerson(see, person))
}
/** Why a claim has ended by another hand, and by whose, in words. */
export function sayEnd(see: See, { claim, task, standing }: Pick<MyClaim, 'claim' | 'task' | 'standing'>): string {
  const end = endOf(claim.body)
  const name = end === undefined ? '' : sayPerson(see, end.by)
  const why = end?.why ?? ''
  switch (standing) {
    case 'lost': {
      const names = holdersOf(see, task.id)
      return names.length > 0 ? t('task.lostTo', { names: joinNames(names) }) : t('task.lostHow')
    }
    case 'lapsed':
      return t(why === 'unanswered' ? 'task.unanswered' : 'task.lapsed')
    case 'no_show':
      return t('task.noShow', { name, why })
    case 'expired':
      return t('task.expired')
    case 'taken':
      return sayTaken(name, why)
    default:
      return task.body.why === undefined ? t('task.cancelled') : t('task.cancelledWhy', { why: task.body.why })
  }
}
/** Codes are the server's; everything else is what a coordinator wrote. */
function sayTaken(name: string, why: string): string {
  if (why === 'closed') return t('task.takenClosed')
  if (why === 'gone') return t('task.takenGone')
  if (why === 'post_ended') return t('log.postEnded')
  return why === 'handed_over' ? t('log.handedOver') : t('task.taken', { name, why })
}
