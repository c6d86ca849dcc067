import { buildingKey } from '../../domain/house-number.ts'
import type { RosterEntry } from './roster.ts'

/** The rows of one household, in the file's order. */
export interface EntryGroup {
  /** Tells it from others behind the same door; empty where it is alone there. */
  readonly key: string
  /** What it was called in a file in which others stood beside it, or it stood alone. */
  readonly otherKeys: readonly string[]
  readonly label?: string
  readonly entries: readonly RosterEntry[]
}

/**
 * Rows of one door as households. A household's own number or label decides; without these the head's name; without
 * that each new head begins a new household.
 */
export function groupHouseholds(entries: readonly RosterEntry[]): readonly EntryGroup[] {
  const groups = new Map<string, RosterEntry[]>()
  let current: string | undefined
  for (const entry of entries) {
    // A door without people and without a word of a household (a shop, a store) has none.
    if (entry.person === undefined && entry.use !== 'home') continue
    current = keyOf(entry, current, groups)
    const group = groups.get(current)
    if (group === undefined) groups.set(current, [entry])
    else group.push(entry)
  }
  return [...groups].map(([key, own]): EntryGroup => {
    const label = own.find((entry) => entry.label !== undefined)?.label
    const [mine, other] = groups.size === 1 ? ['', key] : [key, '']
    return { key: mine, otherKeys: [other], entries: own, ...(label === undefined ? {} : { label }) }
  })
}

function keyOf(entry: RosterEntry, current: string | undefined, groups: ReadonlyMap<string, unknown>): string {
  const { householdNo, label, head, person } = entry
  if (householdNo !== undefined) return `no ${householdNo}`
  if (label !== undefined) return `label ${label}`
  if (head !== undefined) return `head ${head}`
  const isHead = person?.kinship === '02' || person?.kinship === '01'
  if (isHead && person !== undefined) {
    // The first rows of a door may come before their head.
    const headless = current?.startsWith('first') && groups.size === 1 ? current : undefined
    return headless !== undefined && !hasHead(groups.get(headless)) ? headless : `head ${person.name}`
  }
  return current ?? `first ${person?.name ?? ''}`
}
const hasHead = (entries: unknown): boolean =>
  Array.isArray(entries) && entries.some((entry: RosterEntry) => entry.person?.kinship === '02')

/** Rows by stair and room, in the order of the file. */
export const doorKey = (stair: string, room: string): string => `${buildingKey(stair)}/${roomKey(room)}`
const roomKey = (room: string): string =>
  room
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s室]/gu, '')
