import type { JSX } from 'preact'
import { nextFree } from '../../domain/task-lists.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { settle, settled } from '../settled.ts'
import { t } from '../text/text.ts'
import { ClaimButton } from './ClaimButton.tsx'
import { type MyClaim, type Offer, useMine } from './data.ts'
import type { JustClaimed } from './JustClaimed.tsx'
import { Meta } from './OpenCard.tsx'
import { joinNames, sayPerson } from './words.ts'

const ENDED: ReadonlySet<string> = new Set(['lost', 'lapsed', 'cancelled'])
interface LostProps {
  readonly offer: Offer
  readonly onClaimed: (just: JustClaimed) => void
}
/** Claims that ended without their holder, each until it has been read: what happened, and what could be done instead. */
export function LostCards({ offer, onClaimed }: LostProps): JSX.Element | null {
  const read = settled.value
  const ended = useMine().filter(({ claim, standing }) => ENDED.has(standing) && !read.has(claim.id))
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

/** Who has the place now is known to those alone who may read claims by name. */
function holdersOf(view: ReturnType<typeof useView>, mine: MyClaim): readonly string[] {
  const seats = view.under('seat', mine.task.id).flatMap(({ body }) => body.claim ?? [])
  return seats.flatMap((claim) => view('holding', claim)?.body.person ?? []).map((person) => sayPerson(view, person))
}
/** Why a claim has ended, in words. */
export function WhatHappened({ mine }: { readonly mine: MyClaim }): JSX.Element {
  const view = useView()
  const { claim, task, standing } = mine
  const done = Object.keys(claim.body.ticked).length
  const names = standing === 'lost' ? holdersOf(view, mine) : []
  const words =
    standing === 'lost'
      ? names.length > 0
        ? t('task.lostTo', { names: joinNames(names) })
        : t('task.lostHow')
      : standing === 'lapsed'
        ? t(claim.body.log.at(-1)?.why === 'unanswered' ? 'task.unanswered' : 'task.lapsed')
        : task.body.why === undefined
          ? t('task.cancelled')
          : t('task.cancelledWhy', { why: task.body.why })
  return (
    <p>
      {words}
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
