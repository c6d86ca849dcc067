import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { isOver } from '../../domain/claim.ts'
import { listOf, loadOf, searchTasks, type TaskCard, type TaskList } from '../../domain/task-lists.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { oncePer } from '../once-per.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Empty, Section } from '../parts/pieces.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { useSome } from '../parts/some.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { sayDayNear, todayOf } from '../text/when.ts'
import { sayLoad } from './ClaimButton.tsx'
import type { Offer } from './data.ts'
import type { JustClaimed } from './JustClaimed.tsx'
import { OpenCard } from './OpenCard.tsx'
import { sayLabels } from './words.ts'

type Filter = Exclude<TaskList, 'mine'>
const PAGE = 20

interface OpenProps {
  readonly offer: Offer
  readonly onClaimed: (just: JustClaimed) => void
}
/** What could be claimed, narrowed by what the person taps; nothing is hidden without saying how much. */
export function Open({ offer, onClaimed }: OpenProps): JSX.Element {
  const view = useView()
  const { mayClaim } = useRights()
  const [on, setOn] = useRemembered<readonly Filter[]>('filters', mayClaim ? ['fits'] : [])
  const [words, setWords] = useRemembered('words', '')
  const free = useMemo(() => offer.cards.filter(({ claim }) => claim === undefined || isOver(claim.body)), [offer])
  // Once a card, not once a letter.
  const labelsOf = useMemo(() => oncePer((card: TaskCard) => sayLabels(view, card)), [view])
  const found = useMemo(
    () => on.reduce((cards, list) => listOf(cards, list, offer), searchTasks(free, words, labelsOf)),
    [free, offer, on, words, labelsOf],
  )
  // Whoever belongs to the whole community has nothing near: a filter that finds nothing is not offered.
  const isNear = mayClaim && free.some(({ near }) => near !== 'far')
  const filters: readonly Filter[] = [
    ...(mayClaim ? (['fits'] as const) : []),
    ...(isNear ? (['near'] as const) : []),
    'week',
    'urgent',
  ]
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
            {t(`tasks.${filter}`)}
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
        maxLength={60}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <Found found={found} all={free.length} onShowAll={showAll} onClaimed={onClaimed} />
    </Section>
  )
}

interface FoundProps {
  readonly found: readonly TaskCard[]
  readonly all: number
  readonly onShowAll: () => void
  readonly onClaimed: (just: JustClaimed) => void
}
function Found({ found, all, onShowAll, onClaimed }: FoundProps): JSX.Element {
  const some = useSome(found, { page: PAGE })
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
        {some.shown.map((card) => (
          <li key={card.task.id}>
            <OpenCard card={card} onClaimed={onClaimed} />
          </li>
        ))}
      </ul>
      {some.next > 0 && (
        <Button wide icon="down" onClick={some.more}>
          {t('tasks.more', { count: found.length - some.shown.length })}
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
  const load = loadOf(view, person)
  const resting = view('volunteer', person)?.body.resting
  const isResting = resting !== undefined && resting > todayOf(clock)
  if (!mayClaim || (load.open === 0 && !isResting)) return null
  return (
    <p class="soft task__before">
      {isResting && <span>{t('tasks.resting', { day: sayDayNear(resting, clock) })} </span>}
      {load.open > 0 && sayLoad(load)}
    </p>
  )
}
