import type { JSX } from 'preact'
import { stairName } from '../../domain/address.ts'
import { type DueDoor, type DueStair, openPromises, peopleOf, type TodayPlan, tagsOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { useChosen } from '../parts/chosen.ts'
import { Icon } from '../parts/Icon.tsx'
import { Dot } from '../parts/pieces.tsx'
import { isLongRoom, sayFloor, sayPeople, shortLabel } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDue, todayOf } from '../text/when.ts'

/** The due doors of one stair in walking order, with how high one must climb. */
export function StairCard({ stair, plan }: { readonly stair: DueStair; readonly plan: TodayPlan }): JSX.Element {
  const name = stairName(stair.building.body, stair.stair)
  const isTwice = plan.stairs.some((other) => other !== stair && stairName(other.building.body, other.stair) === name)
  return (
    <section class="card" aria-label={name}>
      <h3 class="stair">
        <b>{name}</b>
        {isTwice && <span>{stair.building.body.name}</span>}
        <span>{t('today.doors', { count: stair.doors.length })}</span>
        <span class="right">{t('today.climb', { floor: sayFloor(stair.top) })}</span>
      </h3>
      <ul>
        {stair.doors.map((door) => (
          <li key={door.household.id}>
            <DoorRow door={door} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function DoorRow({ door }: { readonly door: DueDoor }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const chosen = useChosen()
  const { household } = door
  const standing = sayDue(door.due, today)
  return (
    <a
      class="door"
      href={chosen.href(household.id)}
      {...(chosen.household === household.id ? { 'aria-current': 'true' as const } : {})}
    >
      <CareShape care={household.body.care} />
      <span class={isLongRoom(door.door.body.room) ? 'door__no door__no--long' : 'door__no'}>
        {door.door.body.room}
        {household.body.label !== undefined && <small>{household.body.label}</small>}
      </span>
      <span class="door__p">
        {sayPeople(peopleOf(view, household.id).here)}
        <small>
          <DoorFacts door={door} />
        </small>
      </span>
      <span class={standing.late ? 'door__due late' : 'door__due'}>{standing.words}</span>
      <Icon name="next" size="s" />
    </a>
  )
}

/** The two facts that matter most on the stairs; the rest is behind the door. */
function DoorFacts({ door }: { readonly door: DueDoor }): JSX.Element {
  const view = useView()
  const { household } = door
  const promised = openPromises(view, household.id).length
  const { misses, lastVisit } = household.body
  const facts = [
    ...(promised > 0 ? [t('today.promised', { count: promised })] : []),
    ...(misses > 0 ? [t('today.misses', { count: misses })] : []),
    ...(lastVisit === null ? [t('people.firstVisit')] : []),
  ]
  const [first, second] = tagsOf(view, household).map(shortLabel)
  const shown = [first, ...facts, second].filter((fact) => fact !== undefined).slice(0, 2)
  return (
    <>
      {shown.map((fact, at) => (
        <span key={fact} class={at > 0 ? 'roomy' : ''}>
          {at > 0 && <Dot />}
          {fact}
        </span>
      ))}
    </>
  )
}
