import './review.css'
import './desk.css'
import type { JSX } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { RowOf } from '../../domain/nouns.ts'
import { filterVisits, isUrgent, newestFirst, type ReviewFilter } from '../../domain/review.ts'
import { useClock, useIsWhole, useStatus, useView } from '../live.ts'
import { Button, Empty, SearchLink } from '../parts/pieces.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { Shell } from '../parts/Shell.tsx'
import { useDesk } from '../parts/wide.ts'
import { t } from '../text/text.ts'
import { useHeldCount } from '../to-do.ts'
import { VisitDetail } from './Detail.tsx'
import { type Chosen, Filters, isFiltered, readChosen } from './Filters.tsx'
import { HouseholdSide } from './HouseholdSide.tsx'
import { KeyBar, useKeys } from './Keys.tsx'
import { VisitList } from './VisitList.tsx'

/** What leaders' phones have sent, newest first; on a desk with the visit and its household beside it. */
export function Review(): JSX.Element {
  const { params } = useRoute()
  const desk = useDesk()
  const id = params['id']
  return id !== undefined && !desk ? <OnePage id={id} /> : <Queue {...(id === undefined ? {} : { first: id })} />
}

const NO_FILTER: Chosen = {}

function useVisits(chosen: Chosen): {
  readonly all: readonly RowOf<'visit'>[]
  readonly shown: readonly RowOf<'visit'>[]
  readonly urgent: number
} {
  const view = useView()
  const clock = useClock()
  const all = useMemo(() => newestFirst(view), [view])
  const urgent = useMemo(() => all.filter((visit) => isUrgent(view, visit)).length, [view, all])
  const filter: ReviewFilter = readChosen(chosen, clock)
  const asked = JSON.stringify(filter)
  const shown = useMemo(
    () => filterVisits(view, all, { filter: JSON.parse(asked), timeZone: clock.timeZone }),
    [view, all, asked, clock.timeZone],
  )
  return { all, shown, urgent }
}

function Queue({ first }: { readonly first?: string }): JSX.Element {
  const view = useView()
  const { complete } = useStatus()
  const [chosen, setChosen] = useRemembered<Chosen>('chosen', NO_FILTER)
  const [selected, setSelected] = useRemembered<string | undefined>('selected', first)
  const { route } = useLocation()
  const desk = useDesk()
  const { all, shown, urgent } = useVisits(chosen)
  const held = useHeldCount()
  const current = desk ? (shown.find((visit) => visit.id === selected) ?? shown[0]) : undefined
  useKeys({
    ids: shown.map((visit) => visit.id),
    at: '/review',
    current: current?.id,
    onMove: setSelected,
    onOpen: (visit) => {
      const household = view('visit', visit)?.body.household
      if (household !== undefined) route(`/household/${household}`)
    },
  })
  // What is open stays open when a newer visit arrives above it.
  const whole = complete && view.loaded === 'all'
  const opened = desk && whole && selected === undefined ? shown[0]?.id : undefined
  useEffect(() => {
    if (opened !== undefined) setSelected(opened)
  }, [opened, setSelected])
  const sub = isFiltered(chosen)
    ? t('review.subFiltered', { count: shown.length, all: all.length })
    : t('review.sub', { count: all.length })
  return (
    <Shell
      title={t('review.title')}
      {...(complete ? { aside: whole ? sub : t('review.loading') } : {})}
      action={<SearchLink />}
      sync={!desk}
      tab="review"
      wide
      head={complete ? <Filters chosen={chosen} held={held} urgent={urgent} onChoose={setChosen} /> : undefined}
      foot={<KeyBar />}
    >
      {complete ? (
        <div class="review">
          {shown.length === 0 ? (
            <NothingFound filtered={isFiltered(chosen)} onClear={() => setChosen(NO_FILTER)} />
          ) : (
            <VisitList visits={shown} current={current?.id} {...(desk ? { onSelect: setSelected } : {})} />
          )}
          {current !== undefined && (
            <>
              <section class="det" aria-label={t('review.visit')}>
                <VisitDetail visit={current} />
                <div class="det__do">
                  <Button tone="go" href={`/household/${current.body.household}`}>
                    {t('review.openHousehold')}
                    <kbd>Enter</kbd>
                  </Button>
                </div>
              </section>
              <HouseholdSide household={current.body.household} />
            </>
          )}
        </div>
      ) : (
        <Empty title={t('review.notComplete')} hint={t('review.notCompleteHint')} />
      )}
    </Shell>
  )
}

function NothingFound({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  if (!filtered) return <Empty title={t('review.none')} hint={t('review.noneHint')} />
  return (
    <Empty title={t('review.noneFound')} hint={t('review.noneFoundHint')}>
      <Button tone="go" onClick={onClear}>
        {t('review.clear')}
      </Button>
    </Empty>
  )
}

/** On a phone one visit is a page of its own, with its household under it. */
function OnePage({ id }: { readonly id: string }): JSX.Element {
  const isWhole = useIsWhole()
  const view = useView()
  const { route } = useLocation()
  const visit = view('visit', id)
  return (
    <Shell
      title={t('review.visit')}
      back="/review"
      tab="review"
      {...(visit === undefined
        ? {}
        : {
            dock: (
              <Button tone="go" size="big" wide href={`/household/${visit.body.household}`}>
                {t('review.openHousehold')}
              </Button>
            ),
          })}
    >
      {visit === undefined && !isWhole ? (
        <p class="empty">{t('today.opening')}</p>
      ) : visit === undefined ? (
        <Empty title={t('review.gone')} hint={t('review.goneHint')}>
          <Button tone="go" onClick={() => route('/review', true)}>
            {t('review.list')}
          </Button>
        </Empty>
      ) : (
        <>
          <VisitDetail visit={visit} />
          <HouseholdSide household={visit.body.household} />
        </>
      )}
    </Shell>
  )
}
