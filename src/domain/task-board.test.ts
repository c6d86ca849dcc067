import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aRow } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { newClaim } from './claim.ts'
import { asId, type GridId } from './ids.ts'
import type { Row } from './nouns.ts'
import { PHASES, taskBoard } from './task-board.ts'
import type { ClaimState, TaskBody } from './task-nouns.ts'

const by = asId<'person'>('p1')
const claimIn = (state: ClaimState, task: string, order: number): Row =>
  aRow('holding', `${task}-k${order}`, {
    ...newClaim({ task, person: by, wait: true }, 'claimed', { at: hoursOn(0), by }),
    state,
    order,
  })
function task(
  id: string,
  states: readonly ClaimState[],
  { free = 0, lease = 12, ...over }: Partial<TaskBody> & { free?: number; lease?: number } = {},
) {
  const claims = states.map((state, n) => claimIn(state, id, n + 1))
  const held = states.map((state, n) => (state === 'waitlisted' || state === 'released' ? null : `${id}-k${n + 1}`))
  const seats = [...held.filter((claim) => claim !== null), ...Array.from({ length: free }, () => null)].map(
    (claim, n) =>
      aRow('seat', `${id}-s${n}`, {
        task: id,
        no: n + 1,
        claim,
        until: claim === null ? null : hoursOn(n + lease),
        ends: null,
      }),
  )
  return [aRow('task', id, aTask(over)), ...claims, ...seats]
}
const boardOf = (rows: readonly Row[], of: { grid?: GridId; urgency?: string } = {}) =>
  Object.fromEntries(
    [...taskBoard(viewFrom(rows), { now: hoursOn(0), ...of })].map(([phase, tasks]) => [
      phase,
      tasks.map((one) => one.task.id),
    ]),
  )

test('a task stands where somebody has to do something: to fill, about to run out, to check, under way, done', () => {
  const rows = [
    task('check', ['submitted', 'confirmed']),
    task('fill', ['submitted', 'confirmed'], { free: 1 }),
    task('run out', ['confirmed'], { lease: 5 }),
    task('under way', ['started', 'confirmed']),
    task('full', ['confirmed', 'waitlisted']),
    task('done', ['verified', 'corrected'], { state: 'expired' }),
    task('nobody', ['released'], { state: 'expired', free: 1 }),
    task('off', ['started'], { state: 'cancelled' }),
  ].flat()
  expect(boardOf(rows)).toEqual({
    submitted: ['check'],
    open: ['fill'],
    expiring: ['run out'],
    started: ['under way'],
    confirmed: ['full'],
    verified: ['done'],
    expired: ['nobody'],
    cancelled: ['off'],
  })
  expect([...taskBoard(viewFrom(rows), { now: hoursOn(0) }).keys()]).toEqual([...PHASES])
})
test('unfilled ones come first, then what expires first; holders in the order they came', () => {
  const rows = [
    task('b', ['waitlisted', 'confirmed'], { free: 1, lease: 5, from: hoursOn(9) }),
    task('a', [], { free: 2, from: hoursOn(3) }),
  ].flat()
  const open = taskBoard(viewFrom(rows), { now: hoursOn(0) }).get('open')
  expect(open?.map((one) => [one.task.id, one.waiting, one.expires])).toEqual([
    ['a', 0, undefined],
    ['b', 1, hoursOn(5)],
  ])
  expect(open?.[1]?.holders.map(({ body }) => body.order)).toEqual([1, 2])
})
test('a board is that of a grid and all below it, and of an urgency where one is asked for', () => {
  const grid = (id: string, parent: string | null) =>
    aRow('grid', id, { level: 'micro', parent: parent as GridId | null, name: id, order: 1 })
  const rows = [
    ...[grid('root', null), grid('m1', 'root'), grid('m2', 'root')],
    ...task('one', [], { free: 1, grid: asId('m1') }),
    ...task('two', [], { free: 1, grid: asId('m2'), urgency: 'urgent' }),
  ]
  expect(boardOf(rows, { grid: asId('m1') })['open']).toEqual(['one'])
  expect(boardOf(rows, { urgency: 'urgent' })['open']).toEqual(['two'])
})
