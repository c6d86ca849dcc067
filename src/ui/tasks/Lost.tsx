import type { JSX } from 'preact'
import { nextFree } from '../../domain/task-lists.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { settle } from '../settled.ts'
import { t } from '../text/text.ts'
import { ClaimButton } from './ClaimButton.tsx'
import { type MyClaim, type Offer, useMine } from './data.ts'
import { sayEnd } from './ends.ts'
import type { JustClaimed } from './JustClaimed.tsx'
import { Meta } from './OpenCard.tsx'

interface LostProps {
  readonly offer: Offer
  readonly onClaimed: (just: JustClaimed) => void
}
/** Claims that ended without their holder, each until it has been read: what happened, and what could be done instead. */
export function LostCards({ offer, onClaimed }: LostProps): JSX.Element | null {
  const ended = useMine().filter(({ need }) => need === 'ended')
  if (ended.length === 0) return null
  return (
    <div class="cards">
      {ended.map((mine) => (
        <Card key={mine.claim.id} class="you">
          <h2>
            <span class="st st--you">
              <Icon name="return" size="s" />
              {t(`task.state.${mine.standing}` as 'task.state.lost')}
            </span>
            <a href={`/task/${mine.task.id}`}>{mine.task.body.title}</a>
          </h2>
          <WhatHappened mine={mine} />
          <Instead mine={mine} offer={offer} onClaimed={onClaimed} />
        </Card>
      ))}
    </div>
  )
}

/** Why a claim has ended, in words, and what is kept of it. */
export function WhatHappened({ mine }: { readonly mine: MyClaim }): JSX.Element {
  const view = useView()
  const { claim } = mine
  const done = Object.keys(claim.body.ticked).length
  return (
    <p>
      {sayEnd(view, mine)}
      {done > 0 && (
        <span class="why">
          {t('task.kept', { count: done })} {claim.body.done === undefined && t('task.keptHint')}
        </span>
      )}
    </p>
  )
}

/** A free task that fits, to be taken with one tap. */
export function Instead({ mine, offer, onClaimed }: LostProps & { readonly mine: MyClaim }): JSX.Element {
  const other = nextFree(offer.cards, mine, offer)
  return (
    <>
      {other === undefined ? (
        <p class="soft">{t('task.insteadNone')}</p>
      ) : (
        <a class="task__a" href={`/task/${other.task.id}`}>
          <p>
            {t('task.instead')}
            <b>{other.task.body.title}</b>
          </p>
          <Meta card={other} />
        </a>
      )}
      <div class="opts">
        {other !== undefined && <ClaimButton key={other.task.id} card={other} onClaimed={onClaimed} />}
        <Button onClick={() => settle(mine.claim.id)}>{t('task.understood')}</Button>
      </div>
    </>
  )
}
