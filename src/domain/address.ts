import type { GridId } from './ids.ts'
import type { BuildingBody, DoorBody, HouseholdBody, RowOf, Stair } from './nouns.ts'
import type { See } from './see.ts'

/** Where a household is found: the door one knocks at, its stair and its building. */
export interface Address {
  readonly door: RowOf<'door'>
  readonly building: RowOf<'building'>
  readonly stair: Stair
}

/** Undefined while the door or its building has not arrived. */
export function addressOf(see: See, household: Pick<HouseholdBody, 'doors'>): Address | undefined {
  const door = see('door', household.doors[0] ?? '')
  const building = door && see('building', door.body.building)
  if (door === undefined || building === undefined) return undefined
  return { door, building, stair: stairOf(building.body, door.body) }
}

/** A door whose stair the building no longer lists still stands somewhere: the stair's id is its label then. */
const stairOf = (building: BuildingBody, door: DoorBody): Stair =>
  building.stairs.find((stair) => stair.id === door.stair) ?? {
    id: door.stair,
    label: door.stair,
    grid: building.stairs[0]?.grid ?? ('' as GridId),
  }

/** What people call a stair: its own number, else the building's name. */
export const stairName = (building: BuildingBody, stair: Stair): string =>
  stair.label.trim() === '' ? building.name : stair.label

/** 12号 302, 12号 302 甲: as it is called on the stairs; the household's id where nothing else is known. */
export function doorName(see: See, household: Pick<RowOf<'household'>, 'id' | 'body'>): string {
  const address = addressOf(see, household.body)
  if (address === undefined) return household.body.label ?? household.id
  const { building, stair, door } = address
  return [stairName(building.body, stair), door.body.room, household.body.label].filter(Boolean).join(' ')
}

const STEMS = '甲乙丙丁戊己庚辛壬癸'
/** Households behind one door in the order people give them: 甲, 乙, then by their text. */
export function compareLabels(a: string | undefined, b: string | undefined): number {
  const [left, right] = [a ?? '', b ?? '']
  const [place, other] = [STEMS.indexOf(left.slice(0, 1)), STEMS.indexOf(right.slice(0, 1))]
  if (left !== '' && right !== '' && place >= 0 && other >= 0 && place !== other) return place - other
  return left < right ? -1 : left > right ? 1 : 0
}
