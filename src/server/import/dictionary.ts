import type { CareLevel, GridLevel, Term } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'

/** Words of a file turned into the ids of the community's own vocabularies; undefined where it has no such word. */
export interface Dictionary {
  tag(word: string): string | undefined
  care(word: string): CareLevel | undefined
  dwelling(word: string): string | undefined
  residence(word: string): string | undefined
  kinship(word: string): string | undefined
  /** On what ground a sensitive field is kept. */
  basis(word: string): string | undefined
  level(word: string): GridLevel | undefined
  role(word: string): { readonly id: string; readonly levels: readonly GridLevel[] } | undefined
  /** Whether the tag describes the household's situation, so that a list of doors shows it. */
  concernsHousehold(tag: string): boolean
}

const plain = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()（）/·・.,:_+-]/gu, '')

/** Words that papers use for the terms of the default lists. */
const DWELLING_WORDS: Readonly<Record<string, string>> = {
  自有: 'owner',
  产权: 'owner',
  自有住房: 'owner',
  常住: 'owner',
  自住: 'owner',
  在住: 'owner',
  owneroccupied: 'owner',
  owned: 'owner',
  租赁: 'rented',
  出租: 'rented',
  租住: 'rented',
  租房: 'rented',
  rent: 'rented',
  tenant: 'rented',
  let: 'rented',
  合租: 'shared',
  群租: 'shared',
  合用: 'shared',
  空置: 'vacant',
  空关: 'vacant',
  空房: 'vacant',
  闲置: 'vacant',
  无人: 'vacant',
  无人居住: 'vacant',
  empty: 'vacant',
  宿舍: 'dorm',
  集体宿舍: 'dorm',
  商用: 'commercial',
  经营: 'commercial',
  办公: 'commercial',
  居改非: 'commercial',
  装修: 'under_repair',
  装修中: 'under_repair',
  不详: 'unknown',
  未知: 'unknown',
}
const RESIDENCE_WORDS: Readonly<Record<string, string>> = {
  人户一致: 'live_registered',
  户在人在: 'live_registered',
  本地: 'live_registered',
  常住: 'live_registered',
  户籍: 'live_registered',
  空挂户: 'registered_away',
  人户分离: 'registered_away',
  户在人不在: 'registered_away',
  外出: 'registered_away',
  人在户不在: 'live_unregistered',
  外来: 'live_unregistered',
  流动人口: 'live_unregistered',
  非户籍: 'live_unregistered',
  租客: 'live_unregistered',
  迁出: 'moved',
  已迁出: 'moved',
  死亡: 'deceased',
  已故: 'deceased',
  去世: 'deceased',
  暂住: 'visitor',
  临时: 'visitor',
}
const CARE_WORDS: Readonly<Record<string, CareLevel>> = {
  红: 'red',
  红色: 'red',
  高风险: 'red',
  高: 'red',
  黄: 'yellow',
  黄色: 'yellow',
  重点: 'yellow',
  重点关爱: 'yellow',
  中: 'yellow',
  蓝: 'blue',
  蓝色: 'blue',
  一般: 'blue',
  一般关注: 'blue',
  绿: 'green',
  绿色: 'green',
  平稳: 'green',
  正常: 'green',
  低: 'green',
  灰: 'grey',
  灰色: 'grey',
  未知: 'grey',
  空关: 'grey',
  gray: 'grey',
}
const KINSHIP_WORDS: Readonly<Record<string, string>> = {
  户主: '02',
  本人: '02',
  户主本人: '02',
  本人或户主: '02',
  head: '02',
  self: '02',
  配偶: '10',
  夫妻: '10',
  爱人: '10',
  丈夫: '11',
  夫: '11',
  妻: '12',
  妻子: '12',
  spouse: '10',
  husband: '11',
  wife: '12',
  子: '20',
  儿子: '20',
  长子: '20',
  次子: '20',
  独生子: '20',
  son: '20',
  女: '30',
  女儿: '30',
  长女: '30',
  次女: '30',
  独生女: '30',
  daughter: '30',
  child: '20',
  子女: '20',
  女婿: '28',
  儿媳: '38',
  媳妇: '38',
  孙子: '41',
  外孙: '41',
  外孙子: '41',
  孙女: '42',
  外孙女: '42',
  孙子女: '41',
  grandson: '41',
  granddaughter: '42',
  父亲: '51',
  父: '51',
  岳父: '51',
  公公: '51',
  father: '51',
  母亲: '52',
  母: '52',
  岳母: '52',
  婆婆: '52',
  mother: '52',
  父母: '51',
  哥哥: '71',
  兄: '71',
  弟弟: '73',
  弟: '73',
  姐姐: '75',
  姐: '75',
  妹妹: '77',
  妹: '77',
  brother: '71',
  sister: '75',
  租客: '99',
  租户: '99',
  房客: '99',
  室友: '99',
  保姆: '99',
  非亲属: '99',
  tenant: '99',
  其他: '97',
  other: '97',
  其他亲属: '97',
}
const BASIS_WORDS: Readonly<Record<string, string>> = {
  同意: 'consent',
  知情同意: 'consent',
  本人知情同意: 'consent',
  已同意: 'consent',
  已签字: 'consent',
  监护人: 'consent_guardian',
  监护人知情同意: 'consent_guardian',
  guardian: 'consent_guardian',
  紧急: 'emergency',
  紧急情况: 'emergency',
  职责: 'duty',
  履职: 'duty',
  依法履职: 'duty',
  撤回: 'withdrawn',
  撤回同意: 'withdrawn',
}
const LEVEL_WORDS: Readonly<Record<string, GridLevel>> = {
  街道: 'street',
  总网格: 'street',
  街区: 'block',
  居民区: 'residential',
  居委: 'residential',
  居委会: 'residential',
  社区: 'residential',
  committee: 'residential',
  微网格: 'micro',
  楼群: 'micro',
  microgrid: 'micro',
  楼组: 'stair',
  group: 'stair',
}
/** GB/T 4761 with one digit, as many papers still have it. */
const SHORT_KINSHIP = ['02', '10', '20', '30', '41', '51', '97', '71', '97']

