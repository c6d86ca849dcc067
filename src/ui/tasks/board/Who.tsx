import type { JSX } from 'preact'
import { awaitsCheck, isLive, isOver } from '../../../domain/claim.ts'
import { type Instant, millisOf } from '../../../domain/ids.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import type { BoardTask } from '../../../domain/task-board.ts'
import { useClock, useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Facts } from '../../parts/pieces.tsx'
import { useRights } from '../../rights.ts'
import { t } from '../../text/text.ts'
import { Badge, ticksIn } from '../state.tsx'
import { sayMoment, sayPerson } from '../words.ts'

/** Who has the places of a task, and who waits, in the order of their arrival. */
export function Who({ one }: { readonly one: BoardTask }): JSX.Element {
  // Claims by name are read by those who review; a publisher who does not has the sheet of the own task.
  const { mayReview } = useRights()
  const view = useView()
  const { task } = one
  const holders = one.holders.filter(({ body }) => !isOver(body) || awaitsCheck(body))
  const sheet = view('sheet', task.id)?.body.holders ?? []
  const nobody = mayReview ? t('board.nobody') : t('board.notReadable')
  return (
    <>
      <h2 class="h3">{t('board.who')}</h2>
      {holders.length + sheet.length === 0 && <p class="soft">{nobody}</p>}
      <ul>
        {holders.map((holding) => (
          <Holder key={holding.id} holding={holding} task={task} />
        ))}
        {sheet.map(({ claim, person, state }) => (
          <li key={claim} class="wish">
            <b>{sayPerson(view, person)}</b>
            <Badge state={state} offered={false} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Holder({ holding, task }: { readonly holding: RowOf<'holding'>; readonly task: RowOf<'task'> }): JSX.Element {
  const view = useView()
  const { body } = holding
  const seat = view.under('seat', task.id).find((row) => row.body.claim === holding.id)?.body
  const steps = task.body.steps.length
  const isGoing = body.state === 'started' || body.state === 'submitted'
  return (
    <li class="wish">
      <b>{sayPerson(view, body.person)}</b>
      <Badge state={body.state} offered={seat?.offer === true} />
      <p class="soft">
        <Facts
          of={[
            isGoing && steps > 0 && t('board.steps', { done: ticksIn(task.body, body), all: steps }),
            isLive(body) && seat !== undefined && seat.until !== null && <Lease until={seat.until} />,
            body.thanks,
          ]}
        />
      </p>
    </li>
  )
}

/** Until when a place is kept; over is told in the colour of what needs somebody. */
export function Lease({ until }: { readonly until: Instant }): JSX.Element {
  const clock = useClock()
  const isOver = millisOf(until) <= clock.now
  return (
    <span class={isOver ? 'late' : ''}>
      <Icon name="clock" size="s" /> {t(isOver ? 'board.leaseOver' : 'board.lease', { when: sayMoment(until, clock) })}
    </span>
  )
}
