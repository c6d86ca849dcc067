import type { Command, NewCommand } from '../domain/commands.ts'
import { asId, type Day, type Instant, makeCommandId } from '../domain/ids.ts'
import {
  type Bodies,
  type BuildingBody,
  type DoorBody,
  type HouseholdBody,
  type Kind,
  type NeedBody,
  parentOf,
  type ResidentBody,
  type Row,
  type RowOf,
} from '../domain/nouns.ts'
import { applyChange, type Change, type Context, type See } from '../domain/see.ts'

/** Rows and commands in one line; a test shows only the fields that matter to it. */
export const PACK = asId<'pack'>('b:b1:g1')

const rowOf = <K extends Kind>(kind: K, id: string, body: Bodies[K]): RowOf<K> => ({
  kind,
  id,
  pack: PACK,
  seq: 1,
  writer: {},
  body,
})
export const aHousehold = (over: Partial<HouseholdBody> = {}, id = 'h1'): RowOf<'household'> =>
  rowOf('household', id, {
    doors: [asId('d1')],
    dwelling: 'owner',
    care: 'yellow',
    tags: [],
    lastReached: null,
    lastVisit: null,
    nextDue: null,
    misses: 0,
    ...over,
  })
export const aResident = (over: Partial<ResidentBody> = {}, id = 'r1'): RowOf<'resident'> =>
  rowOf('resident', id, {
    household: asId('h1'),
    name: '张建明',
    sex: '1',
    tags: [],
    residence: 'live_registered',
    ...over,
  })

export const aBuilding = (over: Partial<BuildingBody> = {}, id = 'b1'): RowOf<'building'> =>
  rowOf('building', id, {
    name: '88弄 12–13号',
    order: 1,
    stairs: [
      { id: '12', label: '12号', grid: asId('g12') },
      { id: '13', label: '13号', grid: asId('g13') },
    ],
    shape: [],
    attributes: [],
    ...over,
  })
export const aDoor = (over: Partial<DoorBody> = {}, id = 'd1'): RowOf<'door'> =>
  rowOf('door', id, { building: asId('b1'), stair: '12', floor: 3, room: '302', order: 1, use: 'home', ...over })
export const aNeed = (over: Partial<NeedBody> = {}, id = 'n1'): RowOf<'need'> =>
  rowOf('need', id, {
    household: asId('h1'),
    visit: 'v1',
    by: asId('p1'),
    at: '2026-11-17T02:00:00.000Z' as Instant,
    category: 'eat.meal_delivery',
    text: '',
    state: 'raised',
    answerBy: '2026-11-24' as Day,
    ...over,
  })
/** A row of any other kind. */
export const aRow = <K extends Kind>(kind: K, id: string, body: Bodies[K]): RowOf<K> => rowOf(kind, id, body)

/** The nth command id of a test. */
export const commandId = (n: number) =>
  makeCommandId(
    1_700_000_000_000 + n,
    Uint8Array.from({ length: 10 }, () => n % 256),
  )

export const aVisit = (
  over: Partial<NewCommand> & { set?: Readonly<Record<string, unknown>> } = {},
  n = 1,
): Command => {
  const { set, ...rest } = over
  return {
    id: commandId(n),
    n,
    type: 'visit.log',
    v: 1,
    happenedAt: '2026-11-26T06:20:00.000Z' as Instant,
    needs: [],
    seen: {},
    payload: { household: 'h1', outcome: 'met', method: 'door', purpose: 'routine', ...set },
    ...rest,
  }
}
export const anEdit = (set: Readonly<Record<string, unknown>>, over: Partial<NewCommand> = {}, n = 1): Command => ({
  ...aVisit(over, n),
  type: 'household.edit',
  payload: { household: 'h1', set },
})

/** A small world of rows that commands can be applied to. */
export class Rows {
  readonly map = new Map<string, Row>()
  constructor(rows: readonly Row[] = []) {
    for (const row of rows) this.map.set(`${row.kind}/${row.id}`, row)
  }
  get see(): See {
    const one = <K extends Kind>(kind: K, id: string) => this.map.get(`${kind}/${id}`) as RowOf<K> | undefined
    const under = <K extends Kind>(kind: K, parent: string) =>
      [...this.map.values()].filter(
        (row) => row.kind === kind && parentOf(row) === parent,
      ) as unknown as readonly RowOf<K>[]
    return Object.assign(one, { under })
  }
  apply(changes: readonly Change[], command: Command['id']): void {
    for (const change of changes) {
      if (change.op === 'regrid') continue
      const key = `${change.kind}/${change.id}`
      const row = applyChange(this.map.get(key), change, { command, seq: 2 })
      if (row !== undefined) this.map.set(key, row)
    }
  }
  /** All rows in one order, for comparing worlds. */
  sorted(): readonly Row[] {
    return [...this.map.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  }
}

export const contextOf = (command: Command, over: Partial<Context> = {}): Context => ({
  author: asId('p1'),
  at: command.happenedAt,
  knows: () => true,
  turnedAway: () => undefined,
  past: () => undefined,
  ...over,
})
