import type { JSX } from 'preact'
import { maskIdentityNumbers } from '../../../domain/mask-identity.ts'
import type { Work } from '../../../domain/task-check.ts'
import { useClock, useView } from '../../live.ts'
import { Facts } from '../../parts/pieces.tsx'
import { More, useSome } from '../../parts/some.tsx'
import { t } from '../../text/text.ts'
import { sayWhen } from '../../text/when.ts'
import { ticksIn } from '../state.tsx'
import { sayMinutes, sayPerson } from '../words.ts'
import type { Bulk } from './useBulk.ts'

const PAGE = 20

interface CheckListProps {
  readonly works: readonly Work[]
  readonly checking: Bulk
  readonly current: Work | undefined
  readonly added: (works: readonly Work[]) => number
  readonly onOpen: (claim: string) => void
}
export function CheckList(props: CheckListProps): JSX.Element {
  const { works, current } = props
  const some = useSome(works, { page: PAGE, current: current === undefined ? -1 : works.indexOf(current) })
  return (
    <>
      <ul>
        {some.shown.map((work) => (
          <li key={work.holding.id}>
            <CheckRow work={work} {...props} />
          </li>
        ))}
      </ul>
      <More some={some} words={t('board.more', { count: some.next })} />
    </>
  )
}

function CheckRow({ work, checking, current, added, onOpen }: CheckListProps & { readonly work: Work }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { holding, task } = work
  const who = sayPerson(view, holding.body.person)
  const { done } = holding.body
  return (
    <div class="qi" {...(work === current ? { 'aria-current': 'true' as const } : {})}>
      <label class="check__box">
        <input
          type="checkbox"
          checked={checking.isChosen(work)}
          aria-label={t('check.choose', { who, task: task.body.title })}
          onChange={() => checking.choose(work)}
        />
      </label>
      <button type="button" class="check__row" onClick={() => onOpen(holding.id)}>
        <b>
          <Facts of={[who, task.body.title]} />
        </b>
        <span class="qi__p">
          <span>
            <Facts of={sayDone(work, added([work]))} />
          </span>
        </span>
        {done !== undefined && <span class="qi__p">{t('check.doneAt', { when: sayWhen(done.at, clock) })}</span>}
        {done?.note !== undefined && (
          <span class="qi__p">{t('check.quote', { words: maskIdentityNumbers(done.note) })}</span>
        )}
      </button>
    </div>
  )
}

/** What was reported, what of it counts, how much of the list was done, and what is out of the ordinary. */
export function sayDone({ holding, task }: Work, counts: number): readonly (string | false)[] {
  const { done, late } = holding.body
  const all = task.body.steps.length
  return [
    t('check.reported', { minutes: sayMinutes(done?.minutes ?? 0) }),
    t('check.counts', { minutes: sayMinutes(counts) }),
    all > 0 && t('task.stepsDone', { done: ticksIn(task.body, holding.body), all }),
    done?.partial === true && t('check.partial'),
    late === true && t('check.late'),
  ]
}
