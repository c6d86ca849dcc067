import type { CareLevel } from '../../domain/nouns.ts'
import type { Chance } from './chance.ts'

/** A person before name and door. Kinship is the GB/T 4761 code, counted from the head, who comes first. */
export interface Member {
  readonly sex: '1' | '2'
  readonly age: number
  readonly kinship: string
  readonly tags: readonly string[]
  /** Lives elsewhere, kept for the phone number. */
  readonly contactOnly?: true
  /** Has a family name of their own: came by marriage, or shares a flat with strangers. */
  readonly ownSurname?: true
  /** May be taken away when the community is cut to its number: the household stays of its kind. */
  readonly spare?: true
}
export type FamilyKind =
  | 'alone_80'
  | 'childless'
  | 'disabled_child'
  | 'incapacitated'
  | 'dementia'
  | 'dialysis'
  | 'alone'
  | 'couple_75'
  | 'low_income'
  | 'disabled_severe'
  | 'lost_child'
  | 'limited_mobility'
  | 'chronic'
  | 'couple'
  | 'elder_80'
  | 'infant'
  | 'new_mover'
  | 'disabled'
  | 'pregnant'
  | 'alone_60'
  | 'family'
  | 'three_generations'
  | 'young_couple'
  | 'couple_child'
  | 'elder_child'
  | 'flatmates'
  | 'single'
  | 'veteran'
  | 'vacant'
  | 'under_repair'
  | 'unknown'

/** How many households of each kind the community has; the sums are community A's care levels: 64, 388, 702, 1298, 264. */
export const QUOTAS: Readonly<Record<CareLevel, Readonly<Partial<Record<FamilyKind, number>>>>> = {
  red: { alone_80: 40, childless: 5, disabled_child: 6, incapacitated: 8, dementia: 4, dialysis: 1 },
  yellow: {
    alone: 150,
    couple_75: 118,
    low_income: 35,
    disabled_severe: 25,
    lost_child: 6,
    limited_mobility: 30,
    chronic: 24,
  },
  blue: { couple: 250, elder_80: 130, infant: 110, new_mover: 70, disabled: 50, pregnant: 12, alone_60: 80 },
  green: {
    family: 380,
    three_generations: 240,
    young_couple: 130,
    couple_child: 150,
    elder_child: 140,
    flatmates: 100,
    single: 110,
    veteran: 48,
  },
  grey: { vacant: 172, under_repair: 16, unknown: 76 },
}

const HEAD = '02'
const SPOUSE = '10'
const SON = '20'
const DAUGHTER = '30'
const DAUGHTER_IN_LAW = '38'
const SON_IN_LAW = '28'
const GRANDSON = '41'
const GRANDDAUGHTER = '42'
const NOT_RELATED = '99'

type Rest = Partial<Pick<Member, 'tags' | 'contactOnly' | 'ownSurname' | 'spare'>>
const member = (sex: '1' | '2', age: number, rest: Rest & { kinship: string }): Member => ({
  sex,
  age,
  tags: [],
  ...rest,
})
const sexOf = (chance: Chance, men = 0.5): '1' | '2' => (chance.happens(men) ? '1' : '2')

const headOf = (sex: '1' | '2', age: number, tags: readonly string[] = []): Member =>
  member(sex, age, { kinship: HEAD, tags: age >= 80 ? [...tags, 'elder_80'] : tags })
const alone = (chance: Chance, ages: readonly [number, number], tags: readonly string[]): Member[] => [
  headOf(sexOf(chance, 0.35), chance.between(...ages), tags),
]
function couple(chance: Chance, ages: readonly [number, number], tags: readonly string[] = []): Member[] {
  const age = chance.between(...ages)
  const younger = Math.max(ages[0], age - chance.between(0, 5))
  return [
    headOf('1', age, tags),
    member('2', younger, { kinship: SPOUSE, ownSurname: true, tags: younger >= 80 ? ['elder_80'] : [] }),
  ]
}
const child = (chance: Chance, ages: readonly [number, number], rest: Rest = {}): Member => {
  const sex = sexOf(chance)
  return member(sex, chance.between(...ages), { kinship: sex === '1' ? SON : DAUGHTER, ...rest })
}
const infantOf = (chance: Chance): Member => child(chance, [0, 3], { tags: ['infant'] })

function elderWithFamily(chance: Chance): Member[] {
  const elder = headOf(sexOf(chance, 0.35), chance.between(80, 93))
  const son = member('1', elder.age - chance.between(24, 32), { kinship: SON })
  const wife = member('2', son.age - chance.between(0, 3), { kinship: DAUGHTER_IN_LAW, ownSurname: true })
  const grandchild = member(sexOf(chance), son.age - chance.between(26, 31), { kinship: GRANDSON, spare: true })
  return [elder, son, wife, ...(chance.happens(0.45) ? [asGrandchild(grandchild)] : [])]
}
const asGrandchild = (person: Member): Member => ({
  ...person,
  kinship: person.sex === '1' ? GRANDSON : GRANDDAUGHTER,
})

