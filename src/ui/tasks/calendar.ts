import type { Instant } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import { calendarOf } from '../../domain/task-calendar.ts'
import { sayPlace } from './words.ts'

/** Hands the phone a file that its own calendar opens; made here, so that no network is needed. */
export function saveCalendar(see: See, tasks: readonly RowOf<'task'>[], now: Instant): void {
  const file = new Blob([calendarOf(tasks, now, (task) => sayPlace(see, task))], {
    type: 'text/calendar;charset=utf-8',
  })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = 'minqing.ics'
  link.click()
  // The browser has taken the file by then; kept for good it would lie in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
