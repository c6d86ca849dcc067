/** Keys typed for a name; `loose` as who does not tell zh from z nor ang from an. */
export interface Keys {
  readonly plain: string
  readonly loose: string
}
/** A name's syllables, in the same two ways. */
export interface Syllables {
  readonly plain: readonly string[]
  readonly loose: readonly string[]
}
export const foldKeys = (keys: string): Keys => {
  const plain = fold(keys)
  return { plain, loose: foldAccent(plain) }
}
/** Folds the pinyin of many names: folding costs more than comparing, and Chinese has but 400 syllables. */
export function syllableFolder(): (pinyin: string) => Syllables {
  const known = new Map<string, Keys>()
  const folded = (syllable: string): Keys => {
    const keys = known.get(syllable) ?? foldKeys(syllable)
    known.set(syllable, keys)
    return keys
  }
  return (pinyin) => {
    const all = pinyin === '' ? [] : pinyin.split(' ').map(folded)
    return { plain: all.map(({ plain }) => plain), loose: all.map(({ loose }) => loose) }
  }
}

/**
 * How well keys typed on a Latin keyboard fit a name's syllables: whole syllables and initials in any mixture, the
 * last one cut anywhere (zhangj, zjm, zhangjm, zjianming), starting at any syllable. 0 when they do not fit.
 */
export function fitSyllables(name: Syllables, keys: Keys): number {
  if (keys.plain === '') return 0
  for (let from = 0; from < name.plain.length; from++) {
    if (fits(name.plain, from, keys.plain)) return from === 0 ? firstScore(name.plain, keys.plain) : 45
  }
  return fits(name.loose, 0, keys.loose) ? 25 : 0
}
const firstScore = (syllables: readonly string[], keys: string): number => {
  const whole = syllables.join('')
  if (whole === keys) return 80
  if (whole.startsWith(keys)) return 70
  return syllables.map((syllable) => syllable[0]).join('') === keys ? 65 : 55
}

/** ü is typed as v or u. */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[üv]/g, 'u')
    .replace(/[^a-z]/g, '')
/** Southern tongues do not tell zh from z nor ang from an. */
const foldAccent = (text: string): string => text.replace(/([zcs])h/g, '$1').replace(/([aei])ng/g, '$1n')

function fits(syllables: readonly string[], at: number, keys: string): boolean {
  if (keys === '') return true
  const syllable = syllables[at]
  // Most names fall here: whatever begins a syllable begins with its first letter.
  if (syllable === undefined || syllable[0] !== keys[0]) return false
  if (syllable.startsWith(keys)) return true
  const after = (letters: number): boolean => fits(syllables, at + 1, keys.slice(letters))
  return (
    (keys.startsWith(syllable) && after(syllable.length)) ||
    (/^[zcs]h/.test(syllable) && keys[1] === 'h' && after(2)) ||
    after(1)
  )
}

/** Where the dictionary finds letters in a name: the first and last character that they read. */
export type PinyinFound = readonly [number, number] | false
/** Whether letters read a name from its first character to its last. */
export const readsWhole = (found: PinyinFound, name: string): boolean =>
  found !== false && found[0] === 0 && found[1] === name.length - 1
/** Whether a query can only be answered by pinyin, which names typed offline do not carry yet. */
export const asksPinyin = (query: string): boolean => /[a-z]/i.test(query.normalize('NFKC'))
/** Whether somebody is meant by what is typed into a list of names: by characters, or by letters once `reads` is there. */
export function isNamed(name: string, words: string, reads?: (name: string, letters: string) => boolean): boolean {
  const sought = words.normalize('NFKC').toLowerCase().trim()
  return name.toLowerCase().includes(sought) || (asksPinyin(sought) && reads?.(name, sought) === true)
}
