import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { holdsPlace } from '../../../domain/claim.ts'
import type { BoardTask, Phase } from '../../../domain/task-board.ts'
import { useClock, useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Facts } from '../../parts/pieces.tsx'
import { More, useSome } from '../../parts/some.tsx'
import { termWord } from '../../text/household.ts'
import { t } from '../../text/text.ts'
import { Lease } from '../state.tsx'
import { joinNames, sayPerson, sayWindow } from '../words.ts'

/** A community may have thousands of tasks. */
const PAGE = 20

interface BoardListProps {
  /** In the order of their phases. */
  readonly tasks: readonly BoardTask[]
  readonly current: string | undefined
  /** At a desk a click selects; without it each row opens its page. */
  readonly onSelect?: (id: string) => void
}
export function BoardList({ tasks, current, onSelect }: BoardListProps): JSX.Element {
  const some = useSome(tasks, { page: PAGE, current: tasks.findIndex(({ task }) => task.id === current) })
  return (
    <section class="queue" aria-label={t('board.list')}>
      {byPhase(some.shown).map(({ phase, together }) => (
        <div key={phase}>
          <h2 class="queue__day">{t(`board.phase.${phase}`)}</h2>
          <ul>
            {together.map((one) => (
              <li key={one.task.id}>
                <BoardRow one={one} current={one.task.id === current} {...(onSelect ? { onSelect } : {})} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <More some={some} words={t('board.more', { count: some.next })} />
    </section>
  )
}
function byPhase(tasks: readonly BoardTask[]) {
  const phases: { phase: Phase; together: BoardTask[] }[] = []
  for (const one of tasks) {
    const last = phases.at(-1)
    if (last?.phase === one.phase) last.together.push(one)
    else phases.push({ phase: one.phase, together: [one] })
  }
  return phases
}

interface BoardRowProps {
  readonly one: BoardTask
  readonly current: boolean
  readonly onSelect?: (id: string) => void
}
const URGENT: ReadonlySet<string> = new Set(['emergency', 'urgent'])
function BoardRow({ one, current, onSelect }: BoardRowProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const row = useRef<HTMLAnchorElement>(null)
  const { task, places, waiting, toCheck } = one
  useEffect(() => {
    if (!current) return
    row.current?.scrollIntoView({ block: 'nearest' })
    // Where a row has the focus it goes along: Enter opens what is lit.
    if (document.activeElement?.classList.contains('qi') === true) row.current?.focus()
  }, [current])
  return (
    <a
      ref={row}
      class="qi"
      href={`/task/${task.id}`}
      {...(current ? { 'aria-current': 'true' as const } : {})}
      onClick={(event) => {
        if (onSelect === undefined) return
        event.preventDefault()
        // The router listens on the window and would open the page.
        event.stopPropagation()
        onSelect(task.id)
      }}
    >
      <Icon name="task" size="m" />
      <b class="qi__t">{task.body.title}</b>
      <span>{t('task.places', { taken: places.taken, all: places.all })}</span>
      <p class="qi__p">
        {URGENT.has(task.body.urgency) && (
          <span class="st st--you">{termWord(view, 'issueUrgency', task.body.urgency)}</span>
        )}
        <span>
          <Facts of={[sayWindow(task.body, clock), view('grid', task.body.grid)?.body.name]} />
        </span>
      </p>
      <p class="qi__by">
        <span>
          <Facts
            of={[
              one.phase === 'open' && <b>{t('board.missing', { count: places.all - places.taken })}</b>,
              sayHolders(one, (id) => sayPerson(view, id)),
              waiting > 0 && t('board.waiting', { count: waiting }),
              toCheck > 0 && t('board.toCheck', { count: toCheck }),
            ]}
          />
        </span>
        {one.phase === 'expiring' && one.expires !== undefined && <Lease until={one.expires} />}
      </p>
    </a>
  )
}

/** The first two by name; how many there are in all. */
function sayHolders({ holders }: BoardTask, nameOf: (id: string) => string): string {
  const names = holders.filter(({ body }) => holdsPlace(body)).map(({ body }) => nameOf(body.person))
  if (names.length <= 2) return joinNames(names)
  return t('board.whoMore', { names: joinNames(names.slice(0, 2)), count: names.length })
}