export function dictionaryOf(see: See): Dictionary {
  const tags = termsOf(see, 'residentTags')
  const find = (list: string, words: Readonly<Record<string, string>>) => {
    const terms = indexOf(termsOf(see, list))
    return (word: string): string | undefined => terms.get(plain(word))?.id ?? words[plain(word)]
  }
  const levelIndex = indexOf(termsOf(see, 'gridLevels'))
  const [tagIndex, roleIndex, byId] = [
    indexOf(tags),
    indexOf(termsOf(see, 'roles')),
    new Map(tags.map((tag) => [tag.id, tag])),
  ]
  const care = find('careLevels', CARE_WORDS)
  const kinship = find('kinship', KINSHIP_WORDS)
  return {
    tag: (word) => tagIndex.get(plain(word))?.id,
    care: (word) => care(word) as CareLevel | undefined,
    dwelling: find('dwellingStatus', DWELLING_WORDS),
    residence: find('residenceRelation', RESIDENCE_WORDS),
    basis: find('consentBases', BASIS_WORDS),
    kinship: (word) => (/^[0-8]$/u.test(word) ? SHORT_KINSHIP[Number(word)] : kinship(word)),
    level: (word) => (levelIndex.get(plain(word))?.id ?? LEVEL_WORDS[plain(word)]) as GridLevel | undefined,
    role(word) {
      const term = roleIndex.get(plain(word))
      const levels = term?.['levels']
      return term && { id: term.id, levels: Array.isArray(levels) ? (levels as GridLevel[]) : [] }
    },
    concernsHousehold: (id) => typeof byId.get(id)?.['visitIntervalDays'] === 'number',
  }
}
const termsOf = (see: See, list: string): readonly Term[] => see('vocabulary', list)?.body.terms ?? []

/** Terms by id, by either language, and by the Chinese word without what stands in brackets. */
function indexOf(terms: readonly Term[]): ReadonlyMap<string, Term> {
  const index = new Map<string, Term>()
  for (const term of terms) {
    const words = [term.id, term.zh, term.en, term.zh.replace(/[(（].*$/u, ''), ...term.zh.split(/[/·、]/u)]
    for (const word of words) {
      const key = plain(word)
      if (key !== '' && !index.has(key)) index.set(key, term)
    }
  }
  return index
}
