import type { CommandType } from '../domain/commands.ts'
import type { TASK_PAYLOADS } from '../domain/task-commands.ts'
import { freshId } from './community.ts'
import { aVisitPayload } from './conversation.ts'

/** What stands in each stair before anybody tries: a conflict, a held command, a post, a redrawing that waits. */
export interface Target {
  readonly stair: string
  readonly conflict: string
  readonly held: string
}
export const microOf = (stair: string): string => (stair === 's3' ? 'm2' : 'm1')
/** Tasks have a table of their own (permission-tasks.test.ts). */
type Others = Exclude<CommandType, keyof typeof TASK_PAYLOADS>
/** What somebody tries of each type, in this stair. */
export const payloadOf: Readonly<Record<Others, (target: Target, near: string) => unknown>> = {
  'visit.log': ({ stair }) => aVisitPayload({ household: `h-${stair}-1` }),
  'household.look': ({ stair }) => ({ household: `h-${stair}-1` }),
  'household.edit': ({ stair }) => ({ household: `h-${stair}-1`, set: { label: '甲' } }),
  'resident.edit': ({ stair }) => ({ resident: `r-${stair}-1`, household: `h-${stair}-1`, set: { phone: '1' } }),
  'building.edit': ({ stair }) => ({ building: `b-${stair}`, set: { floors: 6 } }),
  'door.add': ({ stair }) => ({ building: `b-${stair}`, stair: '1', floor: 3, room: '302A', use: 'home' }),
  'door.edit': ({ stair }) => ({ door: `d-${stair}-1`, set: { room: '302A' } }),
  'household.add': ({ stair }) => ({
    door: `d-${stair}-1`,
    set: { label: '乙' },
    people: [{ name: '新来' }],
    from: `h-${stair}-2`,
    take: [`r-${stair}-2`],
  }),
  'resident.add': ({ stair }) => ({ household: `h-${stair}-1`, set: { name: '新来' } }),
  'resident.move': ({ stair }) => ({
    resident: `r-${stair}-1`,
    household: `h-${stair}-1`,
    to: `h-${stair}-2`,
  }),
  'register.merge': ({ stair }) => ({ kind: 'resident', id: `r-${stair}-1`, into: `r-${stair}-2` }),
  'register.part': ({ stair }) => ({ kind: 'household', id: `h-${stair}-3`, into: `h-${stair}-2` }),
  'conflict.settle': ({ stair, conflict }) => ({
    conflict,
    household: `h-${stair}-1`,
    choice: 1,
    saw: ['"a"', '"b"'],
  }),
  'post.give': ({ stair }) => ({
    post: freshId(),
    person: 'newcomer',
    name: 'New',
    grid: stair,
    role: 'stair_leader',
    since: '2026-11-01',
    until: null,
  }),
  'post.hand_over': ({ stair }) => ({
    post: `post-leader${stair.slice(1)}`,
    next: freshId(),
    person: 'successor',
    name: 'Successor',
    on: '2026-11-25',
  }),
  'person.rename': ({ stair }) => ({ person: `leader${stair.slice(1)}`, name: '新名' }),
  'grid.add': ({ stair }) => ({ grid: freshId(), parent: microOf(stair), level: 'stair', name: '新楼组' }),
  'grid.rename': ({ stair }) => ({ grid: stair, name: '新名' }),
  'vocabulary.edit': () => ({ list: 'visitMethods', term: 'in_person', zh: '面对面' }),
  'post.end': ({ stair }) => ({ post: `post-leader${stair.slice(1)}`, until: '2026-11-20' }),
  'household.move': ({ stair }) => ({ household: `h-${stair}-1`, door: `d-${stair}-2` }),
  'grid.redraw': ({ stair }, near) => ({
    redraw: freshId(),
    grid: stair,
    boundary: SQUARE,
    grids: [],
    buildings: [{ building: `b-${stair}`, stairs: ['1'], to: near }],
    on: '2026-11-26',
  }),
  'redraw.withdraw': ({ stair }) => ({ redraw: `w-${stair}` }),
  'facility.set': ({ stair }) => ({
    facility: `f-${stair}`,
    grid: stair,
    sort: 'canteen',
    name: '食堂',
    point: [121.4, 31.2],
  }),
  'held.judge': ({ held }) => ({ command: held, verdict: 'dismiss' }),
}
export const FACTS_AND_EDITS = [
  'visit.log',
  'household.look',
  'household.edit',
  'resident.edit',
  'household.add',
  'resident.add',
  'resident.move',
  'register.merge',
  'register.part',
  'building.edit',
  'door.add',
  'door.edit',
  'conflict.settle',
] as const
export const ADMIN = [
  ...(['post.give', 'post.hand_over', 'post.end', 'person.rename', 'grid.add', 'grid.rename'] as const),
  ...(['household.move', 'held.judge'] as const),
  ...(['grid.redraw', 'redraw.withdraw', 'facility.set'] as const),
] as const
export const SQUARE = [
  [
    [
      [121.4, 31.2],
      [121.5, 31.2],
      [121.5, 31.3],
      [121.4, 31.2],
    ],
  ],
]
