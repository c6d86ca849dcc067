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
