/**
 * Addresses as papers have them: 共和路88弄12号302室, 88弄 12–13号, 3号楼2单元501, #05-123. Only what is written is
 * read; nothing is completed.
 */
export interface HouseNumber {
  readonly road?: string
  /** 88弄, with its 支弄 where there is one. */
  readonly lane?: string
  /** The 号 without the word; a range gives all of its numbers. */
  readonly numbers?: readonly string[]
  /** 3号楼, A座: the building's own name. */
  readonly building?: string
  /** 2单元 */
  readonly unit?: string
  readonly floor?: number
  readonly room?: string
}

const RANGE = String.raw`\d+[A-Za-z甲乙丙丁]?(?:[-~至,、]\d+[A-Za-z甲乙丙丁]?)*`
/** Read from left to right; each at most once. */
const PARTS: readonly (readonly [key: keyof HouseNumber | 'subLane', pattern: RegExp])[] = [
  [
    'road',
    /^(?:.*?(?:区|镇|街道|村委|居委))?([\p{Script=Han}]{1,12}?(?:路|街|大道|道|巷|胡同)(?:[东西南北中]路|[一二三四五六七八九十]+路)?)(?=\d|$)/u,
  ],
  ['lane', /^(\d+[甲乙]?)弄/u],
  ['subLane', /^(\d+)支?弄/u],
  ['building', /^((?:\d+|[A-Za-z]\d*|[甲乙丙丁])(?:号楼|幢|栋|座))/u],
  ['numbers', new RegExp(`^(${RANGE})号(?!楼)`, 'u')],
  ['building', /^((?:\d+|[A-Za-z]\d*|[甲乙丙丁])(?:号楼|幢|栋|座))/u],
  ['unit', /^((?:\d+|[一二三四五六七八九十])(?:单元|门洞|门))/u],
  ['floor', /^(-?\d{1,2})(?:层|楼)(?=.)/u],
]

export function readHouseNumber(text: string): HouseNumber {
  let rest = text
    .normalize('NFKC')
    .replace(/[–—－~～]/gu, '-')
    .replace(/\s+/gu, '')
  const found: Record<string, string> = {}
  for (const [key, pattern] of PARTS) {
    const match = key in found ? null : pattern.exec(rest)
    if (match === null) continue
    found[key] = match[1] ?? ''
    rest = rest.slice(match[0].length).replace(/^[-,、]+/u, '')
  }
  const room = plainRoom(rest)
  const { road, lane, subLane, numbers, building, unit, floor } = found
  return {
    ...(road === undefined ? {} : { road }),
    ...(lane === undefined ? {} : { lane: `${lane}弄${subLane === undefined ? '' : `${subLane}支弄`}` }),
    ...(numbers === undefined ? {} : { numbers: numbersIn(numbers) }),
    ...(building === undefined ? {} : { building }),
    ...(unit === undefined ? {} : { unit }),
    ...(floor === undefined ? {} : { floor: Number(floor) }),
    ...(room === '' ? {} : { room }),
  }
}

/** 302室 is 302; 地下室 is a name. */
export const plainRoom = (room: string): string => room.replace(/(?<=[\dA-Za-z甲乙丙丁戊])(?:室|房)$/u, '').trim()

/** No street has more numbers behind one door plate; a longer range is somebody's slip and stays as it is written. */
const LONGEST_RANGE = 60
/** 12-14 is 12, 13, 14; 5、7 is 5 and 7. */
export function numbersIn(range: string): readonly string[] {
  return range.split(/[,、]/u).flatMap((part) => {
    const [, from, to] = /^(\d+)[-~至–](\d+)$/u.exec(part.trim()) ?? []
    const [first, last] = [Number(from), Number(to)]
    if (from === undefined || to === undefined || last < first || last - first > LONGEST_RANGE) return [part.trim()]
    return Array.from({ length: last - first + 1 }, (_, place) => String(first + place))
  })
}

const HAN_FLOORS = ['底', '二', '三', '四', '五', '六', '七', '八', '九', '十']
/**
 * The storey that a room's name tells: 302 is the third, 1203 the twelfth, #05-123 the fifth, 3-甲 the third, 地下室
 * below the ground. Undefined where the name tells none (亭子间, 12).
 */
export function floorOf(room: string): number | undefined {
  const plain = room.normalize('NFKC').replace(/\s+/gu, '').replace(/[–—]/gu, '-').toUpperCase()
  if (/地下|半地下|^B\d(?!\d)|^-\d/u.test(plain)) return -Number(/\d/.exec(plain)?.[0] ?? 1)
  const dashed = /^#?(\d{1,2})-(?:\d+|[A-Z甲乙丙丁戊己])/u.exec(plain)?.[1]
  if (dashed !== undefined) return Number(dashed)
  const han = /^(?:第)?([一二三四五六七八九十底])(?:层|楼)/u.exec(plain)?.[1]
  if (han !== undefined) return han === '一' ? 1 : HAN_FLOORS.indexOf(han) + 1
  const digits = /^[A-Z]?(\d{3,4})(?!\d)/u.exec(plain)?.[1]
  return digits === undefined ? undefined : Number(digits.slice(0, -2)) || undefined
}

/** 9 before 10, 302 before 302甲: numbers by size, the rest as text. */
export function compareRooms(a: string, b: string): number {
  const [left, right] = [a, b].map((room) => room.split(/(\d+)/u))
  for (let place = 0; place < Math.max(left?.length ?? 0, right?.length ?? 0); place++) {
    const [one = '', two = ''] = [left?.[place], right?.[place]]
    const order = place % 2 === 1 ? Number(one) - Number(two) : one < two ? -1 : one > two ? 1 : 0
    if (order !== 0) return order
  }
  return 0
}

/** What two spellings of one building have in common: 88弄12—13号楼, ８８弄 12-13号 and 88弄 12–13. */
export function buildingKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—~～至]/gu, '-')
    .replace(/[\s#.,、，·()（）]/gu, '')
    .replace(/(?:号楼|号|幢|栋|座|楼)$/u, '')
}
