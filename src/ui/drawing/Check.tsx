import './drawing.css'
import '../map/buildings.css'
import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { plusDays } from '../../domain/calendar.ts'
import { PAYLOAD_LIMIT, type PayloadOf } from '../../domain/commands.ts'
import { asId, type Day, type GridId } from '../../domain/ids.ts'
import type { Rings, RowOf } from '../../domain/nouns.ts'
import { type AccessChange, type AccessPreview, previewAccess, type Reach } from '../../domain/redraw-access.ts'
import { gridsOf, type Moves, movesTo, neighboursOf, type Sorted } from '../../domain/redraw-plan.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useClock, useLive, useView } from '../live.ts'
import { announce } from '../parts/live-region.ts'
import { Button, Card, Facts, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { termWord } from '../text/household.ts'
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
  const preview = useMemo(() => previewAccess(view, moves, on), [view, moves, on])
  const title = boundary === undefined ? t('drawing.moveHouse') : t('drawing.boundary', { grid: grid.body.name })
  return (
    <Shell
      title={title}
      back={back}
      dock={
        <Confirm
          {...props}
          moves={moves}
          on={on}
          isAny={boundary !== undefined || countOf(moves) > 0}
          houses={wanted.size}
        />
      }
    >
      <div class="import">
        {onBack !== undefined && (
          <Button icon="pen" onClick={onBack}>
            {t('drawing.again')}
          </Button>
        )}
        <label class="lbl">
          <span>{t('drawing.from')}</span>
          <input
            class="field"
            type="date"
            min={today}
            value={on}
            onInput={({ currentTarget: { value } }) => value >= today && setOn(value as Day)}
          />
          <small>{on === today ? t('drawing.atOnce') : t('drawing.byItself', { day: sayDate(on) })}</small>
        </label>
        <Houses
          title={t('drawing.joins', { count: sorted.joins.length })}
          of={choices.filter(({ isJoining }) => isJoining)}
          chosen={chosen}
          onChoose={(house, to) => choose(new Map(chosen).set(house, to))}
        />
        <Houses
          title={boundary === undefined ? t('drawing.goes') : t('drawing.leaves', { count: sorted.leaves.length })}
          of={choices.filter(({ isJoining }) => !isJoining)}
          chosen={chosen}
          onChoose={(house, to) => choose(new Map(chosen).set(house, to))}
        />
        <Access preview={preview} />
      </div>
    </Shell>
  )
}
const countOf = ({ grids, buildings }: Moves): number => grids.length + buildings.length

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
  readonly chosen: ReadonlyMap<string, string>
  readonly onChoose: (house: string, to: string) => void
}
function Houses({ title, of, chosen, onChoose }: HousesProps): JSX.Element | null {
  if (of.length === 0) return null
  return (
    <Section title={title}>
      <Card>
        {of.map(({ building, first, now, to }) => (
          <label class="note bn__row" key={building.id}>
            <span class="note__t">
              <b>{building.body.name}</b>
              <small>{t('drawing.now', { grid: now.map(({ body }) => body.name).join(' ') })}</small>
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

/** Who would see more, and who less. */
function Access({ preview }: { readonly preview: AccessPreview }): JSX.Element {
  const { moved, people } = preview
  return (
    <Section title={t('drawing.access')} note={t('drawing.moved', { ...moved })}>
      <Card>
        {people.length === 0 && <p class="note soft">{t('drawing.nobody')}</p>}
        {people.map((one) => (
          <AccessRow key={one.person.id} {...one} />
        ))}
      </Card>
    </Section>
  )
}
function AccessRow({ person, roles, gains, loses }: AccessChange): JSX.Element {
  const view = useView()
  const say = (reach: Reach): string => t('drawing.reach', { ...reach })
  return (
    <p class="note bn__row">
      <span class="note__t">
        <b>{person.body.name}</b>
        <small>{roles.map((role) => termWord(view, 'roles', role)).join(' ')}</small>
      </span>
      <span>
        <Facts
          of={[
            loses.households > 0 && <b class="late">{t('drawing.loses', { reach: say(loses) })}</b>,
            gains.households > 0 && <b>{t('drawing.gains', { reach: say(gains) })}</b>,
          ]}
        />
      </span>
    </p>
  )
}

interface ConfirmProps extends CheckProps {
  readonly moves: Moves
  readonly on: Day
  readonly isAny: boolean
  readonly houses: number
}
function Confirm({ grid, boundary, moves, on, isAny, houses, back }: ConfirmProps): JSX.Element {
  const { doors } = useLive()
  const today = todayOf(useClock())
  const { route } = useLocation()
  const { isGoing, failed, act } = useAct()
  const [redraw] = useState(() => doors.newId())
  const payload: PayloadOf<'grid.redraw'> = {
    redraw,
    grid: grid.id,
    ...(boundary === undefined ? {} : { boundary: boundary as PayloadOf<'grid.redraw'>['boundary'] }),
    grids: [...moves.grids],
    buildings: moves.buildings.map((move) => ({ ...move, stairs: [...move.stairs] })),
    on,
  }
  const isTooLarge = JSON.stringify(payload).length > PAYLOAD_LIMIT
  const confirm = async (): Promise<void> => {
    if (!(await act('grid.redraw', payload))) return
    announce(t(on === today ? 'drawing.done' : 'drawing.noted', { day: sayDate(on) }))
    route(back, true)
  }
  const problem = isTooLarge ? ('drawing.failed.large' as const) : failed
  return (
    <>
      {problem !== undefined && (
        <p class="late bn__say" role="alert">
          {t(problem)}
        </p>
      )}
      <Button tone="go" size="big" wide disabled={!isAny || isTooLarge || isGoing} onClick={() => void confirm()}>
        {houses > 0 ? t('drawing.confirmHouses', { count: houses }) : t('drawing.confirm')}
        <small>{on === today ? t('drawing.today') : t('drawing.fromDay', { day: sayDate(on) })}</small>
      </Button>
    </>
  )
}
