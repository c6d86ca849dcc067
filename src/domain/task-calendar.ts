import type { Instant } from './ids.ts'
import type { RowOf } from './nouns.ts'
import type { TaskBody } from './task-nouns.ts'

const stampOf = (at: Instant): string => at.replace(/[-:]|\.\d{3}/g, '')
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
/** Lines of a calendar are at most 75 bytes long; a sign of three bytes is never cut. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const sign of line) {
    const code = sign.codePointAt(0) ?? 0
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (bytes + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part)
      part = ''
      bytes = 0
    }
    part += sign
    bytes += size
  }
  return [...parts, part].join('\r\n ')
}

/**
 * Tasks as an iCalendar file (RFC 5545), each with its place in the words of `sayPlace`; empty for none. It goes to other
 * programs: nothing of whom a task helps is in it.
 */
export function calendarOf(
  tasks: readonly RowOf<'task'>[],
  now: Instant,
  sayPlace: (task: TaskBody) => string = ({ place }) => place.words ?? '',
): string {
  const locationOf = (task: TaskBody): readonly string[] => {
    const place = sayPlace(task)
    return place === '' ? [] : [`LOCATION:${escaped(place)}`]
  }
  const events = tasks.flatMap(({ id, body }) => [
    'BEGIN:VEVENT',
    `UID:${id}@minqing`,
    `DTSTAMP:${stampOf(now)}`,
    `DTSTART:${stampOf(body.from)}`,
    `DTEND:${stampOf(body.until)}`,
    `SUMMARY:${escaped(body.title)}`,
    ...locationOf(body),
    'END:VEVENT',
  ])
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Minqing//tasks//ZH', ...events, 'END:VCALENDAR']
  return `${lines.map(folded).join('\r\n')}\r\n`
}
