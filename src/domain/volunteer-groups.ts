import { lackOf } from './fit.ts'
import type { Day } from './ids.ts'
import type { Term } from './nouns.ts'
import type { See } from './see.ts'
import type { VolunteerBody } from './task-nouns.ts'

/** A group that would suit, and what of the card speaks for it. */
export interface Suggestion {
  readonly group: string
  /** What the group needs and the volunteer can do. */
  readonly skills: readonly string[]
  /** What of it stands in the volunteer's own words, beyond what the card shows as a skill. */
  readonly will: readonly string[]
  /** When both have time, where the group has times of its own. */
  readonly slots: readonly string[]
}
const listIn = (term: Term, field: 'skills' | 'slots'): readonly string[] => {
  const list = term[field]
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : []
}

/**
 * The groups of the community's own list (any number, any names) that a card suits by skill, willingness and time, best
 * first, with the reasons. A group needs what its term says: `skills`, and `slots` where it works at certain times.
 */
export function suggestGroups(see: See, card: VolunteerBody): readonly Suggestion[] {
  const own = new Set(card.skills.map(({ skill }) => skill))
  const wished = (see('vocabulary', 'volunteerSkills')?.body.terms ?? [])
    .filter(({ id, zh, en }) => !own.has(id) && isWished(card.will, [zh, en]))
    .map(({ id }) => id)
  return (see('vocabulary', 'volunteerGroups')?.body.terms ?? [])
    .filter((term) => term['ended'] !== true && hasTime(card, term))
    .map((term) => ({
      group: term.id,
      skills: listIn(term, 'skills').filter((skill) => own.has(skill)),
      will: listIn(term, 'skills').filter((skill) => wished.includes(skill)),
      slots: listIn(term, 'slots').filter((slot) => card.slots.includes(slot)),
    }))
    .filter(({ skills, will }) => skills.length + will.length > 0)
    .sort((a, b) => weightOf(b) - weightOf(a))
}
/** Two things wished weigh as one that is known; times decide between equals. */
const weightOf = ({ skills, will, slots }: Suggestion): number => skills.length * 2 + will.length + slots.length / 100
/** Who named no time may be asked at any, and most groups work at all times. */
function hasTime({ slots }: VolunteerBody, term: Term): boolean {
  const needed = listIn(term, 'slots')
  return needed.length === 0 || slots.length === 0 || needed.some((slot) => slots.includes(slot))
}
const isWished = (will: string | undefined, words: readonly string[]): boolean =>
  will !== undefined && words.some((word) => word !== '' && will.toLowerCase().includes(word.toLowerCase()))

/**
 * So many volunteers with a skill at a time, papers included where they are needed; gaps are the cells with none. Who
 * rests is not counted, and who named no time may be asked at any.
 */
export function balanceOf(
  see: See,
  cards: readonly VolunteerBody[],
  of: { readonly skills: readonly string[]; readonly slots: readonly string[]; readonly today: Day },
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const lacks = new Map(of.skills.map((skill) => [skill, lackOf(see, skill)]))
  const counts = new Map(of.skills.map((skill) => [skill, new Map(of.slots.map((slot) => [slot, 0]))]))
  // By what each can do, not by all that could be done: thousands can do two or three things each.
  for (const card of cards) {
    if (card.resting !== undefined && card.resting > of.today) continue
    for (const skill of new Set(card.skills.map((own) => own.skill))) {
      const row = counts.get(skill)
      if (row === undefined || lacks.get(skill)?.(card, of.today) !== undefined) continue
      for (const [slot, count] of row)
        if (card.slots.length === 0 || card.slots.includes(slot)) row.set(slot, count + 1)
    }
  }
  return counts
}
