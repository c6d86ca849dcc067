import type { JSX } from 'preact'
import { stairName } from '../../domain/address.ts'
import type { Board, BoardDoor, BoardFloor } from '../../domain/board.ts'
import type { Layer } from '../../domain/layers.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useIsWhole } from '../live.ts'
import { useColumns } from '../parts/screen-size.ts'
import { sayFloor } from '../text/household.ts'
import { t } from '../text/text.ts'
import { Cell } from './Cell.tsx'

interface BoardGridProps {
  readonly building: RowOf<'building'>
  readonly board: Board
  readonly layer: Layer
}
/** Stairs side by side; as many as the screen takes, the others below in blocks of their own. */
export function BoardGrid({ building, board, layer }: BoardGridProps): JSX.Element {
  const blockCount = Math.max(1, Math.ceil(board.stairs.length / useColumns()))
  const across = Math.max(1, Math.ceil(board.stairs.length / blockCount))
  const blocks: number[][] = []
  for (let at = 0; at < board.stairs.length; at += across) {
    blocks.push(board.stairs.map((_, place) => place).slice(at, at + across))
  }
  return (
    <>
      {blocks.map((places) => (
        <Block key={places[0]} building={building} board={board} layer={layer} places={places} />
      ))}
    </>
  )
}

function Block(props: BoardGridProps & { readonly places: readonly number[] }): JSX.Element {
  const { building, board, layer, places } = props
  const isWhole = useIsWhole()
  const floors = board.floors.filter((floor) => places.some((place) => (floor.stairs[place] ?? []).length > 0))
  return (
    <div class="bd" style={{ '--stairs': places.length }}>
      <span />
      {places.map((place) => {
        const head = board.stairs[place]
        return (
          head !== undefined && (
            <h2 key={head.stair.id} class="bd__h">
              {stairName(building.body, head.stair)}{' '}
              {isWhole && <small>{t('map.households', { count: head.households })}</small>}
            </h2>
          )
        )
      })}
      {floors.map((floor) => (
        <Floor key={floor.floor} floor={floor} places={places} layer={layer} />
      ))}
    </div>
  )
}

interface FloorProps {
  readonly floor: BoardFloor
  readonly places: readonly number[]
  readonly layer: Layer
}
function Floor({ floor, places, layer }: FloorProps): JSX.Element {
  return (
    <>
      <h3 class="bd__f">
        <b aria-hidden="true">{Math.abs(floor.floor)}</b>
        <span aria-hidden="true">{t(floor.floor < 0 ? 'map.basementShort' : 'map.floorShort')}</span>
        <span class="sr">{sayFloor(floor.floor)}</span>
      </h3>
      {places.map((place) => (
        <Doors key={place} doors={floor.stairs[place] ?? []} layer={layer} isAlone={places.length === 1} />
      ))}
      <i class="bd__l" />
    </>
  )
}

/** Beyond these a row is split evenly: four doors stand two and two, so that a thumb still hits them. */
const IN_A_ROW = { alone: 5, beside: 3 } as const
function Doors({ doors, layer, isAlone }: { doors: readonly BoardDoor[]; layer: Layer; isAlone: boolean }) {
  const most = isAlone ? IN_A_ROW.alone : IN_A_ROW.beside
  const rows = Math.max(1, Math.ceil(doors.length / most))
  const columns = Math.max(isAlone ? 1 : 2, Math.ceil(doors.length / rows))
  return (
    <ul class={columns > 2 && !isAlone ? 'bd__s bd__s--3' : 'bd__s'} style={{ '--n': columns }}>
      {doors.map((door) => (
        <li key={door.door.id}>
          <Cell cell={door} layer={layer} />
        </li>
      ))}
    </ul>
  )
}
