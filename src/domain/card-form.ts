import type { PayloadOf } from './commands.ts'
import type { VolunteerBody, VolunteerSkill } from './task-nouns.ts'

/** A volunteer's card as a form: empty texts for what is not said. */
export interface CardFields {
  readonly will: string
  readonly skills: readonly VolunteerSkill[]
  readonly slots: readonly string[]
  readonly limits: string
  /** As typed, divided by any mark. */
  readonly languages: string
  readonly source: string
  readonly birth: string
  readonly resting: string
  readonly home: string
  /** On somebody else's card alone, as `name`. */
  readonly guardian: string
  readonly name: string
}
export function cardFields(card: VolunteerBody | undefined): CardFields {
  const { will = '', skills = [], slots = [], limits = '', languages = [] } = card ?? {}
  const { source = '', birth = '', resting = '', home = '', guardian = '', name = '' } = card ?? {}
  const others = { source, birth, resting, home, guardian, name }
  return { will, skills, slots, limits, languages: languages.join('、'), ...others }
}

type CardSet = Omit<PayloadOf<'card.edit'>['set'], 'groups'>
const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]
/** An emptied certificate or day is none: a skill without papers says nothing of them. */
const skillOf = ({ skill, certificate = '', until }: VolunteerSkill): VolunteerSkill => ({
  skill,
  ...(certificate.trim() === '' ? {} : { certificate: certificate.trim() }),
  ...(until === undefined || (until as string) === '' ? {} : { until }),
})
const asSet = (fields: CardFields): Required<CardSet> => ({
  will: textOrNull(fields.will),
  skills: fields.skills.map((skill) => ({ ...skillOf(skill) })),
  slots: [...fields.slots],
  limits: textOrNull(fields.limits),
  languages: listOf(fields.languages),
  source: textOrNull(fields.source),
  birth: textOrNull(fields.birth),
  resting: textOrNull(fields.resting),
  home: textOrNull(fields.home),
  guardian: textOrNull(fields.guardian),
  name: textOrNull(fields.name),
})

/** What differs from the card as it was when the form opened: what others wrote meanwhile stays. */
export function changedCard(before: CardFields, after: CardFields): CardSet {
  const old = asSet(before)
  const changed = Object.entries(asSet(after)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field as keyof CardSet]),
  )
  return Object.fromEntries(changed) as CardSet
}
/** Whether a year of birth can be read. */
export const isBirthRead = (birth: string): boolean => /^(\d{4}(-\d{2}(-\d{2})?)?)?$/.test(birth.trim())
