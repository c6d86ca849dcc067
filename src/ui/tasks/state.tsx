import type { JSX } from 'preact'
import { type Instant, millisOf } from '../../domain/ids.ts'
import { endOf } from '../../domain/needs-answer.ts'
import { confirmedBy, isOffered, type OwnClaim } from '../../domain/own-claims.ts'
import type { ClaimBody, ClaimState, TaskBody } from '../../domain/task-nouns.ts'
import { useClock } from '../live.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'
import { sayMoment } from './words.ts'

/** How far a claim is, as its holder is told it: what only this phone knows is never called confirmed. */
export type Standing =
  | 'pending'
  | 'offered'
  | 'waitlisted'
  | 'confirmed'
  | 'started'
  | 'submitted'
  | 'sent_back'
  | 'verified'
  | 'corrected'
  | 'lost'
  | 'declined'
  | 'released'
  | 'lapsed'
  | 'taken'
  | 'no_show'
  | 'expired'
  | 'cancelled'

/** `waiting`: the commands that the server has not answered. */
export function standingOf(mine: OwnClaim, waiting: ReadonlySet<string>): Standing {
  const { body } = mine.claim
  if (body.state === 'claimed') return 'pending'
  if (isOffered(mine)) return 'offered'
  if (body.state === 'assigned') return 'offered'
  if ((body.state === 'confirmed' || body.state === 'started') && waiting.has(confirmedBy(body) ?? '')) return 'pending'
  if (body.state !== 'released' && body.state !== 'declined') return body.state
  const end = endOf(body)
  if (end?.why === 'lease_over' || end?.why === 'unanswered') return 'lapsed'
  return end?.by === body.person ? body.state : 'taken'
}

type Tone = 'go' | 'ok' | 'phone' | 'wait' | 'you' | 'plain'
const LOOKS: Readonly<Record<Standing, { readonly icon: IconName; readonly tone: Tone }>> = {
  pending: { icon: 'phone', tone: 'phone' },
  offered: { icon: 'you', tone: 'you' },
  waitlisted: { icon: 'clock', tone: 'wait' },
  confirmed: { icon: 'check', tone: 'ok' },
  started: { icon: 'task', tone: 'go' },
  submitted: { icon: 'up', tone: 'wait' },
  sent_back: { icon: 'return', tone: 'you' },
  verified: { icon: 'check', tone: 'ok' },
  corrected: { icon: 'check', tone: 'ok' },
  lost: { icon: 'return', tone: 'you' },
  declined: { icon: 'close', tone: 'plain' },
  released: { icon: 'close', tone: 'plain' },
  lapsed: { icon: 'return', tone: 'you' },
  taken: { icon: 'return', tone: 'you' },
  no_show: { icon: 'close', tone: 'plain' },
  expired: { icon: 'clock', tone: 'plain' },
  cancelled: { icon: 'close', tone: 'plain' },
}

export const stepsDone = ({ claim, task }: OwnClaim): number => ticksIn(task.body, claim.body)
export const ticksIn = ({ steps }: TaskBody, { ticked }: ClaimBody): number =>
  steps.filter((step) => ticked[step.id] !== undefined).length

/** A claim's state in words and a glyph; green is the server's word alone. */
export function ClaimBadge({ mine, standing }: { readonly mine: OwnClaim; readonly standing: Standing }): JSX.Element {
  const all = mine.task.body.steps.length
  const words =
    standing === 'started' && all > 0
      ? t('task.state.startedOf', { done: stepsDone(mine), all })
      : t(`task.state.${standing}` as Key & 'task.state.pending')
  return <Look {...LOOKS[standing]} words={words} />
}
const Look = ({ icon, tone, words }: { readonly icon: IconName; readonly tone: Tone; readonly words: string }) => (
  <span class={`st st--${tone}`}>
    <Icon name={icon} size="s" />
    {words}
  </span>
)
/** The same as others see it: an offer is for the other one to answer. */
export function Badge({ state, offered }: { readonly state: ClaimState; readonly offered: boolean }): JSX.Element {
  if (state === 'assigned' || (state === 'waitlisted' && offered))
    return <Look icon="clock" tone="wait" words={t('task.state.assigned')} />
  const standing = state === 'claimed' ? 'pending' : state
  return <Look {...LOOKS[standing]} words={t(`task.state.${standing}`)} />
}

/** Until when a place is kept; over is told in the colour of what needs somebody. */
export function Lease({ until }: { readonly until: Instant }): JSX.Element {
  const clock = useClock()
  const isOver = millisOf(until) <= clock.now
  return (
    <span class={isOver ? 'cap late' : 'cap'}>
      <Icon name="clock" size="s" />{' '}
      {t(isOver ? 'task.leasePast' : 'task.leaseUntil', { when: sayMoment(until, clock) })}
    </span>
  )
}
