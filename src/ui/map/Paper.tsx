import './paper.css'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { stairName } from '../../domain/address.ts'
import type { Board, BoardDoor } from '../../domain/board.ts'
import { dayOf } from '../../domain/calendar.ts'
import type { RowOf, Stair } from '../../domain/nouns.ts'
import { openPromises, peopleOf } from '../../domain/today.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { useLookAtAll } from '../look.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { LookFailed } from '../parts/LookFailed.tsx'
import { Button, Facts } from '../parts/pieces.tsx'
import { sayFloor, sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDate, sayDayNear, sayWhen, todayOf } from '../text/when.ts'

interface PaperProps {
  readonly building: RowOf<'building'>
  readonly board: Board
}
/** The doors on paper, one sheet a stair, for the day the phones fail: names masked unless somebody says otherwise. */
export function Paper({ building, board }: PaperProps): JSX.Element {
  const look = useLookAtAll(useMemo(() => householdsOf(board), [board]))
  return (
    <div class="paper">
      <div class="paper__do">
        <p class="soft">{t('map.paperHint')}</p>
        <Button icon="print" tone="go" onClick={() => print()}>
          {t('map.paperPrint')}
        </Button>
        <button type="button" class="chip" aria-pressed={look.isOpen} onClick={() => void look.toggle()}>
          {t(look.isKept ? 'map.paperNamesKept' : 'map.paperNames')}
        </button>
        <LookFailed look={look} />
      </div>
      {board.stairs.map(({ stair, households }, place) => (
        <Sheet
          key={stair.id}
          building={building}
          stair={stair}
          households={households}
          doors={[...board.floors].reverse().flatMap((floor) => floor.stairs[place] ?? [])}
          isNamed={look.isOpen}
        />
      ))}
    </div>
  )
}
const householdsOf = ({ floors }: Board): readonly string[] => [
  ...new Set(floors.flatMap((floor) => floor.stairs.flat()).flatMap((door) => door.households.map(({ id }) => id))),
]

interface SheetProps {
  readonly building: RowOf<'building'>
  readonly stair: Stair
  readonly households: number
  readonly doors: readonly BoardDoor[]
  readonly isNamed: boolean
}
function Sheet({ building, stair, households, doors, isNamed }: SheetProps): JSX.Element {
  const clock = useClock()
  const { session, freshAt } = useStatus()
  const name = stairName(building.body, stair)
  return (
    <section class="sheet">
      <h2>
        {building.body.name} {building.body.stairs.length > 1 && name}
      </h2>
      <p class="sheet__a">
        <Facts
          of={[
            session.communityName,
            t('map.households', { count: households }),
            t('map.paperOn', { day: sayDate(todayOf(clock)) }),
            freshAt !== null && t('sync.fresh', { when: sayWhen(freshAt, clock) }),
          ]}
        />
      </p>
      <table>
        <thead>
          <tr>
            {(['door', 'who', 'care', 'seen', 'due', 'owed', 'now'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`map.paper.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {doors.map((door) => (
            <DoorLines key={door.door.id} door={door} isNamed={isNamed} />
          ))}
        </tbody>
      </table>
      <p class="sheet__a">{t('map.paperBack')}</p>
    </section>
  )
}

function DoorLines({ door, isNamed }: { readonly door: BoardDoor; readonly isNamed: boolean }): JSX.Element {
  const { room, floor, use, name } = door.door.body
  const head = (label?: string): JSX.Element => (
    <th scope="row">
      {room} {label} <small>{sayFloor(floor)}</small>
    </th>
  )
  if (door.households.length === 0) {
    const other = door.partOf === undefined ? undefined : t('map.sameAs', { room: door.partOf.door.body.room })
    const words = other ?? (use === 'home' ? t('map.empty') : (name ?? t(`map.use.${use}`)))
    return (
      <tr>
        {head()}
        <td colSpan={6}>{words}</td>
      </tr>
    )
  }
  return (
    <>
      {door.households.map((household) => (
        <tr key={household.id}>
          {head(household.body.label)}
          <HouseholdCells household={household} isNamed={isNamed} />
        </tr>
      ))}
    </>
  )
}
function HouseholdCells({ household, isNamed }: { readonly household: RowOf<'household'>; readonly isNamed: boolean }) {
  const view = useView()
  const clock = useClock()
  const { care, lastReached, nextDue } = household.body
  const { here } = peopleOf(view, household.id)
  const owed = openPromises(view, household.id).length
  return (
    <>
      <td>{isNamed ? here.map((one) => one.body.name).join(' ') : sayPeople(here)}</td>
      <td class="nowrap">
        <CareShape care={care} size="s" silent /> {t(`care.${care}`)}
      </td>
      <td class="nowrap">
        {lastReached === null ? t('map.neverShort') : sayDayNear(dayOf(lastReached, clock.timeZone), clock)}
      </td>
      <td class="nowrap">{nextDue !== null && sayDayNear(nextDue, clock)}</td>
      <td>{owed > 0 && owed}</td>
      <td />
    </>
  )
}
