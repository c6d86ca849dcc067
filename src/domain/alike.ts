import type { RowOf } from './nouns.ts'
import type { Rows } from './rows.ts'

/** What somebody is typing. */
export interface Entered {
  readonly name: string
  readonly birth?: string
  /** The door it is typed at. */
  readonly door: string
  /** The record being renamed, which is like itself. */
  readonly self?: string
}
export type Likeness = 'door' | 'name' | 'sound' | 'birth'
/** Somebody registered already who may be the same person. */
export interface Alike {
  readonly resident: RowOf<'resident'>
  readonly household: RowOf<'household'>
  /** Why, the strongest first. */
  readonly by: readonly Likeness[]
}
const MOST = 3

/**
 * People in the register who may be the one being typed: of a similar name by characters or by sound, and behind the
 * same door or born in the same year; of the very same name wherever they live. Nobody is hindered by it.
 * `sounds` tells whether a typed name may be read as these letters; loaded when wanted.
 */
export function findAlike(
  rows: Rows,
  entered: Entered,
  sounds: (name: string, letters: string) => boolean = () => false,
): readonly Alike[] {
  const name = plain(entered.name)
  if ([...name].length < 2) return []
  const year = yearOf(entered.birth)
  const found: (Alike & { readonly score: number })[] = []
  for (const resident of rows.all('resident')) {
    if (resident.id === entered.self) continue
    const theirs = plain(resident.body.name)
    const isSame = theirs === name
    const isNear = isSame || areNear(theirs, name)
    const isHeard = !isNear && resident.body.pinyin !== undefined && sounds(name, lettersOf(resident.body.pinyin[0]))
    if (!isNear && !isHeard) continue
    const household = rows('household', resident.body.household)
    if (household === undefined) continue
    const isHere = household.body.doors.some((door) => door === entered.door)
    const isOfAge = year !== undefined && yearOf(resident.body.birth) === year
    if (!isSame && !isHere && !isOfAge) continue
    const by: Likeness[] = [isNear ? 'name' : 'sound']
    if (isHere) by.push('door')
    if (isOfAge) by.push('birth')
    found.push({ resident, household, by, score: (isSame ? 4 : isNear ? 2 : 1) + (isHere ? 3 : 0) + (isOfAge ? 2 : 0) })
  }
  return found
    .sort((a, b) => b.score - a.score || (a.resident.id < b.resident.id ? -1 : 1))
    .slice(0, MOST)
    .map(({ score: _, ...alike }) => alike)
}
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•・.]/gu, '')
const lettersOf = (pinyin: string): string => pinyin.replace(/[^a-zü]/g, '')
const yearOf = (birth: string | undefined): string | undefined => /^\d{4}/.exec(birth ?? '')?.[0]

/** One character put in, left out or another, in names of three or more: 张建明 and 张健明, 阿依古丽 and 阿依古. */
export function areNear(a: string, b: string): boolean {
  const [long, short] = [...a].length >= [...b].length ? [[...a], [...b]] : [[...b], [...a]]
  if (long.length < 3 || long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && long[at] === short[at]) at++
  const rest = short.slice(long.length === short.length ? at + 1 : at)
  return long.slice(at + 1).join('') === rest.join('')
}
