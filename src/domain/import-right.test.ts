import { expect, test } from 'vitest'
import { asId, type Day, type GridId } from './ids.ts'
import { committeeGrid, mayImport } from './import-right.ts'
import type { ImportSource } from './import-wire.ts'
import type { GridLevel } from './nouns.ts'
import type { Grounds } from './permission.ts'

const grid = (id: string, level: GridLevel, parent: string | null) => ({
  id,
  body: { level, parent: parent as GridId | null, name: id, order: 1 },
})
const TREE = [grid('s', 'street', null), grid('r', 'residential', 's'), grid('m', 'micro', 'r')]
const ABOVE: Readonly<Record<string, readonly string[]>> = { s: ['s', 'r', 'm'], r: ['r', 'm'], m: ['m'] }
const today = '2026-11-26' as Day
const held = (at: string, abilities: readonly string[], until: Day | null = null): Grounds => ({
  posts: [{ person: asId('p'), grid: asId(at), role: 'x', since: '2026-01-01' as Day, until }],
  reaches: (above, below) => ABOVE[above]?.includes(below) === true,
  abilities: () => new Set(abilities),
})
const may = (grounds: Grounds, source: ImportSource = 'roster') => mayImport(grounds, { grids: TREE, today }, source)

test('a coordinator of the committee’s grid or above may bring files in', () => {
  expect([may(held('r', ['coordinate', 'review'])), may(held('s', ['coordinate', 'export']))]).toEqual([true, true])
})
test('a coordinator of a part, one who sees no households, and one whose post is over may not', () => {
  const others = [held('m', ['coordinate', 'review']), held('r', ['coordinate']), held('r', ['visit'])]
  for (const grounds of [...others, held('r', ['coordinate', 'review'], '2026-11-25' as Day)])
    expect(may(grounds)).toBe(false)
})
test('posts may lie anywhere, so a file of them needs a post at the top; grids come in under the committee', () => {
  expect(may(held('r', ['coordinate', 'review']), 'posts')).toBe(false)
  expect(may(held('s', ['coordinate', 'review']), 'posts')).toBe(true)
  expect(may(held('r', ['coordinate', 'review']), 'grids')).toBe(true)
})
test('of several residential grids none is the committee’s: the top is', () => {
  expect(committeeGrid(TREE)).toBe('r')
  expect(committeeGrid([...TREE, grid('r2', 'residential', 's')])).toBe('s')
  expect(committeeGrid([])).toBeUndefined()
})
