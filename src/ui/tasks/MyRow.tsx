import type { JSX } from 'preact'
import { leaseLeft } from '../../domain/claim-rules.ts'
import { instantOf } from '../../domain/ids.ts'
import { changeOf } from '../../domain/needs-answer.ts'
import { useClock } from '../live.ts'
import { Dot } from '../parts/pieces.tsx'
import { settled } from '../settled.ts'
import { t } from '../text/text.ts'
import { type MyClaim, useClaimRules } from './data.ts'
import { ClaimBadge } from './state.tsx'
import { TaskTitle } from './TaskTitle.tsx'
import { sayLeft, sayMoment, sayTurn, sayWindow } from './words.ts'

/** An own claim in a list: when it is, how it stands, and whether to go. */
export function MyRow({ mine }: { readonly mine: MyClaim }): JSX.Element {
  const clock = useClock()
  const { body } = mine.task
  return (
    <li>
      <a class="mine" href={`/task/${mine.task.id}`}>
        <span class="mine__t">
          <b>
            <TaskTitle task={body} />
          </b>
          <small>{sayWindow(body, clock)}</small>
          <Whether mine={mine} />
        </span>
        {isChangedUnread(mine) && <span class="st st--you">{t('task.changedShort')}</span>}
        <ClaimBadge mine={mine} standing={mine.standing} />
      </a>
    </li>
  )
}
/** Also where something more pressing is wanted. */
const isChangedUnread = ({ claim, need }: MyClaim): boolean =>
  need !== undefined && need !== 'ended' && claim.body.changed !== undefined && !settled.value.has(changeOf(claim))

/** Whether to set out, the number on the wait list, or how long the place is kept. */
function Whether({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  switch (mine.standing) {
    case 'pending':
      return (
        <small>
          <b>{t('task.stayHome')}</b>
        </small>
      )
    case 'waitlisted':
      return <small>{sayTurn(mine.claim.body)}</small>
    case 'confirmed':
    case 'started':
      return (
        <small>
          <LeaseWords mine={mine} />
        </small>
      )
    default:
      return null
  }
}
/** Until when the place is kept; once it is nearly over, what is left. */
export function LeaseWords({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  const clock = useClock()
  const rules = useClaimRules()
  const { until, ends } = mine.seat?.body ?? { until: null, ends: null }
  if (until === null || ends === null) return null
  const { phase, left } = leaseLeft(rules, { until, ends }, instantOf(clock.now))
  const keeps = t('task.leaseUntil', { when: sayMoment(until, clock) })
  if (phase === 'fine') return <>{keeps}</>
  if (phase === 'over') return <b>{t('task.leaseOver')}</b>
  return (
    <b>
      {phase === 'soon' && (
        <>
          {keeps}
          <Dot />
        </>
      )}
      {t(phase === 'soon' ? 'task.left' : 'task.graceLeft')} {sayLeft(left)}
    </b>
  )
}
