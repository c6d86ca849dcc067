import type { Day } from '../../domain/ids.ts'
import type { ResidentBody } from '../../domain/nouns.ts'

const SEXES: Readonly<Record<string, ResidentBody['sex']>> = {
  '0': '0',
  '1': '1',
  '2': '2',
  '9': '9',
  男: '1',
  女: '2',
  男性: '1',
  女性: '2',
  m: '1',
  f: '2',
  male: '1',
  female: '2',
  man: '1',
  woman: '2',
  未知: '0',
  unknown: '0',
  不详: '0',
}
/** GB/T 2261.1; undefined where it is not understood. */
export const readSex = (text: string): ResidentBody['sex'] | undefined =>
  SEXES[text.normalize('NFKC').toLowerCase().trim()]

/**
 * A year, a month or a day, as given: 1944, 1944-02, 1944-02-30 (old papers have days that the calendar lacks).
 * Undefined where it is none.
 */
export function readBirth(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/(?:生|出生)$/u, '')
  const run = /^(\d{4})(\d{2})(\d{2})?$/u.exec(plain)
  const parts =
    run ?? /^(\d{4})(?:[-/.年](?:(\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?)?)?(?:T.*|\d{2}:\d{2}.*)?$/u.exec(plain)
  if (parts === null) return undefined
  const [, year = '', month, day] = parts
  if (Number(year) < 1850 || Number(year) > 2200) return undefined
  if (month === undefined) return year
  if (Number(month) < 1 || Number(month) > 12) return undefined
  const upToMonth = `${year}-${month.padStart(2, '0')}`
  if (day === undefined) return upToMonth
  return Number(day) < 1 || Number(day) > 31 ? undefined : `${upToMonth}-${day.padStart(2, '0')}`
}

/** A calendar day; undefined where it is none. */
export function readDay(text: string): Day | undefined {
  const birth = readBirth(text)
  if (birth?.length !== 10) return undefined
  const time = Date.parse(`${birth}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== birth ? undefined : (birth as Day)
}

/** 独居老人、残疾;退役军人 */
export const readList = (text: string): readonly string[] =>
  text
    .split(/[、,，;；|\n]+/u)
    .map((word) => word.trim())
    .filter((word) => word !== '')

export const isYes = (text: string): boolean => /^(?:是|有|y|yes|true|1|√|✓)$/iu.test(text.trim())

/** A whole number, perhaps with its unit: 3, 3层, 30天. */
export function readWhole(text: string): number | undefined {
  const [, sign = '', digits] = /^(?:地下|负|-)?/u.test(text)
    ? (/^(地下|负|-)?(\d{1,3})(?:层|楼|天|F)?$/iu.exec(text.trim()) ?? [])
    : []
  if (digits === undefined) return undefined
  return sign === '' ? Number(digits) : -Number(digits)
}
