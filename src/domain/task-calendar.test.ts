import { expect, test } from 'vitest'
import { aRow } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { asId } from './ids.ts'
import { calendarOf } from './task-calendar.ts'
import type { TaskBody } from './task-nouns.ts'

const row = aRow(
  'task',
  't1',
  aTask({ title: '理发岗; 周六, 大厅', place: { sort: 'grid', words: '中心花园'.repeat(12) } }),
)

test('a calendar holds times in UTC, words escaped, and lines that other programs can read', () => {
  const text = calendarOf([row], hoursOn(0))
  expect(text).toContain('DTSTART:20261127T062000Z\r\nDTEND:20261128T062000Z\r\n')
  expect(text).toContain('SUMMARY:理发岗\\; 周六\\, 大厅')
  const lines = text.split('\r\n')
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  expect(text.replaceAll('\r\n ', '')).toContain(`LOCATION:${'中心花园'.repeat(12)}\r\n`)
  expect([lines[0], lines.at(-2)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR'])
})

test('a task at a building has the place that the screen says, and one without a place has none', () => {
  const at = aRow('task', 't2', aTask({ place: { sort: 'building', building: asId('b1') } }))
  const sayPlace = ({ place }: TaskBody) => (place.building === undefined ? '' : '12号楼, 大厅')
  const text = calendarOf([at, aRow('task', 't3', aTask())], hoursOn(0), sayPlace)
  expect(text.match(/LOCATION:.*/g)).toEqual(['LOCATION:12号楼\\, 大厅'])
})
