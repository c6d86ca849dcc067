import { ageOn } from './age.ts'
import type { Day } from './ids.ts'
import type { Placed } from './layers.ts'
import type { ResidentBody, RowOf } from './nouns.ts'
import type { See } from './see.ts'
import { peopleOf } from './today.ts'

/** What a record may lack or have wrong (mission row M58), what may mislead somebody first. */
export const GAPS = ['twice', 'noPhone', 'birth', 'nobody', 'noBasis'] as const
export type Gap = (typeof GAPS)[number]

export interface Lacking {
  readonly gap: Gap
  readonly placed: Placed
  /** Whose record it is about; absent where it is the household's. */
  readonly resident?: RowOf<'resident'>
}

/**
 * Everything in the records of these households that a person should complete or put right: somebody who may be
 * registered twice, a household to look after closely without any phone number, a birth that is missing or gives no
 * age, a home that is lived in with nobody registered, and sensitive words kept without a ground, or after the consent
 * was withdrawn. Nothing is put right by itself.
 */
export function findGaps(see: See, placed: readonly Placed[], today: Day): readonly Lacking[] {
  const homes = placed.map((one) => ({ placed: one, ...peopleOf(see, one.household.id) }))
  const births = new Map<string, string[]>()
  for (const { body } of homes.flatMap(({ here }) => here)) {
    if (body.birth === undefined) continue
    const known = births.get(body.name)
    if (known === undefined) births.set(body.name, [body.birth])
    else known.push(body.birth)
  }
  const isTwice = ({ name, birth }: ResidentBody): boolean =>
    birth !== undefined && (births.get(name) ?? []).filter((other) => areOne(birth, other)).length > 1
  const found = homes.flatMap(({ placed: one, here, contacts }): Lacking[] => {
    const { body } = one.household
    const of = (gap: Gap, isSo: boolean): Lacking[] => (isSo ? [{ gap, placed: one }] : [])
    const ofEach = (gap: Gap, isSo: (body: ResidentBody) => boolean): Lacking[] =>
      here.filter((row) => isSo(row.body)).map((resident) => ({ gap, placed: one, resident }))
    const isCalled = [...here, ...contacts].some((row) => (row.body.phone ?? '') !== '')
    return [
      ...ofEach('twice', isTwice),
      ...of('noPhone', CLOSE.has(body.care) && here.length > 0 && !isCalled),
      ...ofEach('birth', ({ birth }) => birth === undefined || ageOn(birth, today) === undefined),
      ...of('nobody', here.length === 0 && !EMPTY.has(body.dwelling)),
      ...of(
        'noBasis',
        lacksGround(body.careReason, body.careBasis) ||
          lacksGround(body.note, body.noteBasis) ||
          lacksGround(body.tags, body.tagsBasis),
      ),
      ...ofEach('noBasis', (person) => lacksGround(person.tags, person.tagsBasis)),
    ]
  })
  return GAPS.flatMap((gap) => found.filter((one) => one.gap === gap))
}
/** A year and a day of that year may be one birth; two days are two. */
const areOne = (birth: string, other: string): boolean => birth.startsWith(other) || other.startsWith(birth)
/** Levels at which somebody may have to be reached the same day. */
const CLOSE: ReadonlySet<string> = new Set(['red', 'yellow'])
/** vocabulary dwellingStatus: nobody need live there. */
const EMPTY: ReadonlySet<string> = new Set(['vacant', 'commercial', 'under_repair'])
const lacksGround = (kept: string | readonly string[] | undefined, basis: string | undefined): boolean =>
  kept !== undefined && kept.length > 0 && (basis === undefined || basis === 'withdrawn')
