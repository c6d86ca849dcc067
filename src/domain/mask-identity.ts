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
