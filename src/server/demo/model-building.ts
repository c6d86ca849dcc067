import type { CareLevel } from '../../domain/nouns.ts'
import { LABELS, type PlannedDoor } from './doors.ts'

/**
 * 88弄 12–13号, drawn by hand: the building of the demo's building-group leader. It holds every kind of door that a
 * leader meets, so that the first look at a door board shows what the board is for.
 */
export interface ModelHome {
  readonly care: CareLevel
  /** Days from the demo's first day to the next visit; due at 0 and below. */
  readonly due?: number
  readonly story?: Story
}
/** Who lives there, where it matters; the others are drawn by lot. */
export type Story =
  | 'old_man_alone'
  | 'old_woman_alone'
  | 'old_couple'
  | 'young_family'
  | 'new_mover'
  | 'unknown'
  | 'vacant'
  | 'two_numbers'

const STAIRS: readonly (readonly [number: number, floors: readonly string[]])[] = [
  [12, ['101 102 103 104', '201 202', '301*2 302', '401 402 403', '501 502', '601 602']],
  [13, ['@裁缝铺 102', '201 202', '301 302', '401 402', '501 502 503', '601 602']],
]
const HOMES: Readonly<Record<string, ModelHome>> = {
  '12/101': { care: 'red', due: 0, story: 'old_woman_alone' },
  '12/102': { care: 'green' },
  '12/103': { care: 'grey', story: 'unknown' },
  '12/104': { care: 'blue' },
  '12/201': { care: 'green' },
  '12/202': { care: 'yellow' },
  '12/301甲': { care: 'yellow' },
  '12/301乙': { care: 'blue' },
  '12/302': { care: 'red', due: -2, story: 'old_man_alone' },
  '12/401': { care: 'green' },
  '12/402': { care: 'grey', story: 'vacant' },
  '12/403': { care: 'blue' },
  '12/501': { care: 'yellow', due: 0, story: 'old_couple' },
  '12/502': { care: 'green' },
  '12/601': { care: 'green' },
  '12/602': { care: 'blue', due: 0, story: 'new_mover' },
  '13/102': { care: 'blue' },
  '13/201': { care: 'yellow', due: 0, story: 'old_woman_alone' },
  '13/202': { care: 'green' },
  '13/301': { care: 'green' },
  '13/302': { care: 'blue' },
  '13/401': { care: 'blue', due: -1, story: 'young_family' },
  '13/402': { care: 'green' },
  '13/501': { care: 'yellow', story: 'two_numbers' },
  '13/502': { care: 'green' },
  '13/503': { care: 'grey', story: 'vacant' },
  '13/601': { care: 'green' },
  '13/602': { care: 'yellow', due: 0 },
}

export const modelHome = (number: number, room: string, label = ''): ModelHome | undefined =>
  HOMES[`${number}/${room}${label}`]

export function modelDoors(number: number): readonly PlannedDoor[] {
  const floors = STAIRS.find(([stair]) => stair === number)?.[1] ?? []
  return floors.flatMap((doors, below) =>
    doors.split(' ').map((door, place): PlannedDoor => {
      const at = { floor: below + 1, order: place + 1 }
      if (door.startsWith('@')) return { ...at, room: '101', use: 'shop', name: door.slice(1), homes: [] }
      const [room = '', homes] = door.split('*')
      const labels = LABELS.slice(0, Number(homes ?? 0))
      return { ...at, room, use: 'home', homes: labels.length === 0 ? [{}] : labels.map((label) => ({ label })) }
    }),
  )
}
