import { expect, test } from 'vitest'
import { ALL_RULES } from '../domain/all-rules.ts'
import { newClaim } from '../domain/claim.ts'
import { asId, type CommandId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { CORE_RULES } from '../domain/rules.ts'
import { aRow, commandId } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { EMPTY_MIRROR } from './mirror.ts'
import { judge, type Pending, replay, viewFrom } from './view.ts'

const me = asId<'person'>('p1')
const tap = (n: number, type: string, payload: unknown): Pending => ({
  command: { id: commandId(n), n, type, v: 1, happenedAt: hoursOn(0), needs: [], seen: {}, payload },
  state: 'new',
  seq: 0,
  savedAt: hoursOn(0),
})
const TASKS: readonly Row[] = ['t1', 't2', 't3', 't4'].map((id) => aRow('task', id, aTask()))
const shown = (rows: readonly Row[], ...pending: readonly Pending[]) =>
  viewFrom(rows, pending, { author: me, rules: ALL_RULES })

test('a claim tapped without network stands as claimed on this phone alone, and what is done about it shows', () => {
  const id = commandId(1)
  const tick = tap(2, 'step.tick', { task: 't1', claim: id, step: 'a', done: true })
  const view = shown(TASKS, tap(1, 'task.claim', { task: 't1' }), tick)
  expect(view('claim', id)?.body).toMatchObject({ state: 'claimed', order: 0, ticked: { a: hoursOn(0) } })
  expect(view.stateOf({ kind: 'claim', id })).toBe('phone')
})
test('the limit of open claims counts those that the server does not know yet', () => {
  const pending = [1, 2].map((n) => tap(n, 'task.claim', { task: `t${n}` }))
  const at = { at: hoursOn(0), by: me }
  const waiting = { ...newClaim({ task: 't3', person: me, wait: true }, 'claimed', at), state: 'waitlisted' as const }
  const view = shown([...TASKS, aRow('claim', 'k3', waiting)], ...pending)
  const { command } = tap(4, 'task.claim', { task: 't4' })
  expect(judge({ author: me, pending, rules: ALL_RULES, view }, command)).toEqual({ refused: 'too_many_claims' })
})
test('with the rules of a round alone a claim changes nothing and stays where it is', () => {
  const pending = [tap(1, 'task.claim', { task: 't1' })]
  const base = { mirror: EMPTY_MIRROR, author: me, rules: CORE_RULES, loaded: 'all' as const }
  const replayed = replay(base, pending)
  expect([replayed.view.all('claim'), replayed.pending]).toEqual([[], pending])
})
test('a claim that is let go before it was sent is released on this phone too', () => {
  const id = commandId(1) as CommandId
  const view = shown(TASKS, tap(1, 'task.claim', { task: 't1' }), tap(2, 'claim.release', { task: 't1', claim: id }))
  expect(view('claim', id)?.body.state).toBe('released')
})