function threeGenerations(chance: Chance): Member[] {
  const elders = chance.happens(0.78) ? couple(chance, [61, 77]) : alone(chance, [61, 77], [])
  const age = (elders[0]?.age ?? 66) - chance.between(26, 31)
  const bySon = chance.happens(0.6)
  const parents = bySon
    ? [member('1', age, { kinship: SON }), member('2', age - 2, { kinship: DAUGHTER_IN_LAW, ownSurname: true })]
    : [member('2', age, { kinship: DAUGHTER }), member('1', age + 1, { kinship: SON_IN_LAW, ownSurname: true })]
  const grandchild = (rest: Rest): Member =>
    asGrandchild(member(sexOf(chance), Math.max(4, age - chance.between(27, 32)), { kinship: GRANDSON, ...rest }))
  return [...elders, ...parents, grandchild({}), ...(chance.happens(0.22) ? [grandchild({ spare: true })] : [])]
}

const flatmates = (chance: Chance): Member[] =>
  Array.from({ length: chance.between(2, 4) }, (_, place) => {
    const age = chance.between(21, 36)
    if (place === 0) return headOf(sexOf(chance), age)
    return member(sexOf(chance), age, { kinship: NOT_RELATED, ownSurname: true, ...(place > 1 ? { spare: true } : {}) })
  })

/** Who lives in a household of this kind. */
const MAKERS: Readonly<Record<FamilyKind, (chance: Chance) => Member[]>> = {
  alone_80: (chance) => alone(chance, [80, 95], ['elder_alone_80']),
  childless: (chance) => alone(chance, [72, 90], ['elder_childless']),
  disabled_child: (chance) => [
    ...alone(chance, [70, 82], ['elder_disabled_child']),
    child(chance, [42, 50], { tags: ['disabled_severe'] }),
  ],
  incapacitated: (chance) => couple(chance, [76, 90], ['incapacitated']),
  dementia: (chance) => couple(chance, [75, 88], ['dementia']),
  dialysis: (chance) => couple(chance, [62, 72], ['dialysis']),
  alone: (chance) => alone(chance, [68, 79], ['elder_alone']),
  couple_75: (chance) => couple(chance, [75, 87], ['elder_couple']),
  low_income: (chance) => [...alone(chance, [50, 63], ['low_income']), child(chance, [18, 26])],
  disabled_severe: (chance) => couple(chance, [52, 70], ['disabled_severe']),
  lost_child: (chance) => couple(chance, [58, 72], ['lost_only_child']),
  limited_mobility: (chance) => couple(chance, [66, 79], ['limited_mobility']),
  chronic: (chance) => [
    ...couple(chance, [56, 72], ['chronic_severe']),
    ...(chance.happens(0.5) ? [child(chance, [28, 40])] : []),
  ],
  couple: (chance) => couple(chance, [62, 74], ['elder_empty_nest']),
  elder_80: elderWithFamily,
  infant: (chance) => [
    ...couple(chance, [26, 38]),
    infantOf(chance),
    ...(chance.happens(0.3)
      ? [member('2', chance.between(56, 66), { kinship: '52', ownSurname: true, spare: true })]
      : []),
  ],
  new_mover: (chance) =>
    couple(chance, [25, 44], ['new_mover']).concat(
      chance.happens(0.35) ? [child(chance, [0, 3], { spare: true, tags: ['infant'] })] : [],
    ),
  disabled: (chance) => [
    ...couple(chance, [52, 70], ['disabled']),
    ...(chance.happens(0.5) ? [child(chance, [20, 34])] : []),
  ],
  pregnant: (chance) =>
    couple(chance, [26, 36]).map((person) => (person.sex === '2' ? { ...person, tags: ['pregnant'] } : person)),
  alone_60: (chance) => alone(chance, [60, 67], []),
  family: (chance) => [
    ...couple(chance, [31, 50]),
    child(chance, [4, 17]),
    ...(chance.happens(0.2) ? [child(chance, [4, 12], { spare: true })] : []),
  ],
  three_generations: threeGenerations,
  young_couple: (chance) => couple(chance, [25, 46]),
  couple_child: (chance) => [...couple(chance, [56, 69]), child(chance, [26, 38])],
  elder_child: (chance) => [...alone(chance, [66, 79], []), child(chance, [40, 52])],
  flatmates,
  single: (chance) => alone(chance, [24, 56], []),
  veteran: (chance) => [...couple(chance, [60, 79], ['veteran'])],
  vacant: (chance) => (chance.happens(0.3) ? couple(chance, [35, 70]).slice(0, chance.between(1, 2)) : []),
  under_repair: () => [],
  unknown: (chance) => (chance.happens(0.5) ? alone(chance, [24, 70], []) : []),
}

/** The members of a household of this kind, its head first, and perhaps a son or daughter elsewhere to be called. */
export function membersOf(kind: FamilyKind, chance: Chance): Member[] {
  const members = MAKERS[kind](chance)
  const head = members[0]
  if (head === undefined || head.age < 60 || members.length > 2 || kind === 'childless' || kind === 'lost_child')
    return members
  if (!chance.happens(kind.startsWith('alone') ? 0.7 : 0.4)) return members
  return [...members, child(chance, [head.age - 32, head.age - 25], { contactOnly: true })]
}
