/**
 * How well keys typed on a Latin keyboard fit a name's syllables: whole syllables and initials in any mixture, the
 * last one cut anywhere (zhangj, zjm, zhangjm, zjianming), starting at any syllable. 0 when they do not fit.
 */
export function fitSyllables(syllables: readonly string[], keys: string): number {
  if (keys === '') return 0
  const plain = syllables.map(fold)
  const typed = fold(keys)
  for (let from = 0; from < plain.length; from++) {
    const rest = plain.slice(from)
    if (fits(rest, typed)) return from === 0 ? firstScore(rest, typed) : 45
  }
  const loose = plain.map(foldAccent)
  return fits(loose, foldAccent(typed)) ? 25 : 0
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

function fits(syllables: readonly string[], keys: string): boolean {
  if (keys === '') return true
  const [first, ...rest] = syllables
  if (first === undefined) return false
  if (first.startsWith(keys)) return true
  const starts = [first, /^[zcs]h/.test(first) ? first.slice(0, 2) : '', first.slice(0, 1)]
  return starts.some((start) => start !== '' && keys.startsWith(start) && fits(rest, keys.slice(start.length)))
}
