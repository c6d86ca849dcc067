import type { JSX } from 'preact'
import { stairName } from '../../domain/address.ts'
import type { Board, BoardDoor } from '../../domain/board.ts'
import type { Layer } from '../../domain/layers.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { isDue, peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { useChosen } from '../parts/chosen.ts'
import { Icon } from '../parts/Icon.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { useRights } from '../rights.ts'
import { isLongRoom, sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDay, sayDue, todayOf } from '../text/when.ts'

interface DoorListProps {
  readonly building: RowOf<'building'>
  readonly board: Board
  readonly layer: Layer
}
/** The same doors as a list, in walking order: nothing stands on the board alone. */
export function DoorList({ building, board, layer }: DoorListProps): JSX.Element {
  return (
    <div class="doorlist">
      {board.stairs.map(({ stair, households }, place) => (
        <section key={stair.id} class="card">
          <h2 class="stair">
            <b>{stairName(building.body, stair)}</b>
            <span>{t('map.households', { count: households })}</span>
          </h2>
          <ul>
            {[...board.floors]
              .reverse()
              .flatMap((floor) => floor.stairs[place] ?? [])
              .map((door) => (
                <DoorItems key={door.door.id} door={door} layer={layer} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function DoorItems({ door, layer }: { readonly door: BoardDoor; readonly layer: Layer }): JSX.Element {
  const { use, room, name, building } = door.door.body
  const { mayVisit } = useRights()
  if (door.households.length === 0) {
    return (
      <li class="door">
        <span />
        <span class="door__no">{room}</span>
        <span class="soft">{use === 'home' ? t('map.empty') : (name ?? t(`map.use.${use}`))}</span>
        {mayVisit && (
          <a
            class="sec__r"
            href={use === 'home' ? `/movein/${door.door.id}` : `/building/${building}/door/${door.door.id}`}
          >
            {t(use === 'home' ? 'map.moveIn' : 'map.editDoor')}
          </a>
        )}
      </li>
    )
  }
  return (
    <>
      {door.households.map((household) => (
        <li key={household.id}>
          <Item room={room} household={household} layer={layer} />
        </li>
      ))}
    </>
  )
}

function Item({ room, household, layer }: { room: string; household: RowOf<'household'>; layer: Layer }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { nextDue, care, label } = household.body
  const standing = nextDue === null ? undefined : sayDue(nextDue, today)
  const state = view.stateOf(household)
  const needs = view.under('need', household.id).filter((need) => need.body.state !== 'closed').length
  return (
    <a class="door" href={useChosen().href(household.id)}>
      <CareShape care={care} />
      <span class={isLongRoom(room) ? 'door__no door__no--long' : 'door__no'}>
        {room}
        {label !== undefined && <small>{label}</small>}
      </span>
      <span class="door__p">{sayPeople(peopleOf(view, household.id).here)}</span>
      <span class={standing?.late === true && layer !== 'needs' ? 'door__due late' : 'door__due'}>
        {state !== 'received' ? (
          <StateBadge state={state} />
        ) : layer === 'needs' ? (
          needs > 0 && t('map.needs', { count: needs })
        ) : isDue(household.body, today) ? (
          standing?.words
        ) : (
          nextDue !== null && sayDay(nextDue)
        )}
      </span>
      <Icon name="next" size="s" />
    </a>
  )
}
