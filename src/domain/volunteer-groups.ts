import { lackOf } from './fit.ts'
import type { Day } from './ids.ts'
import type { See } from './see.ts'
import type { VolunteerBody } from './task-nouns.ts'

/** A group that would suit, and the skills that speak for it. */
export interface Suggestion {
  readonly group: string
  readonly skills: readonly string[]
}
const skillsIn = (term: Readonly<Record<string, unknown>>): readonly string[] =>
  Array.isArray(term['skills']) ? term['skills'].filter((one): one is string => typeof one === 'string') : []

/** The groups of the community's own list (any number, any names) that a card suits, best first; the reason is the skills. */
export function suggestGroups(see: See, card: VolunteerBody): readonly Suggestion[] {
  const own = new Set(card.skills.map(({ skill }) => skill))
  return (see('vocabulary', 'volunteerGroups')?.body.terms ?? [])
    .map((term) => ({ group: term.id, skills: skillsIn(term).filter((skill) => own.has(skill)) }))
    .filter(({ skills }) => skills.length > 0)
    .sort((a, b) => b.skills.length - a.skills.length)
}

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
