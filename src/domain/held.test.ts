import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aRow } from '../testing/build.ts'
import { heldToJudge } from './held.ts'
import { asId, type Day, type Instant, type PersonId } from './ids.ts'
import type { HeldBody, Row } from './nouns.ts'
import { gridPack } from './packs.ts'

const TODAY = '2026-11-26' as Day
const me: PersonId = asId('p1')
const grid = (id: string, parent: string | null) =>
  aRow('grid', id, { level: 'micro', parent: parent === null ? null : asId(parent), name: id, order: 1 })
const post = (role: string, over: { grid: string; until?: Day }) =>
  aRow('post', `${role}-${over.grid}`, {
    person: me,
    grid: asId(over.grid),
    role,
    since: '2026-01-01' as Day,
    until: over.until ?? null,
  })
const held = (id: string, at: string, over: Partial<HeldBody> = {}): Row => ({
  ...aRow('held', id, {
    command: asId(id),
    author: asId('p2'),
    type: 'visit.log',
    code: 'not_your_grid',
    happenedAt: '2026-11-26T02:00:00.000Z' as Instant,
    payload: null,
    state: 'open',
    ...over,
  }),
  pack: gridPack(asId(at)),
})
const ROWS: readonly Row[] = [
  grid('top', null),
  grid('left', 'top'),
  grid('right', 'top'),
  aRow('vocabulary', 'roles', {
    terms: [
      { id: 'chief', zh: '块长', en: 'Chief', abilities: ['review'] },
      { id: 'leader', zh: '微网格长', en: 'Leader', abilities: ['visit', 'review_in_grid'] },
    ],
  }),
]
const toJudge = (...rows: readonly Row[]): readonly string[] =>
  heldToJudge(viewFrom([...ROWS, ...rows]), me, TODAY).map((row) => row.id)

test('whoever reviews a grid judges what is held in it and below, the latest first', () => {
  const [early, late] = [
    held('early', 'left', { happenedAt: '2026-11-25T02:00:00.000Z' as Instant }),
    held('late', 'right'),
  ]
  expect(toJudge(post('chief', { grid: 'top' }), early, late)).toEqual(['late', 'early'])
  expect(toJudge(post('chief', { grid: 'left' }), early, late)).toEqual(['early'])
})
test('who may only look at it, or whose post is over, is asked for nothing', () => {
  expect(toJudge(post('leader', { grid: 'top' }), held('h', 'left'))).toEqual([])
  expect(toJudge(post('chief', { grid: 'top', until: '2026-11-25' as Day }), held('h', 'left'))).toEqual([])
})
test('what was judged is no longer asked', () => {
  const rows = [held('a', 'left', { state: 'accepted' }), held('b', 'left', { state: 'dismissed' }), held('c', 'left')]
  expect(toJudge(post('chief', { grid: 'top' }), ...rows)).toEqual(['c'])
})
