/** Long enough that guessing takes years even without a limit on tries; ten Chinese characters are four short words. */
const PASSPHRASE_LENGTH = 10
const MOST = 200
const FEWEST_DIFFERENT = 5

/** What was typed, the same on every keyboard: full width is half width, and spaces at the ends do not count. */
export const plainPassphrase = (typed: string): string => typed.normalize('NFKC').trim()
/** A sign-in name as it is compared: capitals and spaces are nobody's mistake. */
export const plainName = (typed: string): string => typed.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')

/** Whether a passphrase is too easily guessed: too short, of few characters, or made of the name. */
export function isWeak(passphrase: string, name: string): boolean {
  const letters = [...plainPassphrase(passphrase)]
  if (letters.length < PASSPHRASE_LENGTH || letters.length > MOST) return true
  if (new Set(letters).size < FEWEST_DIFFERENT) return true
  const own = plainName(name)
  const rest = plainName(passphrase).replaceAll(own, '')
  return own !== '' && [...rest].length < FEWEST_DIFFERENT
}
