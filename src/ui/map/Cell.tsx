import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { BoardDoor } from '../../domain/board.ts'
import { dayOf, daysFrom as daysBetween } from '../../domain/calendar.ts'
import type { Day } from '../../domain/ids.ts'
import type { Layer } from '../../domain/layers.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { isDue, peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { useChosen } from '../parts/chosen.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { useRights } from '../rights.ts'
import { isLongRoom, sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { daysFrom } from './map-state.ts'

interface CellProps {
  readonly cell: BoardDoor
  readonly layer: Layer
}
/** One door; what it is decides how it looks, never its place. */
export function Cell({ cell, layer }: CellProps): JSX.Element {
  const { door, households, partOf } = cell
  const [only, ...others] = households
  if (partOf !== undefined) {
    return (
      <a class="cell cell--quiet cell--same" href={`/household/${partOf.household.id}`}>
        <No room={door.body.room} />
        <span class="cell__k">{t('map.sameAs', { room: partOf.door.body.room })}</span>
      </a>
    )
  }
  if (only === undefined) return <NoHousehold door={door} />
  if (others.length > 0) return <Several door={door} households={households} layer={layer} />
  return <One door={door} household={only} layer={layer} />
}

const No = ({ room }: { readonly room: string }): JSX.Element => (
  <span class={isLongRoom(room) ? 'cell__no cell__no--long' : 'cell__no'}>{room}</span>
)

function NoHousehold({ door }: { readonly door: RowOf<'door'> }): JSX.Element {
  const { use, name, room } = door.body
  const { mayVisit } = useRights()
  if (use === 'home') {
    const inside = (
      <>
        <No room={room} />
        <span class="cell__k">{t('map.empty')}</span>
      </>
    )
    if (!mayVisit) return <span class="cell cell--grey">{inside}</span>
    return (
      <a class="cell cell--grey" href={`/movein/${door.id}`}>
        {inside} <span class="sr">{t('map.moveIn')}</span>
      </a>
    )
  }
  const inside = (
    <>
      {use === 'shop' && <Icon name="shop" size="m" />}
      <span class="cell__name">{name ?? `${room} ${t(`map.use.${use}`)}`}</span>
    </>
  )
  if (!mayVisit) return <span class="cell cell--quiet">{inside}</span>
  return (
    <a class="cell cell--quiet" href={`/building/${door.body.building}/door/${door.id}`}>
      {inside} <span class="sr">{t('map.editDoor')}</span>
    </a>
  )
}

interface OneProps {
  readonly door: RowOf<'door'>
  readonly household: RowOf<'household'>
  readonly layer: Layer
}
function One({ door, household, layer }: OneProps): JSX.Element {
  const state = useDoorState(household, layer)
  const tint = state.isQuiet ? 'plain' : household.body.care
  return (
    <a class={`cell cell--${tint} ${state.frame}`} {...useDoorLink(household.id)}>
      <CareShape care={household.body.care} />
      <No room={door.body.room} />
      {state.words}
    </a>
  )
}

/** Halves too narrow for a thumb: a tap asks which household, so that no visit lands on the neighbours. */
function Several({ door, households, layer }: Omit<OneProps, 'household'> & Pick<BoardDoor, 'households'>) {
  const [isAsking, setAsking] = useState(false)
  const count = t('map.twoHouseholds', { count: households.length })
  return (
    <>
      <button type="button" class="cell cell--two" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        <span class="cell__head">
          <No room={door.body.room} /> <small>{count}</small>
        </span>
        <span class="cell__hh">
          {households.map((household, at) => (
            <Half key={household.id} household={household} layer={layer} place={at + 1} />
          ))}
        </span>
      </button>
      {isAsking && (
        <Dialog
          title={`${door.body.room} ${count}`}
          onClose={() => setAsking(false)}
          actions={<Button onClick={() => setAsking(false)}>{t('go.close')}</Button>}
        >
          {households.map((household) => (
            <Behind key={household.id} household={household} />
          ))}
        </Dialog>
      )}
    </>
  )
}
interface HalfProps {
  readonly household: RowOf<'household'>
  readonly layer: Layer
  readonly place: number
}
function Half({ household, layer, place }: HalfProps): JSX.Element {
  const state = useDoorState(household, layer)
  return (
    <span class={`cell--${state.isQuiet ? 'plain' : household.body.care} ${state.frame}`}>
      <CareShape care={household.body.care} size="s" />
      {household.body.label ?? place}
      {state.words !== null && <span class="sr">{state.words}</span>}
    </span>
  )
}
function Behind({ household }: Pick<OneProps, 'household'>): JSX.Element {
  const view = useView()
  return (
    <a class="note" {...useDoorLink(household.id)}>
      <CareShape care={household.body.care} />
      <span class="note__t">
        <b>{household.body.label}</b> {sayPeople(peopleOf(view, household.id).here)}
      </span>
      <Icon name="next" size="s" />
    </a>
  )
}

/** Where a door leads, and whether it is the one that stands open beside the board. */
function useDoorLink(household: string): { href: string; 'aria-current'?: 'true' } {
  const chosen = useChosen()
  const href = chosen.href(household)
  return chosen.household === household ? { href, 'aria-current': 'true' } : { href }
}

interface CellState {
  /** A frame says how a record stands, a tint how the people are. */
  readonly frame: string
  readonly words: ComponentChildren
  /** The layer has nothing to say about this door. */
  readonly isQuiet: boolean
}
function useDoorState(household: RowOf<'household'>, layer: Layer): CellState {
  const view = useView()
  const today = todayOf(useClock())
  const state = view.stateOf(household)
  const isDueNow = isDue(household.body, today)
  const unseen = useUnseen(household, layer)
  if (layer === 'needs') {
    const count = view.under('need', household.id).filter((need) => need.body.state !== 'closed').length
    return {
      frame: count > 0 ? 'cell--due' : '',
      words: count > 0 ? <span class="cell__k">{t('map.needs', { count })}</span> : null,
      isQuiet: count === 0,
    }
  }
  if (layer === 'unseen') return unseen
  const isQuiet = layer === 'due' && !isDueNow
  if (isDueNow) return { frame: 'cell--due', words: <DueWords due={household.body.nextDue} today={today} />, isQuiet }
  if (state === 'received') return { frame: '', words: null, isQuiet }
  return { frame: 'cell--un', words: <span class="cell__k">{t(`state.${state}`)}</span>, isQuiet }
}
/** Longer unseen than the days in the address is framed; how long it was is said of every door. */
function useUnseen({ body }: RowOf<'household'>, layer: Layer): CellState {
  const clock = useClock()
  const days = daysFrom(useRoute().query['days'])
  if (layer !== 'unseen' || body.lastReached === null) {
    return { frame: 'cell--due', words: <span class="cell__k">{t('map.neverShort')}</span>, isQuiet: false }
  }
  const ago = daysBetween(dayOf(body.lastReached, clock.timeZone), todayOf(clock))
  const words = <span class="cell__k">{ago === 0 ? t('map.today') : t('map.unseenDays', { count: ago })}</span>
  return { frame: ago < days ? '' : 'cell--due', words, isQuiet: ago < days }
}
function DueWords({ due, today }: { readonly due: Day | null; readonly today: Day }): JSX.Element | null {
  if (due === null) return null
  const over = daysBetween(due, today)
  if (over === 0) return <span class="cell__k">{t('map.today')}</span>
  return <span class="cell__k cell__k--late">{t('map.late', { count: over })}</span>
}
