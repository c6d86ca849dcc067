import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aRow } from '../testing/build.ts'
import { asId, type Day, type PersonId } from './ids.ts'
import { groundsOf, isAtOrBelow, rightsOf, roundOf } from './rights.ts'

const TODAY = '2026-11-26' as Day
const me: PersonId = asId('p1')
const grid = (id: string, parent: string | null) =>
  aRow('grid', id, { level: 'micro', parent: parent === null ? null : asId(parent), name: id, order: 1 })
const post = (id: string, over: { grid: string; role: string; until?: Day }) =>
  aRow('post', id, {
    person: me,
    grid: asId(over.grid),
    role: over.role,
    since: '2026-01-01' as Day,
    until: over.until ?? null,
  })
const rows = [
  grid('top', null),
  grid('mid', 'top'),
  grid('leaf', 'mid'),
  aRow('vocabulary', 'roles', {
    terms: [
      { id: 'chief', zh: '块长', en: 'Chief', abilities: ['review', 7] },
      { id: 'leader', zh: '组长', en: 'Leader', abilities: ['visit'] },
    ],
  }),
]

test('a post reaches its own grid and all below it, and nothing above or beside', () => {
  const see = viewFrom(rows)
  expect(isAtOrBelow(see, asId('leaf'), asId('top'))).toBe(true)
  expect(isAtOrBelow(see, asId('mid'), asId('mid'))).toBe(true)
  expect(isAtOrBelow(see, asId('top'), asId('leaf'))).toBe(false)
})
test('a grid tree that turns in a ring ends all the same', () => {
  const see = viewFrom([grid('a', 'b'), grid('b', 'a')])
  expect(isAtOrBelow(see, asId('a'), asId('c'))).toBe(false)
})
test('what exists for a person follows from the posts valid today, the widest first', () => {
  const view = viewFrom([
    ...rows,
    post('now', { grid: 'leaf', role: 'leader' }),
    post('wide', { grid: 'mid', role: 'leader' }),
    post('over', { grid: 'top', role: 'chief', until: '2026-06-30' as Day }),
  ])
  const rights = rightsOf(view, me, TODAY)
  expect([rights.mayVisit, rights.mayReview]).toEqual([true, false])
  expect(rights.posts.map((row) => row.id)).toEqual(['wide', 'now'])
})
test('the doors of one’s round are those under posts that visit today; who only reviews has no round', () => {
  const round = roundOf(
    viewFrom([...rows, post('now', { grid: 'mid', role: 'leader' }), post('wide', { grid: 'top', role: 'chief' })]),
    me,
    TODAY,
  )
  expect(['top', 'mid', 'leaf'].map((at) => round?.(asId(at)))).toEqual([false, true, true])
  const over = post('over', { grid: 'mid', role: 'leader', until: '2026-06-30' as Day })
  expect(roundOf(viewFrom([...rows, over, post('wide', { grid: 'top', role: 'chief' })]), me, TODAY)).toBeUndefined()
})
test('abilities of an unknown role are none, and what is not a word is not an ability', () => {
  const grounds = groundsOf(viewFrom(rows), me)
  expect(grounds.abilities('nobody').size).toBe(0)
  expect([...grounds.abilities('chief')]).toEqual(['review'])
})
