import { expect, test } from 'vitest'
import { aTask } from '../testing/tasks.ts'
import { understand } from './all-commands.ts'
import type { Command } from './commands.ts'
import { asId, type Instant } from './ids.ts'
import {
  changePayload,
  copiedFields,
  emptyTask,
  NO_CONTACT,
  publishPayload,
  type TaskFields,
  taskFaults,
  taskFields,
} from './task-form.ts'

const clock = { now: '2026-11-27T02:00:00.000Z' as Instant, timeZone: 'Asia/Shanghai' }
const whole = (over: Partial<TaskFields> = {}): TaskFields => ({
  ...emptyTask('s1', clock),
  ...{ kind: 'wish', title: '想要一副老花镜' },
  ...over,
})
const shift = (from: string, until: string, places = '1') => ({ shifts: [{ from, until, places }] })
const faults = (over: Partial<TaskFields>, taken = 0) => [...taskFaults(whole(over), { ...clock, taken })]
const read = (type: string, payload: unknown) =>
  understand({
    ...{ id: asId<'command'>('c'), n: 1, type, v: 1, needs: [], seen: {} },
    happenedAt: clock.now,
    payload,
  } as Command)

test('a form without faults is a command that is understood, with times of the community', () => {
  const fields = whole({
    steps: '先打电话\n\n 送到家 ',
    shifts: [
      { from: '2026-11-28T09:00', until: '2026-11-28T11:00', places: '2' },
      { from: '2026-11-29T09:00', until: '2026-11-29T11:00', places: '3' },
    ],
    contact: { ...NO_CONTACT, name: '徐阿婆', from: '2026-11-28T08:00' },
  })
  expect([...taskFaults(fields, clock)]).toEqual([])
  const payload = publishPayload(fields, clock.timeZone)
  expect(payload).toMatchObject({
    steps: [
      { id: '1', text: '先打电话' },
      { id: '2', text: '送到家' },
    ],
    shifts: [{ from: '2026-11-28T01:00:00.000Z', places: 2 }, { until: '2026-11-29T03:00:00.000Z' }],
    contact: { name: '徐阿婆', from: '2026-11-28T00:00:00.000Z' },
  })
  expect(read('task.publish', payload)).not.toHaveProperty('bad')
})
test('each thing that cannot be is told where it stands', () => {
  expect(faults({ title: ' ', kind: '', grid: '' })).toEqual([
    ['title', 'title'],
    ['kind', 'kind'],
    ['grid', 'grid'],
  ])
  expect(faults(shift('2026-11-28T11:00', '2026-11-28T09:00'))).toEqual([['time0', 'upside_down']])
  expect(faults(shift('2026-11-28T09:00', '2026-11-28T09:00'))).toEqual([['time0', 'upside_down']])
  expect(faults(shift('2026-11-26T09:00', '2026-11-26T11:00'))).toEqual([['time0', 'past']])
  expect(faults(shift('', '2026-11-28T09:00'))).toEqual([['time0', 'time']])
  for (const places of ['', '0', '1.5', '201', '-1'])
    expect(faults(shift('2026-11-28T09:00', '2026-11-28T11:00', places))).toEqual([['places0', 'places']])
  expect(faults(shift('2026-11-28T09:00', '2026-11-28T11:00', '2'), 3)).toEqual([['places0', 'places_taken']])
  expect(faults({ youngest: '70', oldest: '18' })).toEqual([['ages', 'ages']])
  expect(faults({ youngest: '130' })).toEqual([['ages', 'ages']])
  expect(faults({ text: '长'.repeat(1201) })).toEqual([['text', 'long']])
  expect(faults({ steps: '步\n'.repeat(31) })).toEqual([['steps', 'long']])
  expect(faults({ sort: 'building' })).toEqual([['building', 'building']])
  expect(faults({ sort: 'point' })).toEqual([['point', 'point']])
})
test('what everybody reads names nobody whom it helps, and no number to call', () => {
  const contact = { ...NO_CONTACT, name: '徐阿婆' }
  expect(faults({ contact, title: '帮徐阿婆买药' })).toEqual([['title', 'exposed']])
  expect(faults({ contact, text: '找徐阿婆', words: '138 0013 8000' })).toEqual([
    ['text', 'exposed'],
    ['words', 'exposed'],
  ])
  expect(faults({ contact, text: '9号 501 号楼下，3 包药' })).toEqual([])
})
test('a change says what was changed and nothing else; steps keep their ids while their words stay', () => {
  const body = aTask({
    steps: [
      { id: 'a', text: '先打电话' },
      { id: '1', text: '送到家' },
    ],
  })
  const opened = taskFields({ task: body, places: 2, contact: { name: '徐阿婆', from: clock.now } }, clock.timeZone)
  const change = (over: Partial<TaskFields>) =>
    changePayload({ task: { id: 't1', body }, opened, fields: { ...opened, ...over } }, clock.timeZone)
  expect(change({})).toBeUndefined()
  expect(change({ title: '代取药两盒' })).toEqual({ task: 't1', set: { title: '代取药两盒' } })
  expect(change({ steps: '带伞\n送到家\n先打电话' })?.set.steps).toEqual([
    { id: '2', text: '带伞' },
    { id: '1', text: '送到家' },
    { id: 'a', text: '先打电话' },
  ])
  expect(change({ youngest: '18' })?.set).toEqual({ youngest: 18 })
  expect(change({ shifts: [{ ...opened.shifts[0], places: '4' }] as never })).toEqual({
    task: 't1',
    set: {},
    places: 4,
  })
  expect(change({ contact: NO_CONTACT })).toEqual({ task: 't1', set: {}, contact: null })
  expect(change({ contact: { ...opened.contact, phone: '110' } })?.contact).toMatchObject({
    name: '徐阿婆',
    phone: '110',
  })
  expect(read('task.change', change({ contact: NO_CONTACT, title: '改' }))).not.toHaveProperty('bad')
})
test('a copy is for nobody in particular, and at the same hours of a day that is still to come', () => {
  const past = aTask({ from: '2026-11-20T06:00:00.000Z' as Instant, until: '2026-11-20T08:00:00.000Z' as Instant })
  const copy = copiedFields({ task: past, places: 2 }, clock)
  expect(copy.shifts).toEqual([{ from: '2026-11-28T14:00', until: '2026-11-28T16:00', places: '2' }])
  expect(copy.contact).toEqual(NO_CONTACT)
  const ahead = aTask({ from: '2026-12-01T06:00:00.000Z' as Instant, until: '2026-12-01T08:00:00.000Z' as Instant })
  expect(copiedFields({ task: ahead, places: 1 }, clock).shifts[0]?.from).toBe('2026-12-01T14:00')
})
test('a text that names the door of whoever is helped is told where it stands', () => {
  const contact = { ...NO_CONTACT, place: '9号 501' }
  expect(faults({ title: '给9号501送药', contact })).toEqual([['title', 'exposed']])
  expect(faults({ words: '501室', contact })).toEqual([['words', 'exposed']])
})
