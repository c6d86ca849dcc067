import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Anything registered; `body` as the server keeps it. */
export interface Row {
  readonly kind: string
  readonly id: string
  readonly pack: string
  readonly body: Readonly<Record<string, unknown>>
}
/** The whole register, read from the server's own file while it runs. */
export function readRegister(server: { readonly dataDir: string }): readonly Row[] {
  const database = new DatabaseSync(join(server.dataDir, 'minqing.db'), { readOnly: true })
  try {
    const rows = database.prepare('SELECT kind, id, pack, body FROM entity').all()
    return rows.map((row) => ({ ...(row as unknown as Row), body: JSON.parse(String(row['body'])) }))
  } finally {
    database.close()
  }
}

/** Looks at full names, as the server's history keeps them. */
export function readLooks(server: { readonly dataDir: string }): readonly { author: string; payload: unknown }[] {
  const database = new DatabaseSync(join(server.dataDir, 'minqing.db'), { readOnly: true })
  try {
    const looks = database.prepare("SELECT author, payload FROM command WHERE type = 'household.look'").all()
    return looks.map((row) => ({ author: String(row['author']), payload: JSON.parse(String(row['payload'])) }))
  } finally {
    database.close()
  }
}

/** A door of the leader's own building, 88弄 12–13号. */
export interface DoorName {
  readonly stair: '12号' | '13号'
  readonly room: string
}
const text = (row: Row, field: string): string => String(row.body[field] ?? '')

const doorsOf = (rows: readonly Row[], building: Row): readonly Row[] =>
  rows.filter((row) => row.kind === 'door' && row.body['building'] === building.id)
export function ownBuilding(rows: readonly Row[]): Row {
  return must(rows.find((row) => row.kind === 'building' && text(row, 'name').startsWith('88弄 12–13号')))
}
/** A building outside the leader's grid with people in it. */
export function otherBuilding(rows: readonly Row[]): Row {
  return must(rows.find((row) => row.kind === 'building' && text(row, 'name').startsWith('76弄')))
}

export function householdAt(rows: readonly Row[], { stair, room }: DoorName): Row {
  const building = ownBuilding(rows)
  const stairs = building.body['stairs'] as readonly { readonly id: string; readonly label: string }[]
  const { id } = must(stairs.find((one) => one.label === stair))
  const door = must(doorsOf(rows, building).find((row) => row.body['stair'] === id && row.body['room'] === room))
  return must(rows.find((row) => row.kind === 'household' && (row.body['doors'] as readonly string[])[0] === door.id))
}
/** Households behind the doors of a building. */
export function householdsIn(rows: readonly Row[], building: Row): readonly Row[] {
  const doors = new Set(doorsOf(rows, building).map((door) => door.id))
  return rows.filter((row) => row.kind === 'household' && doors.has((row.body['doors'] as readonly string[])[0] ?? ''))
}
/** Some door of another grid: where a household moves to that is taken out of the leader's hands. */
export const doorElsewhere = (rows: readonly Row[]): Row => must(doorsOf(rows, otherBuilding(rows))[0])

export const under = (rows: readonly Row[], kind: string, households: readonly Row[]): readonly Row[] => {
  const ids = new Set(households.map((row) => row.id))
  return rows.filter((row) => row.kind === kind && ids.has(text(row, 'household')))
}

/** Fields whose texts are about somebody. */
const PERSONAL = ['name', 'phone', 'words', 'note', 'text', 'careReason', 'label']
/** What is too short to tell anybody apart. */
const TELLS = /^(?!\d{1,6}$)..+/s
/** The texts about people in a body or a payload, however deep they lie. */
export function personalIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) =>
    typeof inner === 'string' ? (PERSONAL.includes(field) && TELLS.test(inner) ? [inner] : []) : personalIn(inner),
  )
}
const valuesOf = (conflict: Row): readonly unknown[] =>
  (conflict.body['values'] as readonly { readonly value: unknown }[]).map(({ value }) => value)
const ABOUT_PEOPLE = ['household', 'resident', 'visit', 'need', 'conflict', 'held']
/** Names, numbers, words and notes in these rows, of everybody but staff, whom all members know. */
export function personalWords(rows: readonly Row[], staff: readonly string[] = []): readonly string[] {
  const about = rows.filter((row) => ABOUT_PEOPLE.includes(row.kind))
  const disputed = about.filter((row) => row.kind === 'conflict').flatMap(valuesOf)
  const said = [...about.flatMap((row) => personalIn(row.body)), ...disputed]
  const words = said.filter((each): each is string => typeof each === 'string' && TELLS.test(each))
  return [...new Set(words)].filter((each) => !staff.some((name) => name.includes(each)))
}
export const staffNames = (rows: readonly Row[]): readonly string[] =>
  rows.filter((row) => row.kind === 'person').map((row) => text(row, 'name'))
/** All that lies in the packs of a building, on phones and in its history. */
export const rowsOfPacks = (rows: readonly Row[], building: Row): readonly Row[] =>
  rows.filter((row) => ['b', 'h'].includes(row.pack.split(':')[0] ?? '') && row.pack.split(':')[1] === building.id)
/** Phone numbers alone: no two people share one, so they tell households apart. */
export const phonesOf = (rows: readonly Row[], households: readonly Row[]): readonly string[] =>
  under(rows, 'resident', households).flatMap((row) => text(row, 'phone') || [])
export const postOf = (rows: readonly Row[], person: string, role: string): Row =>
  must(rows.find((row) => row.kind === 'post' && row.body['person'] === person && row.body['role'] === role))
export function must<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('the demo community has no such thing')
  return found
}
/** A household in a house. */
export function homeIn(rows: readonly Row[], house: string): string {
  const building = rows.find(({ kind, body }) => kind === 'building' && body['name'] === house)
  const door = rows.find(({ kind, body }) => kind === 'door' && body['building'] === building?.id)
  const home = rows.find(({ kind, body }) => kind === 'household' && (body['doors'] as string[])[0] === door?.id)
  return home?.id ?? ''
}
/** A name as lists show it: the first sign and, of three or more, the last. */
export const masked = (name: string): string => `${name.slice(0, 1)}*${name.length > 2 ? name.slice(-1) : ''}`
