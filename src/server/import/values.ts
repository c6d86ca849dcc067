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

/** What offices write where nobody knows: 不详, -9年, 9999年年, 0000, 1900-01-00. */
export const isPlaceholderYear = (text: string): boolean => {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
  return (
    /^(?:-\d+|0+|9999|1900-0?1-0?0)(?:[-/.]0*)*(?:年|月|日)*$/u.test(plain) ||
    /^(?:不详|不明|不清楚?|不知道?|未知|无|没有|待查|待补|[-—–/?]+|n\/?a|unknown)$/u.test(plain)
  )
}

/** A spreadsheet's day as its serial number (15773 is 1943-03-08), as a column without a format gives it. */
export function readSerialDay(text: string): string | undefined {
  const serial = /^\d{5}$/u.test(text) ? Number(text) : Number.NaN
  if (!(serial >= 10_000 && serial < 60_000)) return undefined
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
}

/** A calendar day; undefined where it is none. */
export function readDay(text: string): Day | undefined {
  const birth = readBirth(text)
  if (birth?.length !== 10) return undefined
  const time = Date.parse(`${birth}T00:00:00Z`)
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== birth ? undefined : (birth as Day)
}

/**
 * A coordinate in degrees, as papers write one: 121.47, 121.47°E, 东经121.47度, 121°28′12″E; or in metres. NaN for
 * anything else.
 */
export function readCoordinate(text: string): number {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '')
  const [, before = '', degrees = '', minutes, seconds, after = ''] =
    /^(东经|西经|北纬|南纬|[EWNS])?([-+]?\d+(?:\.\d+)?)[°度]?(?:(\d+(?:\.\d+)?)['′分](?:(\d+(?:\.\d+)?)(?:["″秒]|''|′′))?)?([EWNS])?$/iu.exec(
      plain,
    ) ?? []
  if (degrees === '') return Number.NaN
  const size = Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600
  return /西经|南纬|^[WS]$/iu.test(before || after) ? -size : size
}

/** How many, perhaps with its unit: 670户, 约6,000 户; undefined where it is no number. */
export function readCount(text: string): number | undefined {
  const [, digits] = /^[约近共]?(\d[\d,]*)(?:\.0+)?[\p{Script=Han}A-Za-z]{0,8}$/u.exec(plainNumber(text)) ?? []
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''))
}
/** 1999年, 1999 or 1999-05; undefined for years that cannot be. */
export function readYear(text: string): number | undefined {
  const [, digits] = /^(\d{4})(?:年*|[-/.年]\d{1,2}.*)$/u.exec(plainNumber(text)) ?? []
  const year = Number(digits)
  return year >= 1600 && year <= 2200 ? year : undefined
}
const plainNumber = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

/** 独居老人、残疾;退役军人 */
export const readList = (text: string): readonly string[] =>
  text
    .split(/[、,，;；|\n]+/u)
    .map((word) => word.trim())
    .filter((word) => word !== '')

export const isYes = (text: string): boolean => /^(?:是|有|y|yes|true|1|√|✓)$/iu.test(text.trim())

const DIGITS = '零一二三四五六七八九'
const PLACE = `(?:(\\d{1,3})|([${DIGITS}两]?)(十?)([${DIGITS}]?))`
const WHOLE = new RegExp(`^(地下|负|-|第|B(?=\\d))?${PLACE}(?:层|楼|天|F)?$`, 'iu')
/** A whole number, perhaps with its unit, in digits or as far as 九十九 in words: 3, 3层, 30天, 二十三层, 负一层, B1. */
export function readWhole(text: string): number | undefined {
  const read = WHOLE.exec(text.trim())
  const [, sign = '', digits, tens = '', ten = '', ones = ''] = read ?? []
  if (read === null || (digits ?? `${tens}${ten}${ones}`) === '') return undefined
  // 二三 without its 十 is no number that anybody writes.
  if (digits === undefined && tens !== '' && ten === '' && ones !== '') return undefined
  const size = digits === undefined ? inWords(tens, ten, ones) : Number(digits)
  return sign === '' || sign === '第' ? size : -size
}
function inWords(tens: string, ten: string, ones: string): number {
  const one = (word: string): number => Math.max(0, DIGITS.indexOf(word.replace('两', '二')))
  return ten === '' ? one(`${tens}${ones}`) : (tens === '' ? 1 : one(tens)) * 10 + (ones === '' ? 0 : one(ones))
}
