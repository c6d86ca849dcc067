import fc from 'fast-check'
import pinyinMatch from 'pinyin-match'
import { describe, expect, it } from 'vitest'
import { aHousehold, aResident, Rows as Built } from '../testing/build.ts'
import { areNear, type Entered, findAlike } from './alike.ts'
import { asId } from './ids.ts'
import type { Kind, ResidentBody, Row, RowOf } from './nouns.ts'
import { readsWhole } from './pinyin.ts'
import type { Rows } from './rows.ts'

const register = (rows: readonly Row[]): Rows => {
  const all = <K extends Kind>(kind: K) => rows.filter((row) => row.kind === kind) as unknown as readonly RowOf<K>[]
  return Object.assign(new Built(rows).see, { all })
}
const living = (door: string, ...people: readonly Partial<ResidentBody>[]): readonly Row[] => [
  aHousehold({ doors: [asId(door)] }, `h-${door}`),
  ...people.map((body, at) => aResident({ household: asId(`h-${door}`), ...body }, `r-${door}-${at}`)),
]
const found = (rows: readonly Row[], entered: Entered, sounds?: (name: string, letters: string) => boolean) =>
  findAlike(register(rows), entered, sounds).map(({ resident, by }) => [resident.id, ...by])
const zhang: Entered = { name: '张建明', birth: '1944', door: 'd1' }

describe('somebody like the one being typed', () => {
  it('has the same name, wherever he lives', () => {
    expect(found(living('d2', { name: '张建明' }), zhang)).toEqual([['r-d2-0', 'name']])
  })
  it('has nearly the same name behind the same door, or from the same year', () => {
    expect(found(living('d1', { name: '张健明' }), zhang)).toEqual([['r-d1-0', 'name', 'door']])
    expect(found(living('d2', { name: '张健明', birth: '1944-03-08' }), zhang)).toEqual([['r-d2-0', 'name', 'birth']])
    expect(found(living('d2', { name: '张健明', birth: '1950' }), zhang)).toEqual([])
  })
  it('has a name that sounds the same', () => {
    const sounds = (name: string, letters: string) => readsWhole(pinyinMatch.match(name, letters), name)
    const rows = living('d1', { name: '章剑鸣', pinyin: ['zhang jian ming', 'zjm'] })
    expect(found(rows, zhang, sounds)).toEqual([['r-d1-0', 'sound', 'door']])
    expect(found(rows, zhang)).toEqual([])
    for (const pinyin of ['zhang jian', 'jian ming', 'zhang jian min hui', 'wang jian ming'])
      expect(found(living('d1', { name: '别人', pinyin: [pinyin, ''] }), zhang, sounds)).toEqual([])
  })
  it('is not the record itself that is being renamed', () => {
    const rows = living('d1', { name: '张建明' }, { name: '张健明' })
    expect(found(rows, { ...zhang, self: 'r-d1-0' })).toEqual([['r-d1-1', 'name', 'door']])
  })
  it('is no one who only lives there or is only of that age', () => {
    expect(found(living('d1', { name: '王珍', birth: '1944' }), zhang)).toEqual([])
  })
  it('may have moved away: then it is the same person who comes back', () => {
    const ended = { on: '2026-01-01' as never, why: 'moved_out' } as const
    expect(found(living('d2', { name: '张建明', ended }), zhang)).toHaveLength(1)
  })
  it('is not looked for by one character', () => {
    expect(found(living('d1', { name: '张' }), { name: '张', door: 'd1' })).toEqual([])
  })
})

const names = fc.string({ minLength: 2, maxLength: 4, unit: fc.constantFrom(...'张章建健明鸣王珍') })
const people = fc.array(
  fc.record({ name: names, birth: fc.constantFrom('1944', '1950'), door: fc.constantFrom('d1', 'd2', 'd3') }),
  { maxLength: 12 },
)
const rowsOf = (list: readonly Entered[]): readonly Row[] => [
  ...['d1', 'd2', 'd3'].map((door) => aHousehold({ doors: [asId(door)] }, `h-${door}`)),
  ...list.map(({ name, birth, door }, at) =>
    aResident({ name, household: asId(`h-${door}`), ...(birth === undefined ? {} : { birth }) }, `r${at}`),
  ),
]
describe('for any register', () => {
  it('whoever is entered a second time is told of the first, and first of all', () => {
    fc.assert(
      fc.property(people, fc.nat(11), (list, pick) => {
        const again = list[pick % Math.max(1, list.length)]
        fc.pre(again !== undefined)
        const [first] = findAlike(register(rowsOf(list)), again)
        expect(first?.by).toEqual(['name', 'door', 'birth'])
        expect(first?.resident.body.name).toBe(again.name)
      }),
    )
  })
  it('what is told does not hang on the order of the rows, and is never more than three', () => {
    fc.assert(
      fc.property(people, names, (list, name) => {
        const entered = { name, birth: '1944', door: 'd1' }
        const rows = rowsOf(list)
        const one = found(rows, entered)
        expect(found([...rows].reverse(), entered)).toEqual(one)
        expect(one.length).toBeLessThanOrEqual(3)
      }),
    )
  })
  it('nearness is mutual, and a name with another character at two places is not near', () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        expect(areNear(a, b)).toBe(areNear(b, a))
        const differing = [...a].filter((each, at) => each !== [...b][at]).length
        if (a.length === b.length && differing > 1) expect(areNear(a, b)).toBe(false)
      }),
    )
  })
})
