import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isOpen } from '../../../domain/claim.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import { placesOf } from '../../../domain/task-lists.ts'
import { useClock, useView } from '../../live.ts'
import { Button, Section } from '../../parts/pieces.tsx'
import { StateBadge } from '../../parts/StateBadge.tsx'
import { t } from '../../text/text.ts'
import { useHand } from '../act.ts'
import { useMayWrite } from '../data.ts'
import { Boxes } from '../OpenCard.tsx'
import { ProblemLine } from '../ProblemLine.tsx'
import { sayWindow } from '../words.ts'
import { Ask, type Asked } from './Ask.tsx'
import { Holders } from './Holders.tsx'
import { holdersOf } from './holders.ts'
import { WhomItHelps } from './WhomItHelps.tsx'

/**
 * One task for whoever answers for it: who has what, room for more or fewer, and everything that can be done about it;
 * for others who read the board, who has what.
 */
export function Lead({ task }: { readonly task: RowOf<'task'> }): JSX.Element {
  const view = useView()
  const may = useMayWrite('task.change')(task.body.grid)
  const mayAssign = useMayWrite('claim.assign')(task.body.grid)
  const [asked, setAsked] = useState<Asked | null>(null)
  const waiting = holdersOf(view, task).filter((one) => one.state === 'waitlisted').length
  const state = view.stateOf(task)
  return (
    <>
      <Section title={t('lead.who')} {...(state === 'received' ? {} : { action: <StateBadge state={state} /> })}>
        <Holders task={task} {...(mayAssign ? { onAsk: setAsked } : {})}>
          {may && <Room task={task} waiting={waiting} />}
        </Holders>
        {may && <Acts task={task} mayAssign={mayAssign} onAsk={setAsked} />}
        <Shifts task={task} />
      </Section>
      <WhomItHelps task={task} />
      {asked !== null && <Ask task={task} asked={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

interface RoomProps {
  readonly task: RowOf<'task'>
  readonly waiting: number
}
/** Places, one more or one less by a tap; only free ones can go. */
function Room({ task, waiting }: RoomProps): JSX.Element {
  const places = placesOf(useView(), task.id)
  const { act, problem } = useHand(task.id)
  const set = (count: number) => act({ type: 'task.change', payload: { task: task.id, set: {}, places: count } })
  const isFull = places.taken >= places.all
  return (
    <div class="note">
      <span class="note__t">
        <Boxes places={places} />
        {waiting > 0 && <small>{t('lead.waiting', { count: waiting })}</small>}
        {task.body.state === 'open' && isFull && places.all > 0 && <small>{t('lead.noLess')}</small>}
        <ProblemLine problem={problem} />
      </span>
      {task.body.state === 'open' && (
        <>
          <Button
            icon="minus"
            label={t('lead.less')}
            disabled={isFull || places.all <= 1}
            onClick={() => void set(places.all - 1)}
          >
            {''}
          </Button>
          <Button icon="plus" label={t('lead.more')} onClick={() => void set(places.all + 1)}>
            {''}
          </Button>
        </>
      )}
    </div>
  )
}

interface ActsProps {
  readonly task: RowOf<'task'>
  readonly mayAssign: boolean
  readonly onAsk: (asked: Asked) => void
}
function Acts({ task, mayAssign, onAsk }: ActsProps): JSX.Element {
  const { taken, all } = placesOf(useView(), task.id)
  const isGoing = task.body.state === 'open'
  return (
    <div class="opts">
      {isGoing && mayAssign && taken < all && (
        <Button icon="me" onClick={() => onAsk({ what: 'assign' })}>
          {t('lead.assign')}
        </Button>
      )}
      {isGoing && (
        <Button icon="pen" href={`/publish/change/${task.id}`}>
          {t('lead.change')}
        </Button>
      )}
      <Button icon="plus" href={`/publish/copy/${task.id}`}>
        {t('lead.copy')}
      </Button>
      {isOpen(task.body) && <Button onClick={() => onAsk({ what: 'close' })}>{t('lead.close')}</Button>}
      {task.body.state !== 'cancelled' && (
        <Button tone="stop" onClick={() => onAsk({ what: 'cancel' })}>
          {t('lead.cancel')}
        </Button>
      )}
    </div>
  )
}

/** Shifts were published together and are looked after one by one. */
function Shifts({ task }: { readonly task: RowOf<'task'> }): JSX.Element | null {
  const view = useView()
  const clock = useClock()
  const { shiftOf } = task.body
  if (shiftOf === undefined) return null
  const others = view.all('task').filter(({ id, body }) => body.shiftOf === shiftOf && id !== task.id)
  return (
    <p class="task__order">
      {t('lead.shifts')}{' '}
      {others.map((other) => (
        <Button key={other.id} size="s" tone="quiet" href={`/task/${other.id}`}>
          {sayWindow(other.body, clock)}
        </Button>
      ))}
    </p>
  )
}
