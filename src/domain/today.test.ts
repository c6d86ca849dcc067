import { describe, expect, it } from 'vitest'
import { asId } from './ids.ts'
import type { Bodies, Kind, RowOf } from './nouns.ts'
import type { See } from './see.ts'
import { tagsOf } from './today.ts'

const row = <K extends Kind>(kind: K, id: string, body: Bodies[K]): RowOf<K> => ({
  kind,
  id,
  pack: asId('b:b1:g1'),
  seq: 1,
  writer: {},
  body,
})
const TERMS: Bodies['vocabulary']['terms'] = [
  { id: 'elder_80', zh: '高龄', en: '80+', sweepWeight: 5 },
  {
    id: 'elder_alone_80',
    zh: '高龄独居',
    en: 'Alone, 80+',
    sweepWeight: 10,
    implies: ['elder_alone', 'elder_80'],
  },
  { id: 'hard_of_hearing', zh: '听力不便', en: 'Hard of hearing', sweepWeight: 3 },
]
const household = (tags: readonly string[]): RowOf<'household'> =>
  row('household', 'h1', {
    doors: [asId('d1')],
    dwelling: 'owner',
    care: 'red',
    tags,
    lastReached: null,
    lastVisit: null,
    nextDue: null,
    misses: 0,
  })
const resident = (tags: readonly string[]): RowOf<'resident'> =>
  row('resident', 'r1', { household: asId('h1'), name: '阎礼', sex: '1', tags, residence: 'lives_here' })

/** A view of one household with one person. */
function seeing(resident: RowOf<'resident'>): See {
  const rows: readonly RowOf<Kind>[] = [row('vocabulary', 'residentTags', { terms: TERMS }), resident]
  const find = (kind: Kind, id: string) => rows.find((one) => one.kind === kind && one.id === id)
  return Object.assign(find, { under: (kind: Kind) => rows.filter((one) => one.kind === kind) }) as See
}
const said = (see: See, tags: readonly string[], isSaid?: (tag: string) => boolean): readonly string[] =>
  tagsOf(see, household(tags), isSaid).map((term) => term.id)

describe('tags of a household', () => {
  it('one fact is said once: a tag that another implies is left out', () => {
    expect(said(seeing(resident(['elder_80', 'hard_of_hearing'])), ['elder_alone_80'])).toEqual([
      'elder_alone_80',
      'hard_of_hearing',
    ])
  })
  it('what is said in other words leaves the rest of its facts standing', () => {
    const see = seeing(resident(['elder_80', 'elder_alone_80']))
    expect(said(see, [], (tag) => tag.startsWith('elder_alone'))).toEqual(['elder_80'])
  })
  it('a tag the list has lost is still shown', () => {
    expect(said(seeing(resident([])), ['old_list'])).toEqual(['old_list'])
  })
})
