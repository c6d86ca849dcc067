/**
 * What lists show of names and numbers (vocabulary maskRules). Enough for the leader who knows the stair to tell
 * people apart, not enough for somebody who looks over a shoulder.
 */

const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 令狐 夏侯 长孙 長孫 宇文 端木 独孤 獨孤 ' +
    '南宫 南宮 西门 西門 轩辕 軒轅 闻人 聞人 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 太叔 申屠 仲孙 仲孫 钟离 鍾離 鲜于 鮮于 闾丘 ' +
    '司空 亓官 司寇 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 呼延 羊舌 梁丘 左丘 第五 赫连 万俟 公羊'
  ).split(' '),
)
const HAN = /^\p{Script=Han}+$/u

/**
 * 张建明 → 张*明, 李强 → 李*, 欧阳建华 → 欧阳*华, 欧阳修 → 欧阳*, Maria Tan → M* T*, 阿依古丽·买买提 → 阿*·买*.
 * One star whatever the length, so the star tells nothing.
 */
export function maskName(name: string): string {
  const whole = name.trim()
  if (whole === '') return ''
  if (HAN.test(whole)) return maskHan([...whole])
  return whole
    .split(/([\s·•・．.,，]+)/u)
    .map((part, place) => (place % 2 === 1 || part === '' ? part : maskWord(part)))
    .join('')
}
function maskHan(characters: readonly string[]): string {
  const surname = characters.length > 2 && COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) ? 2 : 1
  const given = characters.slice(surname)
  return `${characters.slice(0, surname).join('')}*${given.length > 1 ? (given.at(-1) ?? '') : ''}`
}
const maskWord = (word: string): string => `${[...word][0] ?? ''}*`

/**
 * Mobile 138****2231 and anything as long; landline 021-****1234, since three and four of eight digits would be
 * nearly the whole number; short numbers keep two. Several in one field are masked one by one.
 */
export function maskPhone(phone: string): string {
  return phone
    .split(/([/、,，;；\s]{0,2}[/、,，;；][/、,，;；\s]*)/u)
    .map((part, place) => (place % 2 === 1 ? part : maskOnePhone(part.trim())))
    .join('')
}
/** Area code and local number; what follows a hyphen is an extension. */
const LANDLINE = /^\D{0,2}(0(?:10|2\d|[3-9]\d{2}))[\s()-]*(\d{3,4}[\s-]?\d{4})(?!\d)/
function maskOnePhone(phone: string): string {
  const plain = phone.normalize('NFKC')
  const digits = plain.replace(/\D/g, '')
  if (digits === '') return plain === '' ? '' : '*'
  const tail = digits.slice(-4)
  const mobile = /^(?:0{0,2}86)?(1\d{10})$/.exec(digits)?.[1]
  if (mobile !== undefined) return `${mobile.slice(0, 3)}****${tail}`
  const landline = LANDLINE.exec(plain)
  if (landline !== null) return `${landline[1] ?? ''}-****${(landline[2] ?? '').slice(-4)}`
  const abroad = /^\+(\d{1,3})[\s-]/.exec(plain)?.[1]
  if (abroad !== undefined) return `+${abroad} ****${tail}`
  if (digits.length >= 10) return `${digits.slice(0, 3)}****${tail}`
  return digits.length >= 7 ? `****${tail}` : `***${digits.slice(-2)}`
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** Whether 18 characters are an identity number by their check digit (GB 11643). */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0)
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase()
}
const MONTH_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])'
const BIRTH_DAY = new RegExp(`^\\d{6}(?:18|19|20)\\d\\d${MONTH_DAY}`)
/** As numbers were before 1999: region, day of birth of two digits' year, order; no check digit. */
const OLD_NUMBER = new RegExp(`^[1-6][0-7]\\d{6}${MONTH_DAY}\\d{3}$`)

/**
 * Free text with every identity number reduced to its ends, whether written together, in full-width digits or with
 * spaces or hyphens between. Only windows with a day of birth count: one in eleven bank cards would pass the check by
 * chance. An old number of 15 digits has no check, so it counts only where it stands alone.
 */
export function maskIdentityNumbers(text: string): string {
  return text.replace(/[0-9０-９](?:[ \-–　]?[0-9０-９]){14,}(?:[ \-–　]?[xXｘＸ])?/gu, (run) => {
    const characters = [...run]
    const places = characters.flatMap((character, place) => (/[ \-–　]/u.test(character) ? [] : [place]))
    const plain = places.map((place) => (characters[place] ?? '').normalize('NFKC')).join('')
    const hidden = new Set<number>()
    const hide = (from: number, to: number) => {
      for (let place = from + 1; place < to - 1; place++) hidden.add(places[place] ?? -1)
    }
    if (OLD_NUMBER.test(plain)) hide(0, 15)
    for (let from = 0; from + 18 <= plain.length; from++) {
      const window = plain.slice(from, from + 18)
      if (!BIRTH_DAY.test(window) || !isIdentityNumber(window)) continue
      hide(from, from + 18)
      from += 17
    }
    return characters.map((character, place) => (hidden.has(place) ? '*' : character)).join('')
  })
}
