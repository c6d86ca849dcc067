/** A stretch of a value; `differs` where the values do not agree, so that the eye finds it at once. */
export interface Piece {
  /** Where in the value it begins, in characters. */
  readonly at: number
  readonly text: string
  readonly differs: boolean
}

/**
 * Marks where values differ: place by place when they are equally long (phone numbers, dates), else between what
 * they all begin and all end with.
 */
export function markDiffering(values: readonly string[]): readonly (readonly Piece[])[] {
  const split = values.map((value) => [...value])
  const [first = []] = split
  const equallyLong = split.every((characters) => characters.length === first.length)
  const differsAt = (place: number): boolean => split.some((characters) => characters[place] !== first[place])
  if (equallyLong)
    return split.map((characters) =>
      join(characters.map((text, place) => ({ at: place, text, differs: differsAt(place) }))),
    )
  const shortest = Math.min(...split.map((characters) => characters.length))
  let head = 0
  while (head < shortest && !differsAt(head)) head++
  let tail = 0
  while (tail < shortest - head && split.every((characters) => characters.at(-1 - tail) === first.at(-1 - tail))) tail++
  return split.map((characters) =>
    join(
      characters.map((text, place) => ({
        at: place,
        text,
        differs: place >= head && place < characters.length - tail,
      })),
    ),
  )
}
function join(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last !== undefined && last.differs === piece.differs)
      joined[joined.length - 1] = { ...last, text: last.text + piece.text }
    else joined.push(piece)
  }
  return joined
}

/** Mobile numbers for comparing: three and four shown as in every list, and in the middle only what differs. */
export function maskForComparing(phones: readonly string[]): readonly string[] {
  const split = phones.map((phone) => [...phone.normalize('NFKC').replace(/[\s-]/g, '')])
  const [first = []] = split
  if (!split.every((digits) => /^1\d{10}$/.test(digits.join('')))) return phones
  const shows = (place: number): boolean =>
    place < 3 || place >= first.length - 4 || split.some((digits) => digits[place] !== first[place])
  return split.map((digits) => digits.map((digit, place) => (shows(place) ? digit : '*')).join(''))
}
