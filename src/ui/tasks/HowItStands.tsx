import type { ComponentChildren, JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { isChecked } from '../../domain/claim.ts'
import { leaseLeft } from '../../domain/claim-rules.ts'
import { type Instant, instantOf } from '../../domain/ids.ts'
import { changeOf, endOf } from '../../domain/needs-answer.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card } from '../parts/pieces.tsx'
import { settle, settled } from '../settled.ts'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { type MyClaim, useClaimRules, useOffer, useWaiting } from './data.ts'
import { Instead, WhatHappened } from './Lost.tsx'
import { sayFields, sayLeft, sayMoment, sayPerson, sayTurn } from './words.ts'

/** The first thing on a claimer's page: whether to go, by when, or what has become of it. */
export function HowItStands({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  switch (mine.standing) {
    case 'pending':
      return <StayHome mine={mine} />
    case 'waitlisted':
      return <Told title={sayTurn(mine.claim.body)} hint={t('task.waitingHint')} />
    case 'offered':
      return <Offered mine={mine} />
    case 'confirmed':
    case 'started':
      return <LeaseCard mine={mine} />
    default:
      return (
        <>
          <Ended mine={mine} />
          <Reported mine={mine} />
        </>
      )
  }
}

interface ToldProps {
  readonly title: ComponentChildren
  readonly hint: ComponentChildren
  readonly children?: ComponentChildren
}
const Told = ({ title, hint, children }: ToldProps): JSX.Element => (
  <Card class="you">
    <h2>{title}</h2>
    <p>{hint}</p>
    {children}
  </Card>
)

function StayHome({ mine }: { readonly mine: MyClaim }): JSX.Element {
  return (
    <Told
      title={
        <>
          <Icon name="phone" />
          {t('task.stayHome')}
        </>
      }
      hint={t(mine.claim.body.state === 'claimed' ? 'task.stayHomeHint' : 'task.answered')}
    >
      <p class="soft">{t('task.order')}</p>
    </Told>
  )
}

function Offered({ mine }: { readonly mine: MyClaim }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { body } = mine.claim
  const from = body.from === undefined ? undefined : body.log[0]?.by
  const [title, hint] =
    from !== undefined
      ? [t('task.handed', { name: sayPerson(view, from) }), t('task.handedHint')]
      : body.state === 'assigned'
        ? [t('task.assigned'), t('task.assignedHint')]
        : [t('task.offer'), t('task.offerHint')]
  const until = mine.seat?.body.until ?? null
  return (
    <Told title={title} hint={hint}>
      {body.state === 'assigned' && from === undefined && body.log[0]?.why !== undefined && (
        <p class="say">{body.log[0].why}</p>
      )}
      {until !== null && (
        <dl class="lease">
          <Pair name={t('task.answerBy')} value={sayMoment(until, clock)} />
        </dl>
      )}
    </Told>
  )
}

const Pair = ({ name, value }: { readonly name: string; readonly value: string }): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

/** A time of day first, the rest of it second; by the server's clock as far as the phone knows it. */
function LeaseCard({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  const clock = useClock()
  const rules = useClaimRules()
  const { until, ends } = mine.seat?.body ?? { until: null, ends: null }
  if (until === null || ends === null) return null
  const { phase, left } = leaseLeft(rules, { until, ends }, instantOf(clock.now))
  const isLast = until >= mine.task.body.until
  return (
    <Card class={phase === 'fine' ? 'you' : 'you you--soon'}>
      <dl class="lease">
        <Pair name={t('task.lease')} value={sayMoment(until, clock)} />
        {phase === 'over' ? (
          <Pair name={t('task.leaseOver')} value="" />
        ) : (
          <Pair name={t(phase === 'grace' ? 'task.graceLeft' : 'task.left')} value={sayLeft(left)} />
        )}
      </dl>
      <p class="soft">
        {phase === 'soon' && <b>{t('task.soon')} </b>}
        {isLast ? t('task.reportHint', { count: rules.report }) : t('task.leaseHint', { count: rules.grace })}
      </p>
      <Asked mine={mine} />
    </Card>
  )
}
/** What was asked of others and has no answer yet. */
function Asked({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  const view = useView()
  const waiting = useWaiting()
  const { to, log } = mine.claim.body
  const isLonger = log.some(({ why, command }) => why === 'extended' && command !== undefined && waiting.has(command))
  if (to === undefined && !isLonger) return null
  return (
    <>
      {isLonger && <p>{t('task.laterAsked')}</p>}
      {to !== undefined && <p>{t('task.handOverAsked', { name: sayPerson(view, to) })}</p>}
    </>
  )
}

function Ended({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  const offer = useOffer()
  const by = endOf(mine.claim.body)?.by
  if (by === undefined || by === mine.claim.body.person) return null
  return (
    <Card class="you">
      <h2>
        <span class="st st--you">
          <Icon name="return" size="s" />
          {t(`task.state.${mine.standing}` as 'task.state.lost')}
        </span>
      </h2>
      <WhatHappened mine={mine} />
      {mine.need === 'ended' && <Instead mine={mine} offer={offer} onClaimed={() => settle(mine.claim.id)} />}
    </Card>
  )
}

/** What was handed in and what has come of it. */
function Reported({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  const { done, checked, thanks, thanksFrom, late, log, state } = mine.claim.body
  if (done === undefined) return null
  const why = log.at(-1)?.why
  const counted = isChecked(mine.claim.body) ? checked?.at(-1) : undefined
  return (
    <Card class="you">
      <h2>
        {state === 'sent_back'
          ? t('task.sentBack')
          : t(done.partial === true ? 'task.donePartial' : 'task.done', { minutes: done.minutes })}
      </h2>
      {state === 'sent_back' && why !== undefined && <p class="say">{why}</p>}
      {done.note !== undefined && done.note !== '' && <p class="say">{done.note}</p>}
      {counted !== undefined && <p>{t('task.counted', { minutes: counted.minutes })}</p>}
      {late === true && <p class="soft">{t('task.late')}</p>}
      {thanks !== undefined && (
        <p class="say">
          <b>{t(thanksFrom === 'helped' ? 'task.thanksHelped' : 'task.thanks')}</b> {thanks}
        </p>
      )}
    </Card>
  )
}

/** A task that was changed after the claim says what, and when; whoever has it before him has read it. */
export function Changed({ mine }: { readonly mine: MyClaim }): JSX.Element | null {
  const clock = useClock()
  const { changed } = mine.claim.body
  const name = changeOf(mine.claim)
  const isRead = changed === undefined || settled.value.has(name)
  useEffect(() => {
    if (!isRead) settle(name)
  }, [isRead, name])
  if (changed === undefined) return null
  return (
    <p class="done">
      <Icon name="pen" size="m" />
      <span class="grow">
        <b>{t('task.changed', { fields: sayFields(changed.fields) })}</b>{' '}
        <span class="soft">{t('task.changedAt', { when: sayWhen(changed.at as Instant, clock) })}</span>
      </span>
    </p>
  )
}
