import './search.css'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { maskName } from '../../domain/mask.ts'
import type { Hit } from '../../domain/search.ts'
import { peopleOf } from '../../domain/today.ts'
import type { View } from '../../store/contract.ts'
import { useDoorName } from '../door-names.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Card, Empty } from '../parts/pieces.tsx'
import { useRemembered } from '../parts/remembered.ts'
import { Shell } from '../parts/Shell.tsx'
import { sayPeople, tagWords } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDue, todayOf } from '../text/when.ts'
import { useHits } from './hits.ts'
import { Spots, useFoundSpots } from './Spots.tsx'

const LIMIT = 40
/** Drawn with the letter; the others once nobody has typed for a moment: a letter must not wait for rows below the screen. */
const AT_ONCE = 12
const TYPING = 100

/** Residents, doors and service points by whatever comes to mind; everything happens on this phone. */
export function Search(): JSX.Element {
  const { complete } = useStatus()
  const [query, setQuery] = useRemembered('query', '')
  return (
    <Shell
      title={t('search.title')}
      back="/"
      tab="today"
      head={complete ? <SearchField query={query} onInput={setQuery} /> : undefined}
    >
      {complete ? (
        <Results query={query} onTry={setQuery} />
      ) : (
        <Empty title={t('search.notComplete')} hint={t('search.notCompleteHint')} />
      )}
    </Shell>
  )
}

interface SearchFieldProps {
  readonly query: string
  readonly onInput: (query: string) => void
}
function SearchField({ query, onInput }: SearchFieldProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
  }, [])
  return (
    <search>
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault()
          field.current?.blur()
        }}
      >
        <Icon name="search" />
        <input
          ref={field}
          class="field"
          type="search"
          maxLength={60}
          value={query}
          onInput={(event) => onInput(event.currentTarget.value)}
          aria-label={t('search.label')}
          placeholder={t('search.label')}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
        />
        {query !== '' && (
          <button
            type="button"
            class="iconbtn"
            aria-label={t('search.clear')}
            onClick={() => {
              onInput('')
              field.current?.focus()
            }}
          >
            <Icon name="close" size="m" />
          </button>
        )}
      </form>
    </search>
  )
}

function useDrawn(hits: readonly Hit[]): readonly Hit[] {
  const [whole, setWhole] = useState<readonly Hit[]>()
  useEffect(() => {
    const timer = setTimeout(() => setWhole(hits), TYPING)
    return () => clearTimeout(timer)
  }, [hits])
  return whole === hits ? hits : hits.slice(0, AT_ONCE)
}

function Results({ query, onTry }: { readonly query: string; readonly onTry: (query: string) => void }): JSX.Element {
  const { hits, loading } = useHits(query, LIMIT)
  const drawn = useDrawn(hits)
  const doorOf = useDoorName()
  const spots = useFoundSpots(query)
  if (query.trim() === '') return <Examples onTry={onTry} />
  return (
    <>
      <p class="soft found" role="status">
        {loading ? t('search.loading') : sayFound(hits.length, spots.length)}
      </p>
      {hits.length + spots.length === 0 && !loading && (
        <Empty title={t('search.none', { query: query.trim() })} hint={t('search.noneHint')} />
      )}
      {hits.length > 0 && (
        <Card>
          <ul>
            {drawn.map((hit) => (
              <li key={hit.household.id}>
                <HitRow hit={hit} door={doorOf(hit.household)} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Spots found={spots} />
    </>
  )
}
function sayFound(households: number, spots: number): string {
  const said = [
    households === LIMIT
      ? t('search.many', { count: LIMIT })
      : households > 0 && t('search.found', { count: households }),
    spots > 0 && t('search.foundSpots', { count: spots }),
  ]
  return said.filter(Boolean).join(t('search.comma'))
}

function HitRow({ hit, door }: { readonly hit: Hit; readonly door: string }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { household, residents } = hit
  const due = household.body.nextDue === null ? undefined : sayDue(household.body.nextDue, today)
  const gone =
    household.body.ended !== undefined ||
    (residents.length > 0 && residents.every((one) => one.body.ended !== undefined))
  return (
    <a class="hit" href={`/household/${household.id}`}>
      <CareShape care={household.body.care} />
      <span class="hit__t">
        <b>{door}</b>
        <small>
          {namesOf(view, hit)}
          <span class="roomy">
            {tagWords(view, household)
              .slice(0, 2)
              .map((tag) => ` ${tag}`)}
          </span>
        </small>
      </span>
      {gone ? (
        <span class="st st--plain">{t('search.ended')}</span>
      ) : (
        due !== undefined && <span class={due.late ? 'late' : 'soft'}>{due.words}</span>
      )}
      <Icon name="next" size="s" />
    </a>
  )
}
/** Those the query named, else who lives there. */
function namesOf(view: View, { household, residents }: Hit): string {
  const [first] = residents
  if (first === undefined) return sayPeople(peopleOf(view, household.id).here)
  const name = maskName(first.body.name)
  return residents.length === 1 ? name : t('people.more', { name, count: residents.length })
}

const EXAMPLES = [
  ['search.byName', 'search.exName'],
  ['search.byPinyin', 'search.exPinyin'],
  ['search.byDoor', 'search.exDoor'],
  ['search.byStair', 'search.exStair'],
  ['search.byPhone', 'search.exPhone'],
  ['search.bySpot', 'search.exSpot'],
] as const
function Examples({ onTry }: { readonly onTry: (query: string) => void }): JSX.Element {
  return (
    <section>
      <div class="sec">
        <h2>{t('search.examples')}</h2>
      </div>
      <Card>
        {EXAMPLES.map(([query, words]) => (
          <button key={query} type="button" class="note" onClick={() => onTry(t(query))}>
            <b class="try">{t(query)}</b>
            <span class="note__t soft">{t(words)}</span>
          </button>
        ))}
      </Card>
    </section>
  )
}
