import './review.css'
import './desk.css'
import '../needs/needs.css'
import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { heldToJudge } from '../../domain/held.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Done } from '../needs/Needs.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Card, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useDesk } from '../parts/wide.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { DismissDialog, HeldActions, HeldDetail } from './HeldDetail.tsx'
import { HeldList } from './HeldList.tsx'
import { HouseholdSide } from './HouseholdSide.tsx'
import { mayAccept, useHeldWords } from './held-words.ts'
import { type Judging, useJudging } from './judging.ts'
import { KeyBar, useKeys } from './Keys.tsx'

const KEYS = [
  [['e'], 'key.accept'],
  [['r'], 'key.dismiss'],
] as const

/** What the server keeps until a coordinator has decided: cards on a phone, list and detail side by side on a desk. */
export function Held(): JSX.Element {
  const desk = useDesk()
  const { complete } = useStatus()
  const judging = useJudging()
  const rows = useRows(judging)
  const [done, setDone] = useState('')
  const { asking, ask, accept, dismiss } = useWord({ judging, onDone: setDone })
  const actions = (row: RowOf<'held'>): JSX.Element => (
    <HeldActions row={row} judging={judging} onAccept={() => accept(row)} onDismiss={() => ask(row)} />
  )
  return (
    <Shell
      title={t('held.title')}
      {...(complete && rows.length > 0 ? { aside: t('held.sub', { count: rows.length }) } : {})}
      back="/review"
      sync={!desk}
      tab="review"
      wide
      foot={<KeyBar more={KEYS} />}
    >
      {done !== '' && <Done words={done} icon="check" onClose={() => setDone('')} />}
      {!complete && <Empty title={t('held.notComplete')} hint={t('held.notCompleteHint')} />}
      {complete && rows.length === 0 && (
        <Empty title={t('held.none')} hint={t('held.noneHint')}>
          <Button href="/review" tone="go">
            {t('held.toReview')}
          </Button>
        </Empty>
      )}
      {complete && rows.length > 0 && desk && <Desk rows={rows} actions={actions} onAccept={accept} onDismiss={ask} />}
      {complete && !desk && (
        <div class="cards">
          {rows.map((row) => (
            <Card key={row.id} class="held">
              <HeldDetail row={row} />
              {actions(row)}
            </Card>
          ))}
        </div>
      )}
      {asking !== undefined && (
        <DismissDialog row={asking} onStay={() => ask(undefined)} onGo={() => dismiss(asking)} />
      )}
    </Shell>
  )
}

function useRows({ isGiven }: Judging): readonly RowOf<'held'>[] {
  const view = useView()
  const { person } = useStatus().session
  const today = todayOf(useClock())
  return useMemo(() => heldToJudge(view, person, today), [view, person, today]).filter((row) => !isGiven(row))
}

interface WordOf {
  readonly judging: Judging
  readonly onDone: (words: string) => void
}
/** The two words and the question before the second; what was done is said in sight and aloud. */
function useWord({ judging, onDone }: WordOf) {
  const view = useView()
  const wordsOf = useHeldWords()
  const [asking, ask] = useState<RowOf<'held'>>()
  const give = async (row: RowOf<'held'>, verdict: 'accept' | 'dismiss'): Promise<void> => {
    const { place } = wordsOf(row)
    const who = view('person', row.body.author)?.body.name ?? ''
    onDone('')
    if (!(await judging.judge(row, verdict))) return
    const words = t(verdict === 'accept' ? 'held.accepted' : 'held.dismissed', { place, who })
    onDone(words)
    announce(words)
    // The card that had the focus is gone; the reader goes on at the head of the list.
    document.getElementById('main')?.focus()
  }
  return {
    asking,
    ask,
    accept: (row: RowOf<'held'>): void => void (mayAccept(row) && give(row, 'accept')),
    dismiss(row: RowOf<'held'>): void {
      ask(undefined)
      void give(row, 'dismiss')
    },
  }
}

interface DeskProps {
  readonly rows: readonly RowOf<'held'>[]
  readonly actions: (row: RowOf<'held'>) => JSX.Element
  readonly onAccept: (row: RowOf<'held'>) => void
  readonly onDismiss: (row: RowOf<'held'>) => void
}
function Desk({ rows, actions, onAccept, onDismiss }: DeskProps): JSX.Element {
  const wordsOf = useHeldWords()
  const { route } = useLocation()
  const [selected, setSelected] = useState(useRoute().params['id'])
  // Once decided a row is gone; work goes on at its place.
  const place = useRef(0)
  const found = rows.findIndex((row) => row.id === selected)
  place.current = Math.min(found < 0 ? place.current : found, rows.length - 1)
  const current = rows[place.current]
  const of = (id: string): RowOf<'held'> | undefined => rows.find((row) => row.id === id)
  const withRow = (act: (row: RowOf<'held'>) => void) => (id: string) => {
    const row = of(id)
    if (row !== undefined) act(row)
  }
  useKeys({
    ids: rows.map((row) => row.id),
    at: '/held',
    current: current?.id,
    onMove: setSelected,
    onOpen: withRow((row) => {
      const { household } = wordsOf(row)
      if (household !== undefined) route(`/household/${household.id}`)
    }),
    more: { e: withRow(onAccept), r: withRow(onDismiss) },
  })
  const household = current === undefined ? undefined : wordsOf(current).household
  return (
    <div class="review">
      <HeldList rows={rows} current={current?.id} onSelect={setSelected} />
      {current !== undefined && (
        <section class="det" aria-label={t('held.one')}>
          <HeldDetail row={current} />
          <div class="det__do">{actions(current)}</div>
        </section>
      )}
      {household !== undefined && <HouseholdSide household={household.id} />}
    </div>
  )
}
