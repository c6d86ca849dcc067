import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { plusDays } from '../../domain/calendar.ts'
import { asId, type Day, type GridId, type PersonId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { choicesOf, type ReviewFilter } from '../../domain/review.ts'
import { isAtOrBelow } from '../../domain/rights.ts'
import type { View } from '../../store/contract.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { useDesk } from '../parts/wide.ts'
import { useRights } from '../rights.ts'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { type Clock, todayOf } from '../text/when.ts'

/** What was chosen in the filters; days as a span that moves on with today, or two days of one's own. */
export interface Chosen {
  readonly grid?: string
  readonly by?: string
  readonly outcome?: string
  readonly span?: Span
  readonly from?: string
  readonly until?: string
  readonly urgent?: boolean
}
type Span = 'today' | 'week' | 'month' | 'between'
const SPANS: readonly Span[] = ['today', 'week', 'month', 'between']
const DAYS_BACK: Readonly<Record<Exclude<Span, 'between'>, number>> = { today: 0, week: 6, month: 29 }

const countChosen = (chosen: Chosen): number =>
  [chosen.grid, chosen.by, chosen.outcome, chosen.span, chosen.urgent].filter(Boolean).length
export const isFiltered = (chosen: Chosen): boolean => countChosen(chosen) > 0

export function readChosen(chosen: Chosen, clock: Clock): ReviewFilter {
  const { grid, by, outcome, urgent } = chosen
  return {
    ...(grid ? { grid: asId<'grid'>(grid) as GridId } : {}),
    ...(by ? { by: asId<'person'>(by) as PersonId } : {}),
    ...(outcome ? { outcome } : {}),
    ...(urgent === true ? { urgent } : {}),
    ...daysOf(chosen, todayOf(clock)),
  }
}
function daysOf({ span, from, until }: Chosen, today: Day): Pick<ReviewFilter, 'from' | 'until'> {
  if (span === undefined) return {}
  if (span !== 'between') return { from: plusDays(today, -DAYS_BACK[span]) }
  return { ...(from ? { from: from as Day } : {}), ...(until ? { until: until as Day } : {}) }
}

interface FiltersProps {
  readonly chosen: Chosen
  /** How many records wait for this person's word. */
  readonly held: number
  /** How many visits are urgent now. */
  readonly urgent: number
  readonly onChoose: (chosen: Chosen) => void
}
/** In a row on a desk; folded on a phone, where the list matters more. */
export function Filters(props: FiltersProps): JSX.Element {
  const { chosen, held, urgent, onChoose } = props
  const desk = useDesk()
  const count = countChosen(chosen)
  const toDecide = held > 0 && (
    <a class="chip chip--you" href="/held">
      <Icon name="you" size="s" />
      {t('review.held', { count: held })}
    </a>
  )
  const quick = (
    <button
      type="button"
      class={urgent > 0 ? 'chip chip--you' : 'chip'}
      aria-pressed={chosen.urgent === true}
      onClick={() => onChoose({ ...chosen, urgent: chosen.urgent !== true })}
    >
      <Icon name="flag" size="s" />
      {t('review.urgentOnly', { count: urgent })}
    </button>
  )
  const clear = count > 0 && (
    <Button tone="quiet" size="s" onClick={() => onChoose({})}>
      {t('review.clear')}
    </Button>
  )
  if (desk) {
    return (
      <div class="filters">
        {toDecide}
        {quick}
        <Fields {...props} />
        {clear}
      </div>
    )
  }
  return (
    <div class="filters">
      {toDecide}
      {quick}
      <details class="filters__more">
        <summary class="chip">
          {count > 0 ? t('review.filtersOn', { count }) : t('review.filters')}
          <Icon name="down" size="s" />
        </summary>
        <div class="filters__all">
          <Fields {...props} />
          {clear}
        </div>
      </details>
    </div>
  )
}

function Fields({ chosen, onChoose }: FiltersProps): JSX.Element {
  const view = useView()
  const { persons, outcomes } = useMemo(() => choicesOf(view), [view])
  const set = (more: Partial<Record<keyof Chosen, string>>): void => onChoose({ ...chosen, ...more } as Chosen)
  return (
    <>
      <Select name={t('review.grid')} all={t('review.allGrids')} value={chosen.grid} onChange={(grid) => set({ grid })}>
        <GridOptions />
      </Select>
      <Select name={t('review.person')} all={t('review.allPersons')} value={chosen.by} onChange={(by) => set({ by })}>
        {persons.map((id) => (
          <option key={id} value={id}>
            {view('person', id)?.body.name ?? id}
          </option>
        ))}
      </Select>
      <Select
        name={t('review.outcome')}
        all={t('review.allOutcomes')}
        value={chosen.outcome}
        onChange={(outcome) => set({ outcome })}
      >
        {outcomes.map((id) => (
          <option key={id} value={id}>
            {termWord(view, 'visitOutcomes', id)}
          </option>
        ))}
      </Select>
      <Select name={t('review.days')} all={t('review.allDays')} value={chosen.span} onChange={(span) => set({ span })}>
        {SPANS.map((span) => (
          <option key={span} value={span}>
            {t(`review.${span}`)}
          </option>
        ))}
      </Select>
      {chosen.span === 'between' && (
        <>
          <DayField name={t('review.from')} value={chosen.from} onChange={(from) => set({ from })} />
          <DayField name={t('review.until')} value={chosen.until} onChange={(until) => set({ until })} />
        </>
      )}
    </>
  )
}

interface SelectProps {
  readonly name: string
  readonly all: string
  readonly value: string | undefined
  readonly onChange: (value: string) => void
  readonly children: preact.ComponentChildren
}
export function Select({ name, all, value, onChange, children }: SelectProps): JSX.Element {
  return (
    <label class={value ? 'pickone pickone--on' : 'pickone'}>
      <span>{name}</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{all}</option>
        {children}
      </select>
    </label>
  )
}
interface DayFieldProps {
  readonly name: string
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}
function DayField({ name, value, onChange }: DayFieldProps): JSX.Element {
  return (
    <label class="pickone">
      <span>{name}</span>
      <input type="date" value={value ?? ''} onInput={(event) => onChange(event.currentTarget.value)} />
    </label>
  )
}

/** Micro-grids with their stairs under them, as far as the person's own posts reach. */
function GridOptions(): JSX.Element {
  const view = useView()
  const { posts } = useRights()
  const groups = useMemo(() => gridGroups(view, posts), [view, posts])
  return (
    <>
      {groups.map(({ grid, below }) => (
        <optgroup key={grid.id} label={grid.body.name}>
          <option value={grid.id}>{t('review.wholeGrid', { grid: grid.body.name })}</option>
          {below.map((one) => (
            <option key={one.id} value={one.id}>
              {one.body.name}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
}
function gridGroups(view: View, posts: readonly RowOf<'post'>[]) {
  const reached = view
    .all('grid')
    .filter((grid) => posts.some((post) => isAtOrBelow(view, asId<'grid'>(grid.id), post.body.grid)))
    .sort((a, b) => a.body.order - b.body.order)
  const micros = reached.filter((grid) => grid.body.level === 'micro')
  return micros.map((grid) => ({ grid, below: reached.filter((one) => one.body.parent === grid.id) }))
}
