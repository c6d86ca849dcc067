import './drawing.css'
import { Moment } from '../parts/fields.tsx'
import '../map/buildings.css'
import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { gridsOf } from '../../domain/board.ts'
import { plusDays } from '../../domain/calendar.ts'
import { PAYLOAD_LIMIT, type PayloadOf } from '../../domain/commands.ts'
import { asId, type Day, type GridId } from '../../domain/ids.ts'
import type { Rings, RowOf } from '../../domain/nouns.ts'
import { goesBefore, type Moves, movesTo, neighboursOf, type Sorted } from '../../domain/redraw-plan.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useGoOn } from '../go-on.ts'
import { useClock, useLive, useView } from '../live.ts'
import { Failed } from '../office/Frame.tsx'
import { Effect, usePreview } from '../office/Previewed.tsx'
import { type Giving, useOffice } from '../office/useOffice.ts'
import { announce } from '../parts/live-region.ts'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { sayDate, todayOf } from '../text/when.ts'
import { useAct } from './useAct.ts'

interface CheckProps {
  readonly grid: RowOf<'grid'>
  /** Absent where only houses go. */
  readonly boundary?: readonly Rings[] | null
  readonly sorted: Sorted
  readonly back: string
  readonly onBack?: () => void
}
/** What would change, for whom, and from which day: nothing is done before it is confirmed here. */
export function Check(props: CheckProps): JSX.Element {
  const { grid, boundary, sorted, back, onBack } = props
  const view = useView()
  const today = todayOf(useClock())
  const [on, setOn] = useState<Day>(plusDays(today, 1))
  const [chosen, choose] = useState<ReadonlyMap<string, string>>(new Map())
  const choices = useChoices(props)
  const wanted = useMemo(
    () =>
      new Map(
        choices.flatMap(({ building, first }) => {
          const to = chosen.get(building.id) ?? first
          return to === STAY ? [] : [[building.id, asId<'grid'>(to)] as const]
        }),
      ),
    [choices, chosen],
  )
  const moves = useMemo(() => movesTo(view, wanted), [view, wanted])
  const payload = usePayload(props, moves, on)
  const isAny = boundary !== undefined || moves.grids.length + moves.buildings.length > 0
  const { office, shown, look } = useAsked(payload, isAny)
  const title = boundary === undefined ? t('drawing.moveHouse') : t('drawing.boundary', { grid: grid.body.name })
  return (
    <Shell
      title={title}
      back={back}
      dock={<Confirm {...props} payload={payload} isReady={shown !== undefined && isAny} houses={wanted.size} />}
    >
      <div class="import">
        {onBack !== undefined && (
          <Button icon="pen" onClick={onBack}>
            {t('drawing.again')}
          </Button>
        )}
        <Moment
          title={t('drawing.from')}
          hint={on === today ? t('drawing.atOnce') : t('drawing.byItself', { day: sayDate(on) })}
          min={today}
          value={on}
          onInput={(day) => day >= today && setOn(day as Day)}
        />
        <Houses
          title={t('drawing.joins', { count: sorted.joins.length })}
          of={choices.filter(({ isJoining }) => isJoining)}
          on={on}
          chosen={chosen}
          onChoose={(house, to) => choose(new Map(chosen).set(house, to))}
        />
        <Houses
          title={boundary === undefined ? t('drawing.goes') : t('drawing.leaves', { count: sorted.leaves.length })}
          of={choices.filter(({ isJoining }) => !isJoining)}
          on={on}
          chosen={chosen}
          onChoose={(house, to) => choose(new Map(chosen).set(house, to))}
        />
        <Section title={t('drawing.access')}>
          <Failed failure={office.failed} />
          {shown !== undefined && <Effect {...shown} />}
          {shown === undefined && isAny && (
            <Button disabled={office.going} onClick={() => void look()}>
              {t(office.going ? 'office.going' : 'office.preview')}
            </Button>
          )}
        </Section>
      </div>
    </Shell>
  )
}
/** Asks what the server would make of it, and again whenever it is another. */
function useAsked(payload: PayloadOf<'grid.redraw'>, isAny: boolean): Asked {
  const office = useOffice()
  const { shown, look } = usePreview(office, { type: 'grid.redraw', payload })
  const ask = useRef(look)
  ask.current = look
  const wish = JSON.stringify(payload)
  useEffect(() => void (isAny && wish.length <= PAYLOAD_LIMIT && ask.current()), [wish, isAny])
  return { office, shown, look }
}
type Asked = ReturnType<typeof usePreview> & { readonly office: Giving }

