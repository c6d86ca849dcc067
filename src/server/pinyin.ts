import { pinyin } from 'pinyin-pro'

/**
 * Full pinyin, syllable by syllable, and initials of a name, for search: 张建明 gives ["zhang jian ming", "zjm"]. The
 * first characters are read as a surname (单 is shan, 尉迟 is yu chi). Undefined for names without Chinese characters.
 */
export function pinyinOf(name: string): readonly [full: string, initials: string] | undefined {
  const whole = plainSurname(name.trim())
  if (!/\p{Script=Han}/u.test(whole)) return undefined
  const options = { surname: 'head', toneType: 'none', v: true, nonZh: 'consecutive', type: 'array' } as const
  const syllables = pinyin(whole, options)
    .map((syllable) => syllable.replace(/[^\p{L}]/gu, '').toLowerCase())
    .filter((syllable) => syllable !== '')
  return [syllables.join(' '), syllables.map((syllable) => syllable[0] ?? '').join('')]
}
/** The dictionary knows how surnames are read in simplified characters alone. */
const plainSurname = (name: string): string =>
  name.replace(/^(?:[區單蓋]|尉遲)/u, (surname) => SIMPLIFIED[surname] ?? surname)
const SIMPLIFIED: Readonly<Record<string, string>> = { 區: '区', 單: '单', 蓋: '盖', 尉遲: '尉迟' }
