import type { JSX } from 'preact'
import type { Places, TaskCard } from '../../domain/task-lists.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card } from '../parts/pieces.tsx'
import { tx } from '../text/text.ts'
import { ClaimButton } from './ClaimButton.tsx'
import type { JustClaimed } from './JustClaimed.tsx'
import { TaskIcon } from './TaskIcon.tsx'
import { TaskTitle } from './TaskTitle.tsx'
import { Urgent } from './Urgent.tsx'
import { sayNear, sayNeeded, sayWindow } from './words.ts'

interface OpenCardProps {
  readonly card: TaskCard
  readonly onClaimed: (just: JustClaimed) => void
}
/** A task with all that decides: when, what it takes, how far, how many are missing; and the one tap. */
export function OpenCard({ card, onClaimed }: OpenCardProps): JSX.Element {
  const { body, id } = card.task
  return (
    <Card class="task">
      <a class="task__a" href={`/task/${id}`}>
        <h3>
          <TaskTitle task={body} />
        </h3>
        <Meta card={card} />
      </a>
      <div class="task__do">
        <Boxes places={card.places} />
        <ClaimButton card={card} onClaimed={onClaimed} inList />
      </div>
    </Card>
  )
}

export function Meta({ card }: { readonly card: TaskCard }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { body } = card.task
  return (
    <span class="meta">
      <Urgent task={body} />
      <span>
        <Icon name="clock" size="s" />
        {sayWindow(body, clock)}
      </span>
      {body.skills.length > 0 && (
        <span>
          <TaskIcon name="skill" />
          {sayNeeded(view, body)}
        </span>
      )}
      <span>
        <TaskIcon name="pin" />
        {sayNear(view, card)}
      </span>
    </span>
  )
}

/** Beyond this many boxes nobody counts them. */
const MOST_BOXES = 10
export function Boxes({ places }: { readonly places: Places }): JSX.Element {
  const { taken, all } = places
  return (
    <span class="cap">
      {all <= MOST_BOXES && (
        <span class="cap__b" aria-hidden="true">
          {Array.from({ length: all }, (_, at) => at).map((at) => (
            <i key={at} class={at < taken ? 'f' : ''} />
          ))}
        </span>
      )}
      <span>{tx('task.places', { taken: <b>{taken}</b>, all })}</span>
    </span>
  )
}
