import { maskName } from '../../domain/mask.ts'
import type { RowOf, Term } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import { peopleOf, tagsOf } from '../../domain/today.ts'
import { label, language, t } from './text.ts'

/** 6 楼, 底楼, 地下 1 层. */
export function sayFloor(floor: number): string {
  if (floor < 0) return t('place.basement', { count: -floor })
  return floor === 0 ? t('place.ground') : t('place.floor', { count: floor })
}

/** 三层阁 and #05-231 take smaller letters: a character is as wide as two digits. */
export const isLongRoom = (room: string): boolean =>
  [...room].reduce((width, each) => width + (/\p{Script=Han}/u.test(each) ? 2 : 1), 0) > 5

/** 王*珍 等 2 人: always masked, this is for lists. */
export function sayPeople(here: readonly RowOf<'resident'>[]): string {
  const [first] = here
  if (first === undefined) return t('people.nobody')
  const name = maskName(first.body.name)
  return here.length === 1 ? name : t('people.more', { name, count: here.length })
}

/** The words of what decides most about care; those living alone are not called so twice. */
export function tagWords(see: See, household: RowOf<'household'>): readonly string[] {
  const isAlone = peopleOf(see, household.id).here.length === 1
  return tagsOf(see, household, (tag) => isAlone && tag.startsWith('elder_alone')).map(shortLabel)
}
/** The vocabulary's short form where it has one, for rows that must not wrap: 独居 80+ for 80岁以上独居老人. */
export const shortLabel = (term: Term): string => extra(term, 'short') ?? label(term)
/** A further word of a term in the language shown. */
export function extra(term: Term, key: string): string | undefined {
  const words = term[key]
  if (typeof words !== 'object' || words === null) return undefined
  const word = (words as Readonly<Record<string, unknown>>)[language.value === 'en' ? 'en' : 'zh']
  return typeof word === 'string' ? word : undefined
}

/** 助餐送餐: the word of a need's category, its own id where the list has lost it. */
export function needWord(see: See, category: string): string {
  const groups = see('vocabulary', 'needCategories')?.body.terms ?? []
  const found = groups.flatMap((group) => [group, ...(group.children ?? [])]).find((term) => term.id === category)
  return found === undefined ? category : label(found)
}
/** The word of a term in a list, or the id itself. */
export function termWord(see: See, list: string, id: string): string {
  const found = see('vocabulary', list)?.body.terms.find((term) => term.id === id)
  return found === undefined ? id : label(found)
}
