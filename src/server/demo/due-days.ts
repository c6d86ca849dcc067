import type { CareLevel } from '../../domain/nouns.ts'
import type { Chance } from './chance.ts'
import type { Home } from './households.ts'

/** How many doors of a building group are due on the first day: a morning's walk, not a mountain. */
const DUE_IN_GROUP = [2, 6] as const
/** Which level falls due first, per household: red every week, green twice a year. */
const WEIGHTS: Readonly<Record<CareLevel, number>> = { red: 8, yellow: 7, blue: 3, green: 1.2, grey: 0.6 }

/**
 * Days from the first day until each household is due: 0 today, negative overdue. A few doors of every group are
 * due, red ones soonest and never long overdue; the rest are spread over what is left of their interval.
 */
export function drawDueDays(homes: readonly Home[], interval: (care: CareLevel) => number, chance: Chance) {
  const days = new Map<string, number>()
  const groups = Map.groupBy(homes, ({ family }) => family.place.leaf)
  for (const [leaf, members] of groups) {
    const lots = chance.fork(leaf)
    const isModel = members.some(({ family }) => family.place.model !== undefined)
    const due = isModel ? new Set<Home>() : drawDue(members, lots)
    for (const home of members) {
      const { care, place } = home.family
      const wanted = place.model?.due
      const day = wanted ?? (due.has(home) ? overdue(care, lots) : lots.between(1, Math.max(1, interval(care) - 2)))
      days.set(home.household.id, day)
    }
  }
  return days
}

function drawDue(members: readonly Home[], chance: Chance): ReadonlySet<Home> {
  const wanted = chance.between(...DUE_IN_GROUP)
  const drawn = new Set<Home>()
  const free = [...members]
  while (drawn.size < wanted && free.length > 0) {
    const weights = Object.fromEntries(free.map((home, place) => [String(place), WEIGHTS[home.family.care]]))
    const [home] = free.splice(Number(chance.weigh(weights)), 1)
    if (home !== undefined) drawn.add(home)
  }
  return drawn
}
function overdue(care: CareLevel, chance: Chance): number {
  if (chance.happens(0.45)) return 0
  return -chance.between(1, care === 'red' ? 2 : care === 'yellow' ? 5 : 9)
}
