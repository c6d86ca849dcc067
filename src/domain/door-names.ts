import { addressOf, doorName, stairName } from './address.ts'
import type { RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'

/**
 * Names doors so that no two sound alike: 12号 302 where there is one 12号 among the households at hand, 88弄 12号 302
 * where another lane has a 12号 too. Built once for a view.
 */
export function doorNamer(rows: Rows): (household: RowOf<'household'>) => string {
  const seen = new Map<string, string>()
  const twice = new Set<string>()
  const buildings = new Set(rows.all('door').map((door) => door.body.building))
  for (const id of buildings) {
    const building = rows('building', id)
    for (const stair of building?.body.stairs ?? []) {
      if (building === undefined) continue
      const name = stairName(building.body, stair)
      if ((seen.get(name) ?? id) !== id) twice.add(name)
      seen.set(name, id)
    }
  }
  return (household) => {
    const address = addressOf(rows, household.body)
    const door = doorName(rows, household)
    if (address === undefined || !twice.has(stairName(address.building.body, address.stair))) return door
    const lane = laneOf(address.building.body.name)
    return lane === '' ? door : `${lane} ${door}`
  }
}
/** 88弄 of 88弄 12–13号; nothing where the name is one word, since the stair then carries it. */
const laneOf = (building: string): string => building.trim().split(/\s+/).slice(0, -1).join(' ')
