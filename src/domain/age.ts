import type { Day } from './ids.ts'

/**
 * Age from a birth as it was given: a year, a year and month, or a day that may not exist (1944-02-30 stands in old
 * papers). Whole years, counted as if born on the first possible day; undefined where the year makes no sense.
 */
export function ageOn(birth: string, today: Day): number | undefined {
  const [year = '', month = '01', day = '01'] = birth.split('-')
  if (!/^\d{4}$/.test(year)) return undefined
  const age = Number(today.slice(0, 4)) - Number(year) - (today.slice(5) < `${month}-${day}` ? 1 : 0)
  return age >= 0 && age < 130 ? age : undefined
}
