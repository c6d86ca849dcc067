import type { DoorBody } from '../../domain/nouns.ts'
import type { Chance } from './chance.ts'
import type { Form } from './plan.ts'

/** A door before it has a building; `homes` is how many households live behind it. */
export type PlannedDoor = Pick<DoorBody, 'floor' | 'room' | 'order' | 'use' | 'name'> & {
  readonly homes: readonly PlannedHome[]
}
export interface PlannedHome {
  readonly label?: string
  /** The household also has the next door of the floor: two flats made one. */
  readonly andNext?: true
}

const HOME: readonly PlannedHome[] = [{}]
export const LABELS = ['甲', '乙', '丙'] as const
const SHOPS = [
  '裁缝铺',
  '烟杂店',
  '水果店',
  '理发店',
  '面馆',
  '五金店',
  '点心店',
  '干洗店',
  '药房',
  '文具店',
  '菜鸟驿站',
  '修鞋铺',
  '粮油店',
  '茶叶店',
  '花店',
  '熟食店',
  '钟表修理',
  '裁剪绣花',
  '宠物店',
  '打印店',
] as const

type Plain = Omit<PlannedDoor, 'order'>
const home = (floor: number, room: string, homes: readonly PlannedHome[] = HOME): Plain => ({
  floor,
  room,
  use: 'home',
  homes,
})
const shop = (room: string, chance: Chance): Plain => ({
  floor: 1,
  room,
  use: 'shop',
  name: chance.pick(SHOPS),
  homes: [],
})
const other = (floor: number, room: string, use: 'shared' | 'store'): Plain => ({ floor, room, use, homes: [] })

const numbered = (floor: number, doors: number): Plain[] =>
  Array.from({ length: doors }, (_, place) => home(floor, `${floor}${String(place + 1).padStart(2, '0')}`))

/** A landing that is not like the others: this is why no floor may be taken for a row of a rectangle. */
function landing(floor: number, chance: Chance): Plain[] {
  const [left, right] = numbered(floor, 2)
  if (left === undefined || right === undefined) return []
  if (chance.happens(0.035)) return numbered(floor, 3)
  if (chance.happens(0.014)) return [left]
  if (chance.happens(0.012)) return [home(floor, left.room, [{ andNext: true }]), { ...right, homes: [] }]
  if (chance.happens(0.01)) return [home(floor, `${floor}-甲`), home(floor, `${floor}-乙`), right]
  if (chance.happens(0.012)) return [left, home(floor, right.room, split(2))]
  return [left, right]
}
const split = (count: number): readonly PlannedHome[] => LABELS.slice(0, count).map((label) => ({ label }))

function slabStair(chance: Chance): Plain[] {
  const doors: Plain[] = []
  if (chance.happens(0.06)) doors.push(other(-1, '地下室', 'store'))
  const ground = numbered(1, chance.happens(0.05) ? 4 : 2)
  doors.push(...(chance.happens(0.07) ? [shop('101', chance), ...ground.slice(1)] : ground))
  // Some stairs were numbered by the storey with 甲 and 乙 and never renumbered.
  const lettered = chance.happens(0.04)
  for (let floor = 2; floor <= 6; floor++) {
    doors.push(...(lettered ? [home(floor, `${floor}-甲`), home(floor, `${floor}-乙`)] : landing(floor, chance)))
  }
  return doors
}

function pointStair(chance: Chance): Plain[] {
  const doors: Plain[] = [other(-1, '水泵房', 'store'), other(1, '活动室', 'shared'), other(1, '门卫室', 'shared')]
  for (let floor = 2; floor <= 11; floor++) {
    const flats = numbered(floor, 4)
    doors.push(...(chance.happens(0.06) ? flats.filter((_, place) => place !== 2) : flats))
  }
  doors.push(home(12, '1201 复式'), home(12, '1202 复式'))
  return doors
}

/** 石库门: rooms have names, the kitchen is everybody's. */
function laneStair(chance: Chance): Plain[] {
  const doors: Plain[] = [
    home(1, '客堂', chance.happens(0.25) ? split(2) : HOME),
    other(1, '灶间', 'shared'),
    home(2, '亭子间'),
    home(2, '前楼', chance.happens(0.12) ? split(3) : HOME),
    home(2, '后楼'),
    home(3, '三层阁'),
  ]
  return chance.happens(0.2) ? doors.filter((door) => door.room !== '后楼') : doors
}

function stairOf(form: Form, chance: Chance): Plain[] {
  const floors = (from: number, to: number, doors: number): Plain[] =>
    Array.from({ length: to - from + 1 }, (_, floor) => numbered(from + floor, doors)).flat()
  switch (form) {
    case 'slab':
      return slabStair(chance)
    case 'corridor':
      return floors(1, 5, 4).filter((door) => door.floor > 1 || door.room !== '104' || chance.happens(0.7))
    case 'point':
      return pointStair(chance)
    case 'court':
      return floors(1, 4, 2)
    case 'street':
      return [
        shop('101', chance),
        shop('102', chance),
        ...Array.from({ length: 5 }, (_, floor) => landing(floor + 2, chance)).flat(),
      ]
    case 'lane':
      return laneStair(chance)
    case 'duplex':
      return [...floors(1, 4, 2), home(5, '501 复式'), home(5, '502 复式')]
    case 'model':
      return []
    default: {
      const never: never = form
      return never
    }
  }
}

/** The doors of one stair from the ground up, each floor from left to right. */
export function planDoors(form: Form, chance: Chance): readonly PlannedDoor[] {
  const seen = new Map<number, number>()
  return stairOf(form, chance).map((door) => {
    const order = (seen.get(door.floor) ?? 0) + 1
    seen.set(door.floor, order)
    return { ...door, order }
  })
}
