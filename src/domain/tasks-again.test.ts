import { expect, test } from 'vitest'
import { contextOf, Rows } from '../testing/build.ts'
import { History } from '../testing/histories.ts'
import { aTaskPayload } from '../testing/tasks.ts'
import { understand } from './all-commands.ts'
import type { Command, CommandType } from './commands.ts'
import { decide } from './decide.ts'
import { asId, type CommandId, type Instant } from './ids.ts'
import { TASK_PAYLOADS } from './task-commands.ts'

const of = (claim: string, more: object = {}) => ({ task: claim === 'k6' ? 't2' : 't1', claim, ...more })
const EACH: Readonly<Record<keyof typeof TASK_PAYLOADS, unknown>> = {
  'task.publish': aTaskPayload({ grid: 'g1', contact: { name: '徐' } }),
  'task.change': { task: 't1', set: { title: '改' }, places: 7 },
  'task.close': { task: 't1' },
  'task.cancel': { task: 't1', why: 'x' },
  'task.claim': { task: 't2' },
  'claim.release': of('k1'),
  'claim.extend': of('k1'),
  'claim.answer': of('k2', { yes: true }),
  'claim.handover': of('k1', { person: 'p2' }),
  'claim.assign': { task: 't2', person: 'p3', why: 'x' },
  'claim.override': of('k4', { how: 'no_show', why: 'x' }),
  'claim.swap': of('k4', { person: 'p3', why: 'x' }),
  'step.tick': of('k1', { step: 'a', done: true }),
  'task.finish': of('k1', { minutes: 60 }),
  'task.verify': of('k3', { verdict: 'verified' }),
  'task.unverify': of('k5'),
  'task.correct': of('k5', { minutes: 30, why: 'x' }),
  'volunteer.edit': { set: { slots: ['wd_am'] } },
  'card.edit': { person: 'p1', set: { groups: ['care'] } },
}
const ID = '018bcfe5-6800-7000-8000-000000000001' as CommandId
function read(type: CommandType) {
  const at = '2026-11-26T06:20:00.000Z' as Instant
  const command: Command = {
    id: ID,
    n: 1,
    type,
    v: 1,
    happenedAt: at,
    needs: [],
    seen: {},
    payload: EACH[type as keyof typeof EACH],
  }
  const understood = understand(command)
  if ('bad' in understood) throw new Error(understood.bad)
  return { understood, context: contextOf(command, { author: asId('p1') }) }
}

test.each(Object.keys(TASK_PAYLOADS) as (keyof typeof TASK_PAYLOADS)[])(
  '%s judged again changes nothing more, and is not turned away for what it did itself',
  (type) => {
    const { understood, context } = read(type)
    const rows = new Rows(new History().now.sorted())
    const before = rows.sorted()
    const first = decide(rows.see, understood, context)
    expect(first).toHaveProperty('changes')
    rows.apply('changes' in first ? first.changes : [], ID)
    const once = JSON.stringify(rows.sorted())
    expect(once).not.toBe(JSON.stringify(before))
    const again = decide(rows.see, understood, context)
    expect(again).toHaveProperty('changes')
    rows.apply('changes' in again ? again.changes : [], ID)
    expect(JSON.stringify(rows.sorted())).toBe(once)
  },
)
test('a claim that the server has confirmed is not put back by the tap that is still in the outbox', () => {
  const { understood, context } = read('task.claim')
  const rows = new Rows(new History().now.sorted())
  const first = decide(rows.see, understood, context)
  rows.apply('changes' in first ? first.changes : [], ID)
  rows.apply([{ op: 'set', kind: 'claim', id: ID, set: { state: 'confirmed' }, edit: false }], ID)
  expect(decide(rows.see, understood, context)).toEqual({ changes: [] })
})
