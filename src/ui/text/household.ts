import { maskName } from '../../domain/mask.ts'
import type { RowOf, Term } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import { label, language, t } from './text.ts'

/** 6 楼, 底楼, 地下 1 层. */
export function sayFloor(floor: number): string {
  if (floor < 0) return t('place.basement', { count: -floor })
  return floor === 0 ? t('place.ground') : t('place.floor', { count: floor })
}

/** 王*珍 等 2 人: always masked, this is for lists. */
export function sayPeople(here: readonly RowOf<'resident'>[]): string {
  const [first] = here
  if (first === undefined) return t('people.nobody')
  const name = maskName(first.body.name)
  return here.length === 1 ? name : t('people.more', { name, count: here.length })
}

/** Tags of a household and of those who live there, the ones that decide most about care first. */
export function tagWords(
  see: See,
  household: RowOf<'household'>,
  { short }: { readonly short: boolean },
): readonly string[] {
  const terms = new Map(see('vocabulary', 'residentTags')?.body.terms.map((term, at) => [term.id, { term, at }]))
  const people = see.under('resident', household.id).filter((row) => row.body.contactOnly !== true)
  const ids = new Set([...household.body.tags, ...people.flatMap((row) => row.body.tags)])
  return [...ids]
    .map((id) => ({ id, known: terms.get(id) }))
    .sort((a, b) => weight(b.known?.term.sweepWeight) - weight(a.known?.term.sweepWeight))
    .map(({ id, known }) => (known === undefined ? id : short ? shortLabel(known.term) : label(known.term)))
}
const weight = (raw: unknown): number => (typeof raw === 'number' ? raw : 0)
/** Lists take the vocabulary's short form where it has one: 独居 80+ for 80岁以上独居老人. */
function shortLabel(term: Term): string {
  const short = term['short']
  const words = typeof short === 'object' && short !== null ? (short as Readonly<Record<string, unknown>>) : {}
  const word = words[language.value === 'en' ? 'en' : 'zh']
  return typeof word === 'string' ? word : label(term)
}
