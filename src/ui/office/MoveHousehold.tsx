import '../visit/visit.css'
import '../visit/edit.css'
import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { addressOf, doorName, stairName } from '../../domain/address.ts'
import type { BuildingBody, RowOf } from '../../domain/nouns.ts'
import { peopleOf } from '../../domain/today.ts'
import type { View } from '../../store/contract.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useGoOn } from '../go-on.ts'
import { useView } from '../live.ts'
import { Pick } from '../parts/fields.tsx'
import { announce } from '../parts/live-region.ts'
import { Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useMayMove } from '../register/rights.ts'
import { sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { Gone } from '../visit/Gone.tsx'
import { Previewed } from './Previewed.tsx'

/** A household goes to live behind another door of the community, and all that was written of it goes along. */
export function MoveHousehold(): JSX.Element {
  const { params } = useRoute()
  const view = useView()
  const household = view('household', params['id'] ?? '')
  const mayMove = useMayMove(household)
  if (household === undefined || household.body.ended !== undefined) return <Gone />
  return (
    <Shell title={t('register.move')} sub={doorName(view, household)} back={`/register/${household.id}`}>
      {mayMove ? (
        <MoveForm key={household.id} household={household} />
      ) : (
        <Empty title={t('office.mayNot')} hint={t('office.mayNotHint')} />
      )}
    </Shell>
  )
}

interface HouseholdProps {
  readonly household: RowOf<'household'>
}
function MoveForm({ household }: HouseholdProps): JSX.Element {
  const view = useView()
  const goOn = useGoOn()
  const { door, fields } = useDoor(household)
  const done = (to: RowOf<'door'>): void => {
    announce(t('office.moveDone', { door: nameOf(view, to) }))
    goOn(`/household/${household.id}`)
  }
  return (
    <>
      <p class="soft">{t('office.moveOnline')}</p>
      {fields}
      {door !== undefined && <Along household={household} door={door} />}
      <Previewed
        command={door && { type: 'household.move', payload: { household: household.id, door: door.id } }}
        words={t('office.moveYes')}
        onDone={() => door !== undefined && done(door)}
      />
    </>
  )
}

/** Where to: nearest first, so that whoever only goes up the stair has the house and the stair chosen already. */
function useDoor({ body }: RowOf<'household'>): {
  readonly door: RowOf<'door'> | undefined
  readonly fields: JSX.Element
} {
  const view = useView()
  const now = addressOf(view, body)
  const [building, setBuilding] = useState<string>(now?.building.id ?? '')
  const [stair, setStair] = useState<string>(now?.stair.id ?? '')
  const [chosen, setChosen] = useState('')
  const buildings = useBuildings()
  const house = view('building', building)?.body
  const doors = house === undefined ? [] : doorsOf(view, { building, stair }, body.doors)
  const pick = (next: string): void => {
    setBuilding(next)
    const stairs = view('building', next)?.body.stairs ?? []
    setStair(stairs.length === 1 ? (stairs[0]?.id ?? '') : '')
    setChosen('')
  }
  const fields = (
    <>
      <Pick
        none={t('office.pick')}
        title={t('office.building')}
        value={building}
        options={buildings.map((row) => [row.id, row.body.name])}
        onPick={pick}
      />
      {house !== undefined && house.stairs.length > 1 && (
        <Pick
          none={t('office.pick')}
          title={t('office.moveStair')}
          value={stair}
          options={house.stairs.map((one) => [one.id, stairName(house, one)])}
          onPick={(next) => {
            setStair(next)
            setChosen('')
          }}
        />
      )}
      {stair !== '' && (
        <Pick
          none={t('office.pick')}
          title={t('office.moveDoor')}
          hint={t('office.moveDoorHint')}
          value={chosen}
          options={doors.map((door) => [door.id, sayDoor(view, door)])}
          onPick={setChosen}
        />
      )}
    </>
  )
  return { door: doors.find((door) => door.id === chosen), fields }
}
/** Houses of which the person arranges some stair, in the order of the map's list. */
function useBuildings(): readonly RowOf<'building'>[] {
  const view = useView()
  const reach = useMayCoordinate()
  return useMemo(() => {
    const isOwn = ({ ended, stairs }: BuildingBody): boolean =>
      ended === undefined && stairs.some(({ grid }) => reach(grid))
    const own = view.all('building').filter(({ body }) => isOwn(body))
    return own.sort((a, b) => a.body.order - b.body.order)
  }, [view, reach])
}
interface Place {
  readonly building: string
  readonly stair: string
}
/** The doors of a stair from the ground up, without those where the household is already. */
function doorsOf(view: View, { building, stair }: Place, but: readonly string[]): readonly RowOf<'door'>[] {
  const doors = view.under('door', building).filter(({ id, body }) => body.stair === stair && !but.includes(id))
  return doors
    .filter(({ body }) => body.ended === undefined)
    .sort((a, b) => a.body.floor - b.body.floor || a.body.order - b.body.order)
}
const livingAt = (view: View, door: string): readonly RowOf<'household'>[] =>
  view.under('household', door).filter(({ body }) => body.ended === undefined)
/** 502 · 王*珍 等 2 人: an option has no second line. */
function sayDoor(view: View, { id, body }: RowOf<'door'>): string {
  const there = livingAt(view, id)
  const people = there.map((row) => sayPeople(peopleOf(view, row.id).here)).join(t('office.comma'))
  return there.length === 0
    ? t('office.moveFree', { room: body.room })
    : t('office.moveTaken', { room: body.room, people })
}
function nameOf(view: View, { body }: RowOf<'door'>): string {
  const house = view('building', body.building)?.body
  const stair = house?.stairs.find((one) => one.id === body.stair)
  return [house && stair && stairName(house, stair), body.room].filter(Boolean).join(' ')
}

/** What is about to happen, in words: who goes where, what goes along, and beside whom they will live. */
function Along({ household, door }: HouseholdProps & { readonly door: RowOf<'door'> }): JSX.Element {
  const view = useView()
  const { here } = peopleOf(view, household.id)
  const beside = livingAt(view, door.id)
  return (
    <div class="say" role="status">
      <p>
        <b>{t('office.moveFromTo', { from: doorName(view, household), to: nameOf(view, door) })}</b>
      </p>
      <p>{t('office.moveAlong', { people: sayPeople(here) })}</p>
      {beside.length > 0 && <p>{t('office.moveBeside', { count: beside.length })}</p>}
    </div>
  )
}
