import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { hourRules } from '../../../domain/hours.ts'
import { instantOf } from '../../../domain/ids.ts'
import { type Checker, minutesAdded, type Work, workOf, workToCheck } from '../../../domain/task-check.ts'
import { useClock, useIsWhole, useStatus, useView } from '../../live.ts'
import { Empty } from '../../parts/pieces.tsx'
import { Shell } from '../../parts/Shell.tsx'
import { useDesk } from '../../parts/wide.ts'
import { KeyBar, useKeys } from '../../review/Keys.tsx'
import { t } from '../../text/text.ts'
import { useMayWrite } from '../data.ts'
import { sayMinutes } from '../words.ts'
import { Aftermath } from './Aftermath.tsx'
import { CheckDock } from './CheckDock.tsx'
import { CheckList } from './CheckList.tsx'
import { Places } from './Places.tsx'
import { useBulk } from './useBulk.ts'
import { WorkDetail, WorkDialog } from './WorkDetail.tsx'

const KEYS = [
  [['a'], 'check.key.all'],
  [['e'], 'check.key.verify'],
  [['z'], 'check.key.undo'],
] as const

/** Whom a check is asked of, and where: the rules read it. */
function useChecker(): Checker {
  const { person } = useStatus().session
  const { now } = useClock()
  const mayCheck = useMayWrite('task.verify')
  return useMemo(() => ({ person, now: instantOf(now), mayCheck }), [person, now, mayCheck])
}

/** What volunteers handed in, to be checked one by one or many at once, and taken back where that was a slip. */
export function Check(): JSX.Element {
  const isWhole = useIsWhole()
  const desk = useDesk()
  const view = useView()
  const checker = useChecker()
  const all = useMemo(() => workToCheck(view, checker), [view, checker])
  const works = all.filter(({ isOwn }) => !isOwn)
  return (
    <Shell
      title={t('check.title')}
      {...(isWhole ? { aside: t('check.sub', { count: works.length }) } : {})}
      back="/tasks"
      sync={!desk}
      tab="tasks"
      wide
      head={<Places at="check" />}
      foot={<KeyBar open="board.key" more={KEYS} />}
    >
      {isWhole ? (
        <Works works={works} own={all.length - works.length} checker={checker} />
      ) : (
        <Empty title={t('tasks.notComplete')} hint={t('tasks.notCompleteHint')} />
      )}
    </Shell>
  )
}

interface WorksProps {
  readonly works: readonly Work[]
  /** How many are the person's own. */
  readonly own: number
  readonly checker: Checker
}
function Works({ works, own, checker }: WorksProps): JSX.Element {
  const view = useView()
  const desk = useDesk()
  const { route } = useLocation()
  const checking = useBulk(works)
  const [open, setOpen] = useState(useRoute().params['claim'])
  const [round, setRound] = useState(0)
  const begun = useBegun(open)
  const current = works.find(({ holding }) => holding.id === open) ?? begun ?? (desk ? works[0] : undefined)
  const added = useMemo(() => minutesAdded(view), [view])
  useKeys({
    ids: works.map(({ holding }) => holding.id),
    at: '/task',
    // The keys that act on what is chosen work on an empty list too: what was just checked is taken back there.
    current: current?.holding.id ?? '',
    onMove: setOpen,
    onOpen: () => current !== undefined && route(`/task/${current.task.id}`),
    more: { a: checking.chooseAll, e: checking.verify, z: checking.undo },
  })
  const close = (): void => {
    setOpen(undefined)
    setRound(round + 1)
  }
  const key = `${current?.holding.id} ${round}`
  return (
    <div class="review">
      <section class="queue" aria-label={t('check.title')}>
        <CheckDock checking={checking} works={works} added={added} />
        {works.length === 0 && <Empty title={t('check.none')} hint={t('check.noneHint')} />}
        <CheckList
          works={works}
          checking={checking}
          current={desk ? current : undefined}
          added={added}
          onOpen={setOpen}
        />
        {works.length > 0 && <Rule />}
      </section>
      {desk && current !== undefined && (
        <section class="det" aria-label={t('board.one')}>
          <WorkDetail key={key} work={current} onDone={close} />
        </section>
      )}
      <Aftermath checker={checker} own={own} onUndo={checking.undoOne} />
      {!desk && current !== undefined && <WorkDialog key={key} work={current} onDone={close} />}
    </div>
  )
}
/** What somebody else has judged while words were typed here: they are not lost, and can be read or dropped. */
function useBegun(claim: string | undefined): Work | undefined {
  const view = useView()
  const { drafts, session } = useStatus()
  const isBegun = drafts.some(({ form, of }) => form === 'check' && of === claim)
  return isBegun && claim !== undefined ? workOf(view, claim, session.person) : undefined
}
function Rule(): JSX.Element {
  const { unit, mostPerDay } = hourRules(useView())
  return <p class="soft task__order">{t('check.rule', { unit, most: sayMinutes(mostPerDay) })}</p>
}