const STAY = ''
interface HouseChoice {
  readonly building: RowOf<'building'>
  readonly isJoining: boolean
  /** What is proposed. */
  readonly first: string
  /** Where it hangs now, and where it could go. */
  readonly now: readonly RowOf<'grid'>[]
  readonly to: readonly RowOf<'grid'>[]
}
function useChoices({ grid, sorted }: CheckProps): readonly HouseChoice[] {
  const view = useView()
  const mayCoordinate = useMayCoordinate()
  return useMemo(() => {
    const neighbours = neighboursOf(view, grid).filter(({ id }) => mayCoordinate(id as GridId))
    const now = ({ body }: RowOf<'building'>) => gridsOf(view, body, grid.body.level)
    return [
      ...sorted.joins.map((building) => ({
        ...{ building, isJoining: true, first: grid.id, now: now(building), to: [grid] },
      })),
      ...sorted.leaves.map(({ building, into }) => ({
        ...{ building, isJoining: false, now: now(building), to: neighbours },
        first: neighbours.some(({ id }) => id === into?.id) ? (into?.id ?? STAY) : STAY,
      })),
    ]
  }, [view, grid, sorted, mayCoordinate])
}

interface HousesProps {
  readonly title: string
  readonly of: readonly HouseChoice[]
  readonly on: Day
  readonly chosen: ReadonlyMap<string, string>
  readonly onChoose: (house: string, to: string) => void
}
function Houses({ title, of, on, chosen, onChoose }: HousesProps): JSX.Element | null {
  if (of.length === 0) return null
  return (
    <Section title={title}>
      <Card>
        {of.map(({ building, first, now, to }) => (
          <label class="note bn__row" key={building.id}>
            <span class="note__t">
              <b>{building.body.name}</b>
              <small>{t('drawing.now', { grid: now.map(({ body }) => body.name).join(' ') })}</small>
              <Before house={building.id} on={on} />
            </span>
            <select
              class="field"
              aria-label={t('drawing.where', { house: building.body.name })}
              value={chosen.get(building.id) ?? first}
              onChange={({ currentTarget }) => onChoose(building.id, currentTarget.value)}
            >
              <option value={STAY}>{t('drawing.stays')}</option>
              {to.map(({ id, body }) => (
                <option key={id} value={id}>
                  {t('drawing.to', { grid: body.name })}
                </option>
              ))}
            </select>
          </label>
        ))}
      </Card>
    </Section>
  )
}

/** Something else is decided about the house already, and comes first. */
function Before({ house, on }: { readonly house: string; readonly on: Day }): JSX.Element | null {
  const view = useView()
  const first = useMemo(() => goesBefore(view, house, on), [view, house, on])
  if (first === undefined) return null
  const grid = view('grid', first.to)?.body.name ?? ''
  return <small class="late">{t('drawing.before', { day: sayDate(first.on), grid })}</small>
}

function usePayload({ grid, boundary }: CheckProps, moves: Moves, on: Day): PayloadOf<'grid.redraw'> {
  const { doors } = useLive()
  const [redraw] = useState(() => doors.newId())
  return {
    redraw,
    grid: grid.id,
    ...(boundary === undefined ? {} : { boundary: boundary as PayloadOf<'grid.redraw'>['boundary'] }),
    grids: [...moves.grids],
    buildings: moves.buildings.map((move) => ({ ...move, stairs: [...move.stairs] })),
    on,
  }
}

interface ConfirmProps extends CheckProps {
  readonly payload: PayloadOf<'grid.redraw'>
  /** What it would do stands on the screen. */
  readonly isReady: boolean
  readonly houses: number
}
function Confirm({ payload, isReady, houses, back }: ConfirmProps): JSX.Element {
  const today = todayOf(useClock())
  const goOn = useGoOn()
  const { isGoing, failed, act } = useAct()
  const on = payload.on as Day
  const isTooLarge = JSON.stringify(payload).length > PAYLOAD_LIMIT
  const confirm = async (): Promise<void> => {
    if (!(await act('grid.redraw', payload))) return
    announce(t(on === today ? 'drawing.done' : 'drawing.noted', { day: sayDate(on) }))
    goOn(back)
  }
  const problem = isTooLarge ? ('drawing.failed.large' as const) : failed
  return (
    <>
      {problem !== undefined && (
        <p class="late bn__say" role="alert">
          {t(problem)}
        </p>
      )}
      <Button tone="go" size="big" wide disabled={!isReady || isGoing} onClick={() => void confirm()}>
        {houses > 0 ? t('drawing.confirmHouses', { count: houses }) : t('drawing.confirm')}
        <small>{on === today ? t('drawing.today') : t('drawing.fromDay', { day: sayDate(on) })}</small>
      </Button>
    </>
  )
}
