import './today.css'
import type { JSX } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { ErrorBoundary } from 'preact-iso'
import { doorName } from '../../domain/address.ts'
import { type DueDoor, planToday, type TodayPlan } from '../../domain/today.ts'
import { fetchTaskDesk } from '../fetch-ahead.ts'
import { useClock, useIsWhole, useLive, useView } from '../live.ts'
import { DeskDay, HouseholdPane, TaskPane } from '../panes.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { useChosen } from '../parts/chosen.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Empty, SearchLink } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { ModeChip } from '../parts/Tabs.tsx'
import { useMayImport, useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { sayDate, sayLunar, todayOf } from '../text/when.ts'
import { Arriving } from './Arriving.tsx'
import { fetchReview } from './fetch-review.ts'
import { Notes } from './Notes.tsx'
import { StairCard } from './StairCard.tsx'

/** Where the day begins: whose door is next, what was left half written, what needs a decision. */
export function Today(): JSX.Element {
  const { status } = useLive()
  const view = useView()
  const today = todayOf(useClock())
  const isWhole = useIsWhole()
  // Once the doors stand on the screen: they do not wait for a file about tasks.
  const [isPainted, setPainted] = useState(false)
  useEffect(() => {
    if (!isWhole) return
    const frame = requestAnimationFrame(() => setTimeout(() => setPainted(true)))
    return () => cancelAnimationFrame(frame)
  }, [isWhole])
  const hasClaims = isPainted && view.under('claim', status.value.session.person).length > 0
  const { round, mayReview } = useRights()
  const isDeskDay = round === undefined && mayReview
  const plan = useMemo(
    () => (isWhole && !isDeskDay ? planToday(view, today, round) : undefined),
    [view, today, isWhole, isDeskDay, round],
  )
  const next = plan?.stairs[0]?.doors[0]
  const { isDesk, household } = useChosen()
  const chosen = isDesk ? (household ?? next?.household.id) : undefined
  return (
    <Shell
      title={t('tab.today')}
      aside={<TodayLine />}
      action={
        <>
          <ModeChip />
          <SearchLink />
        </>
      }
      sync
      tab="today"
      {...(chosen === undefined ? {} : { detail: <HouseholdPane id={chosen} /> })}
      dock={next === undefined ? undefined : <NextDoor door={next} />}
    >
      <Notes />
      {hasClaims && (
        <ErrorBoundary>
          <TaskPane />
        </ErrorBoundary>
      )}
      {!status.value.complete && <Arriving />}
      {status.value.complete && <Day plan={plan} isDeskDay={isDeskDay} />}
    </Shell>
  )
}

/** A round of doors, or for those who have none what others' rounds have brought. */
function Day({ plan, isDeskDay }: { readonly plan: TodayPlan | undefined; readonly isDeskDay: boolean }): JSX.Element {
  const isWhole = useIsWhole()
  const { mayReview } = useRights()
  useEffect(() => {
    if (!isWhole) return
    if (isDeskDay) void fetchTaskDesk()
    if (mayReview) void fetchReview()
  }, [isWhole, isDeskDay, mayReview])
  // What is fetched for some people alone may be long in coming: the screen before must not stay until then.
  if (isWhole && isDeskDay)
    return (
      <ErrorBoundary>
        <DeskDay />
      </ErrorBoundary>
    )
  return plan === undefined ? <Opening /> : <DueList plan={plan} />
}

/** The data is there and being unpacked: a moment, longer only on an old phone with a whole community. */
const Opening = (): JSX.Element => <p class="empty">{t('today.opening')}</p>

function TodayLine(): JSX.Element {
  const today = todayOf(useClock())
  const lunar = sayLunar(today)
  return (
    <>
      {sayDate(today)}
      {lunar !== '' && (
        <span class="roomy">
          <i class="dot"> </i>
          {lunar}
        </span>
      )}
    </>
  )
}

/** How many stairs stand open at first: a coordinator's day can hold a hundred. */
const STAIRS_SHOWN = 8

function DueList({ plan }: { readonly plan: TodayPlan }): JSX.Element {
  const [shown, setShown] = useState(STAIRS_SHOWN)
  if (plan.left === 0) return <NothingDue plan={plan} />
  const rest = plan.stairs.length - shown
  return (
    <section>
      <div class="sec">
        <h2>{t('today.left', { count: plan.left })}</h2>
        {plan.done > 0 && <span class="sec__n">{t('today.of', { all: plan.left + plan.done, done: plan.done })}</span>}
      </div>
      {plan.stairs.slice(0, shown).map((stair) => (
        <StairCard key={`${stair.building.id}/${stair.stair.id}`} stair={stair} plan={plan} />
      ))}
      {rest > 0 && (
        <Button wide onClick={() => setShown(shown + 20)} icon="down">
          {t('today.laterStairs', { count: rest })}
        </Button>
      )}
    </section>
  )
}

function NothingDue({ plan }: { readonly plan: TodayPlan }): JSX.Element {
  const { posts } = useRights()
  const mayImport = useMayImport()
  const view = useView()
  const isBare = useIsWhole() && view.all('household').length === 0
  const hint =
    plan.later === undefined
      ? t('today.noneDueHint')
      : t('today.allDoneHint', { day: sayDate(plan.later.day), count: plan.later.count })
  if (posts.length === 0) return <Empty title={t('today.noPost')} hint={t('today.noPostHint')} />
  return (
    <Empty title={plan.done > 0 ? t('today.allDone') : t('today.noneDue')} hint={hint}>
      <Button href="/map" icon="map">
        {t('today.openMap')}
      </Button>
      {isBare && mayImport('roster') && (
        <Button href="/import" tone="go" icon="up">
          {t('today.import')}
        </Button>
      )}
    </Empty>
  )
}

/** The routine visit begins here: one tap opens the form of the next door. */
function NextDoor({ door }: { readonly door: DueDoor }): JSX.Element {
  const view = useView()
  return (
    <a class="next" href={`/visit/${door.household.id}`}>
      <span class="next__care">
        <CareShape care={door.household.body.care} size="l" />
      </span>
      <span class="next__t">
        <span class="next__k">{t('today.next')}</span> <b class="next__d">{doorName(view, door.household)}</b>
      </span>
      <span class="next__go">
        {t('today.log')}
        <Icon name="next" size="m" />
      </span>
    </a>
  )
}
