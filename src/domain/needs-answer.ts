import type { PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { See } from './see.ts'

/**
 * Own claims that the person has to hear of or to answer: a place is offered, the work came back, or it ended without
 * the person: lost, cancelled with steps done, its time run out. What has been read once is in `settled`.
 */
export const claimsThatNeed = (see: See, person: PersonId, settled: ReadonlySet<string>): readonly RowOf<'claim'>[] =>
  see.under('claim', person).filter((row) => {
    const { state, task, log, ticked } = row.body
    if (state === 'assigned' || state === 'sent_back') return true
    if (state === 'waitlisted') return see.under('seat', task).some(({ body }) => body.claim === row.id)
    if (settled.has(row.id)) return false
    const isUndone = state === 'cancelled' && Object.keys(ticked).length > 0
    return state === 'lost' || isUndone || RAN_OUT.includes(log.at(-1)?.why ?? '')
  })
const RAN_OUT = ['lease_over', 'unanswered']
