import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aRow } from '../testing/build.ts'
import { disputesFor } from './disputes.ts'
import { asId, type Day } from './ids.ts'
import type { Bodies } from './nouns.ts'

const today = '2026-11-26' as Day
const dispute = (id: string, of: Bodies['conflict']['of'], state: Bodies['conflict']['state'] = 'open') =>
  aRow('conflict', id, {
    ...{ of, field: 'note', values: [], state },
    ...(of.kind === 'building' ? {} : { household: asId('h1') }),
  })
const post = (person: string, role: string, grid: string) =>
  aRow('post', `post-${person}`, {
    ...{ person: asId(person), grid: asId(grid), role, since: '2026-01-01' as Day, until: null },
  })
const terms = [
  { id: 'leader', zh: '', en: '', abilities: ['visit'] },
  { id: 'helper', zh: '', en: '', abilities: ['claim'] },
]
const grid = (id: string) => aRow('grid', id, { level: 'stair', parent: null, name: id, order: 1 })
const view = viewFrom([
  ...[grid('g1'), grid('g2'), aRow('vocabulary', 'roles', { terms })],
  aBuilding({ stairs: [{ id: '1', label: '1', grid: asId('g1') }] }),
  ...[post('here', 'leader', 'g1'), post('elsewhere', 'leader', 'g2'), post('helper', 'helper', 'g1')],
  dispute('a', { kind: 'resident', id: 'r1' }),
  dispute('b', { kind: 'household', id: 'h1' }, 'ask_next_time'),
  dispute('c', { kind: 'household', id: 'h1' }, 'settled'),
  dispute('d', { kind: 'building', id: 'b1' }),
  dispute('e', { kind: 'building', id: 'gone' }),
])
const seenBy = (person: string) => disputesFor(view, { person: asId(person), today }).map(({ id }) => id)

test('two values about a building wait for whoever looks after one of its stairs; everybody reads them, and they wait for nobody else', () => {
  expect(seenBy('here')).toEqual(['a', 'b', 'd'])
  for (const person of ['elsewhere', 'helper', 'nobody']) expect(seenBy(person)).toEqual(['a', 'b'])
})
