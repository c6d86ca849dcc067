import { expect, test } from 'vitest'
import { aBuilding, aRow, Rows } from '../testing/build.ts'
import { aTask } from '../testing/tasks.ts'
import { asId } from './ids.ts'
import type { GridLevel } from './nouns.ts'
import { nearnessOf } from './task-near.ts'

const grid = (id: string, level: GridLevel, parent: string | null) =>
  aRow('grid', id, { level, parent: parent === null ? null : asId(parent), name: id, order: 1 })
const { see } = new Rows([
  grid('root', 'residential', null),
  grid('m1', 'micro', 'root'),
  grid('m2', 'micro', 'root'),
  grid('g12', 'stair', 'm1'),
  grid('g13', 'stair', 'm1'),
  aBuilding(),
])
const near = (own: string, at: string): string => nearnessOf(see, [asId(own)])(aTask({ grid: asId(at) }))

test('a task is as near as the grids say: own stair, micro-grid, or farther', () => {
  expect([near('g12', 'g12'), near('g12', 'g13'), near('g12', 'm1'), near('g12', 'm2')]).toEqual([
    'stair',
    'micro',
    'micro',
    'far',
  ])
})
test('one at a building with the own stair among others is in the own building', () => {
  const task = aTask({ grid: asId('m1'), place: { sort: 'building', building: asId('b1') } })
  expect(nearnessOf(see, [asId('g12')])(task)).toBe('building')
})
test('whoever belongs to the whole community has none of its tasks in the own stair', () => {
  expect([near('root', 'root'), near('root', 'm1')]).toEqual(['far', 'far'])
})
