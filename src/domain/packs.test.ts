import { expect, it } from 'vitest'
import { asId, type PackId } from './ids.ts'
import { historyPack, newPackFor, readPack } from './packs.ts'

const stair = { building: asId<'building'>('b1'), grid: asId<'grid'>('g1'), stair: 's12' }
const without = (...taken: readonly string[]) => newPackFor(stair, (pack) => taken.includes(pack))

it.each([
  ['c', { sort: 'c' }],
  ['b:b1:g1', { sort: 'b', building: 'b1', grid: 'g1' }],
  ['b:b1:g1:s12', { sort: 'b', building: 'b1', grid: 'g1' }],
  ['b:b1:g1:s12:2', { sort: 'b', building: 'b1', grid: 'g1' }],
  ['h:b1:g1', { sort: 'h', building: 'b1', grid: 'g1' }],
  ['h:b1:g1:s12', { sort: 'h', building: 'b1', grid: 'g1' }],
  ['w:g1', { sort: 'w', grid: 'g1' }],
  ['p:p1', { sort: 'p', person: 'p1' }],
  ['o:g1', { sort: 'o', grid: 'g1' }],
  ['q:g1', undefined],
])('the name %s says whose pack it is, whatever tells packs of one building and grid apart', (pack, name) => {
  expect(readPack(asId<'pack'>(pack))).toEqual(name)
})

it('history of a stair’s pack has the same audience as the pack', () => {
  const pack: PackId = asId('b:b1:g1:s12')
  expect({ ...readPack(historyPack(pack)), sort: 'b' }).toEqual(readPack(pack))
})

it('a new pack has the plain name where that is free, else the stair’s, else a number too', () => {
  expect(without()).toBe('b:b1:g1')
  expect(without('b:b1:g1')).toBe('b:b1:g1:s12')
  expect(without('b:b1:g1', 'b:b1:g1:s12')).toBe('b:b1:g1:s12:2')
  expect(without('b:b1:g1', 'b:b1:g1:s12', 'b:b1:g1:s12:2')).toBe('b:b1:g1:s12:3')
})
