import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { plusDays, startOfDay } from '../../domain/calendar.ts'
import type { Day } from '../../domain/ids.ts'
import type { See } from '../../domain/see.ts'
import { fits, isUrgentTask, type OpenTask, openClaims } from '../../domain/task-list.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Empty, Section } from '../parts/pieces.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { useRights } from '../rights.ts'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'
import { sayDayNear, todayOf } from '../text/when.ts'
import { type Offer, useClaimRules, useMine } from './data.ts'
import type { JustClaimed } from './JustClaimed.tsx'
import { TaskCard } from './TaskCard.tsx'
import { endOfWeek, sayKind, sayPlace } from './words.ts'

type Filter = 'fitsMe' | 'nearMe' | 'thisWeek' | 'urgent'
const FIRST_SHOWN = 20

interface OpenProps {
  readonly offer: Offer
  readonly onClaimed: (just: JustClaimed) => void
}
/** What could be claimed, narrowed by what the person taps; nothing is hidden without saying how much. */
export function Open({ offer, onClaimed }: OpenProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { timeZone } = clock
  const today = todayOf(clock)
  const { mayClaim } = useRights()
  const filters: readonly Filter[] = [
    ...(mayClaim ? (['fitsMe'] as const) : []),
    ...(mayClaim && offer.nearIsKnown ? (['nearMe'] as const) : []),
    'thisWeek',
    'urgent',
  ]
  const [on, setOn] = useRemembered<readonly Filter[]>('filters', mayClaim ? ['fitsMe'] : [])
  const [words, setWords] = useRemembered('words', '')
  const found = useMemo(
    () => narrow(view, offer.open, { on, words: words.trim(), today, timeZone }),
    [view, offer.open, on, words, today, timeZone],
  )
  const showAll = (): void => {
    setOn([])
    setWords('')
  }
  return (
    <Section title={t(mayClaim ? 'tasks.open' : 'tasks.openAll')} note={t('tasks.count', { count: found.length })}>
      <Before />
      <div class="chips">
        {filters.map((filter) => (
          <button
            key={filter}
            type="button"
            class="chip"
            aria-pressed={on.includes(filter)}
            onClick={() => setOn(on.includes(filter) ? on.filter((one) => one !== filter) : [...on, filter])}
          >
            {on.includes(filter) && <Icon name="check" size="s" />}
            {t(`tasks.${filter}` as Key & 'tasks.fitsMe')}
          </button>
        ))}
      </div>
      <input
        class="field task__find"
        type="search"
        value={words}
        aria-label={t('tasks.search')}
        placeholder={t('tasks.searchHint')}
        autocomplete="off"
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <Found found={found} all={offer.open.length} onShowAll={showAll} onClaimed={onClaimed} />
    </Section>
  )
}

interface FoundProps {
  readonly found: readonly OpenTask[]
  readonly all: number
  readonly onShowAll: () => void
  readonly onClaimed: (just: JustClaimed) => void
}
function Found({ found, all, onShowAll, onClaimed }: FoundProps): JSX.Element {
  const [shown, setShown] = useState(FIRST_SHOWN)
  if (all === 0) return <Empty title={t('tasks.none')} hint={t('tasks.noneHint')} />
  if (found.length === 0) {
    return (
      <Empty title={t('tasks.noneFound')} hint={t('tasks.noneFoundHint', { count: all })}>
        <Button tone="go" onClick={onShowAll}>
          {t('tasks.showAll')}
        </Button>
      </Empty>
    )
  }
  return (
    <>
      <ul class="tasks">
        {found.slice(0, shown).map((open) => (
          <li key={open.task.id}>
            <TaskCard open={open} onClaimed={onClaimed} />
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button wide icon="down" onClick={() => setShown(shown + FIRST_SHOWN)}>
          {t('tasks.more', { count: found.length - shown })}
        </Button>
      )}
      <p class="soft task__order">{t('task.order')}</p>
    </>
  )
}

/** What holds for every card below: how much one has already, and whether one rests. */
function Before(): JSX.Element | null {
  const view = useView()
  const clock = useClock()
  const { person } = useStatus().session
  const { mayClaim } = useRights()
  const count = openClaims(useMine())
  const most = useClaimRules().openClaims
  const resting = view('volunteer', person)?.body.resting
  if (!mayClaim) return null
  const isResting = resting !== undefined && resting > todayOf(clock)
  if (count === 0 && !isResting) return null
  return (
    <p class="soft task__before">
      {isResting && <span>{t('tasks.resting', { day: sayDayNear(resting, clock) })} </span>}
      {count > 0 && t(count >= most ? 'tasks.full' : 'tasks.load', { count, most })}
    </p>
  )
}

interface Narrowing {
  readonly on: readonly Filter[]
  readonly words: string
  readonly today: Day
  readonly timeZone: string
}
function narrow(see: See, open: readonly OpenTask[], { on, words, today, timeZone }: Narrowing): readonly OpenTask[] {
  const wanted = words.toLowerCase()
  const weekEnds = startOfDay(plusDays(endOfWeek(today), 1), timeZone)
  const says = ({ task }: OpenTask): boolean =>
    [task.body.title, task.body.text, sayKind(see, task.body), sayPlace(see, task.body)].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  const passes: Readonly<Record<Filter, (one: OpenTask) => boolean>> = {
    fitsMe: fits,
    nearMe: ({ distance }) => distance !== 'community',
    thisWeek: ({ task }) => task.body.from < weekEnds,
    urgent: ({ task }) => isUrgentTask(task.body),
  }
  return open.filter((one) => on.every((filter) => passes[filter](one)) && (wanted === '' || says(one)))
}
