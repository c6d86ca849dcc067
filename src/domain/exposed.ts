import { plainRoom, readHouseNumber } from './house-number.ts'

/** Whom a task helps, as far as it is said. */
export interface Helped {
  readonly name?: string | undefined
  readonly place?: string | undefined
}

/** Whether a text that every member reads says whom it helps: the name, a number to call, or the door. */
export function exposes({ name = '', place = '' }: Helped, text: string): boolean {
  const said = plain(text)
  const called = plain(name)
  if (called.length > 1 && said.includes(called)) return true
  return /\d{7}/.test(said.replace(/-/gu, '')) || namesDoor(place, said)
}
const plain = (text: string): string =>
  text.normalize('NFKC').replace(/\s+/gu, '').replace(/[–—~]/gu, '-').toLowerCase()

/** 501 that counts something is no room. */
const NO_ROOM = String.raw`(?!\d|[元块路米人分个月日年点克粒片次])`
/** The room as it stands in the place, with its house or alone: in which house it is, the place of the task may tell. */
function namesDoor(place: string, said: string): boolean {
  const { room, numbers, building } = readHouseNumber(place)
  if (room === undefined) return false
  const whole = plainRoom(plain(place))
  const last = /\d+[a-z甲乙丙丁]?$/u.exec(plain(room))?.[0]
  if (last === undefined) return (numbers ?? building) !== undefined && said.includes(whole)
  // 9号501, 9-501, 9幢501室: whatever stands between the number of the house and that of the room.
  const house = /(\d+)\D*$/u.exec(whole.slice(0, -last.length))?.[1]
  if (house !== undefined && new RegExp(`(?<!\\d)${house}\\D{0,4}${last}(?!\\d)`, 'u').test(said)) return true
  return last.length > 2 && new RegExp(`(?<![\\d.])${last}${NO_ROOM}`, 'u').test(said)
}
