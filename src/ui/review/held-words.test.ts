import { beforeAll, expect, it } from 'vitest'
import { asId, type Instant } from '../../domain/ids.ts'
import type { HeldBody, RowOf } from '../../domain/nouns.ts'
import { REFUSALS } from '../../domain/refusal.ts'
import { viewFrom } from '../../store/view.ts'
import { aHousehold, aResident, aRow } from '../../testing/build.ts'
import { whatOf } from '../needs/what.ts'
import { loadText } from '../text/text.ts'
import { text as zh } from '../text/zh/review.ts'
import { commandOf, longWhy, mayAccept, sayFailed, shortWhy } from './held-words.ts'

const VISIT = { household: 'h1', outcome: 'met', method: 'door', purpose: 'routine' }
const held = (over: Partial<HeldBody> = {}): RowOf<'held'> =>
  aRow('held', 'c1', {
    command: asId('c1'),
    author: asId('p2'),
    type: 'visit.log',
    code: 'not_your_grid',
    happenedAt: '2026-11-26T02:00:00.000Z' as Instant,
    payload: VISIT,
    state: 'open',
    ...over,
  })
const telling = { names: 'masked', doorOf: () => '88弄 12号 302' } as const
const whatIsHeld = (see: ReturnType<typeof viewFrom>, { body }: RowOf<'held'>) =>
  whatOf(see, { command: commandOf(body), ...telling })
const view = viewFrom([aHousehold(), aResident({ name: '张建明', phone: '15400001234' })])
beforeAll(() => loadText('core', 'needs', 'review'))

it('every reason has words for a list and for reading, also one this build does not know', () => {
  for (const code of [...REFUSALS, 'a_newer_one']) {
    const words = [shortWhy(held({ code }).body), longWhy(held({ code }).body)]
    expect(words.filter((key) => !(key in zh))).toEqual([])
  }
})
it('a coordinator reads what would be done, with the names and phones of lists', () => {
  const set = { name: '赵小红', phone: '15400009999' }
  const edit = held({ type: 'resident.edit', payload: { household: 'h1', resident: 'r1', set } })
  expect(JSON.stringify(whatIsHeld(view, edit))).not.toMatch(/赵小红|15400009999/)
  expect(whatIsHeld(view, edit).place).toBe('88弄 12号 302 张*明')
  expect(whatIsHeld(view, edit).typed).toEqual([
    ['姓名', '赵*红'],
    ['电话', '154****9999'],
  ])
  const seen = whatIsHeld(view, held({ payload: { ...VISIT, persons: ['r1'] } })).typed
  expect(seen).toContainEqual(['见到', '张*明'])
})
it('what nobody can read is not offered to be accepted', () => {
  expect(mayAccept(held())).toBe(true)
  expect(mayAccept(held({ code: 'unknown_type', type: 'visit.dance' }))).toBe(false)
  expect(mayAccept(held({ code: 'too_large', payload: null }))).toBe(false)
  expect(mayAccept(held({ code: 'failed', payload: { household: 7 } }))).toBe(false)
})
it('a word that was not taken says why', () => {
  const codes = ['offline', 'conflict_gone', 'forbidden', 'signed_out', 'not_found', 'busy'] as const
  expect(codes.map(sayFailed)).toEqual([
    'held.failed.offline',
    'held.failed.gone',
    'held.failed.not',
    'held.failed.signedOut',
    'held.failed.missing',
    'held.failed.other',
  ])
})
