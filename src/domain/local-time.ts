import { type Instant, instantOf, millisOf } from './ids.ts'

const DAY = 24 * 3_600_000

/** What clocks of a zone show at a moment, as the field of a form has it: 2026-11-30T15:00. */
export function localOf(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit' },
    ...{ day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(millisOf(at))
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

const asUtc = (local: string): number => Date.parse(`${local}:00Z`)
/**
 * The moment at which clocks of a zone show this: the first of two where they are put back, undefined where they skip
 * it or where it is no time at all.
 */
export function atLocal(local: string, timeZone: string): Instant | undefined {
  const guess = asUtc(local)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) || Number.isNaN(guess)) return undefined
  const shiftAt = (ms: number): number => asUtc(localOf(instantOf(ms), timeZone)) - ms
  return [guess - shiftAt(guess - DAY), guess - shiftAt(guess + DAY)]
    .sort((a, b) => a - b)
    .map(instantOf)
    .find((at) => localOf(at, timeZone) === local)
}
