import { expect, test } from 'vitest'
import type { Instant } from './ids.ts'
import { slotOf } from './task-slots.ts'

const at = (time: string) => slotOf(time as Instant, 'Asia/Shanghai')
test('a moment lies in the free times of the community’s clock, and Thursday morning is one of its own', () => {
  expect(at('2026-11-26T01:00:00.000Z')).toEqual(['wd_am', 'thu_am'])
  expect(at('2026-11-26T09:59:00.000Z')).toEqual(['wd_pm'])
  expect(at('2026-11-27T10:00:00.000Z')).toEqual(['wd_eve'])
  expect(at('2026-11-27T16:00:00.000Z')).toEqual(['night'])
  expect(at('2026-11-28T01:00:00.000Z')).toEqual(['we_am'])
})
