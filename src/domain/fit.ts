import { ageOn } from './age.ts'
import { dayOf } from './calendar.ts'
import { timeZoneOf } from './due.ts'
import type { Day, Instant } from './ids.ts'
import type { See } from './see.ts'
import type { TaskBody, VolunteerBody, VolunteerSkill } from './task-nouns.ts'

/** Why somebody cannot take a task on; each is a refusal code. */
export type Unfit = 'skill_missing' | 'certificate_missing' | 'age_unfit' | 'consent_missing'

const consentAge = (see: See): number => {
  const age = see('vocabulary', 'hourRules')?.body.rule?.['guardianConsentUnderAge']
  return typeof age === 'number' ? age : 18
}
const needsCertificate = (see: See, skill: string): boolean =>
  see('vocabulary', 'volunteerSkills')?.body.terms.find((term) => term.id === skill)?.['needsCertificate'] === true

/** What of a card speaks against a skill on a day; undefined where it has it, with papers where they are needed. */
export function lackOf(see: See, skill: string): (card: VolunteerBody | undefined, day: Day) => Unfit | undefined {
  const needsPapers = needsCertificate(see, skill)
  return (card, day) => {
    const own = card?.skills.find((one) => one.skill === skill)
    if (own === undefined) return 'skill_missing'
    return needsPapers && !isProven(own, day) ? 'certificate_missing' : undefined
  }
}
const isProven = ({ certificate, until }: VolunteerSkill, day: Day): boolean =>
  certificate !== undefined && (until ?? day) >= day

/** Whether somebody born then is under the age at which a guardian has to consent. */
export function needsConsent(see: See, birth: string | undefined, day: Day): boolean {
  const age = birth === undefined ? undefined : ageOn(birth, day)
  return age !== undefined && age < consentAge(see)
}

/** By the years alone, a year to spare for any day and time zone; who has not said it is asked for nothing. */
const isSurelyGrown = (see: See, card: VolunteerBody | undefined, at: Instant): boolean =>
  card?.birth === undefined || Number(at.slice(0, 4)) - Number(card.birth.slice(0, 4)) > consentAge(see) + 1

/**
 * What a task asks for and the card does not show; nothing where it asks for nothing. Without a card nobody is too
 * young, but skills and ages that are asked for must be on it.
 */
export function unfitFor(
  see: See,
  task: Pick<TaskBody, 'skills' | 'papers' | 'youngest' | 'oldest' | 'from'>,
  card: VolunteerBody | undefined,
): readonly Unfit[] {
  const { youngest, oldest } = task
  const asks = task.skills.length > 0 || youngest !== undefined || oldest !== undefined
  // Most tasks ask a grown person for nothing, and nobody has to know their day for that.
  if (!asks && isSurelyGrown(see, card, task.from)) return []
  const day = dayOf(task.from, timeZoneOf(see))
  const found = new Set<Unfit>()
  for (const skill of task.skills) {
    const lack = lackOf(see, skill)(card, day)
    if (lack !== undefined) found.add(lack)
    else if (task.papers === true && !card?.skills.some((own) => own.skill === skill && isProven(own, day)))
      found.add('certificate_missing')
  }
  const age = card?.birth === undefined ? undefined : ageOn(card.birth, day)
  if (youngest !== undefined && (age === undefined || age < youngest)) found.add('age_unfit')
  if (oldest !== undefined && (age === undefined || age > oldest)) found.add('age_unfit')
  if (card?.guardian === undefined && needsConsent(see, card?.birth, day)) found.add('consent_missing')
  return [...found]
}
