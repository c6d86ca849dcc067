import { expect, test } from 'vitest'
import { aHousehold, aVisit, contextOf, Rows } from '../testing/build.ts'
import { understand } from './all-commands.ts'
import { decide } from './decide.ts'
import { asId, type Day } from './ids.ts'
import type { PostBody } from './nouns.ts'
import { type Grounds, isLookKept } from './permission.ts'

const TODAY = '2026-11-26' as Day
const post = (role: string, over: Partial<PostBody> = {}): PostBody => ({
  person: asId('p1'),
  grid: asId('stair'),
  role,
  since: '2026-01-01' as Day,
  until: null,
  ...over,
})
const groundsWith = (...posts: readonly PostBody[]): Grounds => ({
  posts,
  reaches: (above, grid) => above === grid || above === 'root',
  abilities: (role) => new Set(role === 'leader' ? ['visit'] : ['review', 'export']),
})
const isKept = (...posts: readonly PostBody[]): boolean => isLookKept(groundsWith(...posts), asId('stair'), TODAY)

test('a look at full names is kept of everybody who does not visit there today', () => {
  expect(isKept(post('leader'))).toBe(false)
  expect(isKept(post('leader', { grid: asId('root') }))).toBe(false)
  expect(isKept(post('staff', { grid: asId('root') }))).toBe(true)
  expect(isKept(post('staff', { grid: asId('root') }), post('leader'))).toBe(false)
  expect(isKept(post('staff'), post('leader', { grid: asId('other') }))).toBe(true)
  expect(isKept(post('staff'), post('leader', { until: '2026-11-25' as Day }))).toBe(true)
  expect(isLookKept(groundsWith(post('leader')), undefined, TODAY)).toBe(true)
})

test('a look changes no row, and one at a household that is not at hand waits for it', () => {
  const command = { ...aVisit(), type: 'household.look', payload: { household: 'h1' } }
  const look = understand(command)
  if ('bad' in look) throw new Error(look.bad)
  const judge = (rows: Rows) => decide(rows.see, look, contextOf(command))
  expect(judge(new Rows([aHousehold()]))).toEqual({ changes: [] })
  expect(judge(new Rows())).toEqual({ unknown: { kind: 'household', id: 'h1' } })
})
