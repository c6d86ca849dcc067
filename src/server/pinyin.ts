import { pinyin } from 'pinyin-pro'

/**
 * Full pinyin and initials of a name, for search: 张建明 gives ["zhang jianming", "zjm"]. The first characters are
 * read as a surname (单 is shan, 欧阳 is one word). Undefined for names without Chinese characters.
 */
export function pinyinOf(name: string): readonly [full: string, initials: string] | undefined {
  const whole = name.trim()
  if (!/\p{Script=Han}/u.test(whole)) return undefined
  const options = { surname: 'head', toneType: 'none', v: true, nonZh: 'consecutive' } as const
  const syllables = pinyin(whole, { ...options, type: 'array' }).filter((syllable) => syllable.trim() !== '')
  const surnameLength = COMPOUND.has(whole.slice(0, 2)) && [...whole].length > 2 ? 2 : 1
  const surname = syllables.slice(0, surnameLength).join('')
  const given = syllables.slice(surnameLength).join('')
  return [given === '' ? surname : `${surname} ${given}`, syllables.map((syllable) => syllable[0] ?? '').join('')]
}
const COMPOUND = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 夏侯 长孙 宇文 端木 独孤 南宫 西门 轩辕 闻人 澹台 淳于 申屠 钟离'.split(
    ' ',
  ),
)
