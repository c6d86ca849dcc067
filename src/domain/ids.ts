/** A string that names one kind of thing; ids of different kinds do not mix. */
export type Id<K extends string> = string & { readonly __id: K }

export type GridId = Id<'grid'>
export type BuildingId = Id<'building'>
export type DoorId = Id<'door'>
export type HouseholdId = Id<'household'>
export type ResidentId = Id<'resident'>
export type PersonId = Id<'person'>
export type AccountId = Id<'account'>
export type CommunityId = Id<'community'>
export type CommandId = Id<'command'>
export type PackId = Id<'pack'>

/** UTC, ISO 8601 with milliseconds and Z: sorts as text. */
export type Instant = string & { readonly __time: 'instant' }
/** A calendar day of the community's time zone, YYYY-MM-DD: sorts as text. */
export type Day = string & { readonly __time: 'day' }

/** Names a raw string as an id; the edges (wire, tables, forms) are the only callers. */
export const asId = <K extends string>(raw: string): Id<K> => raw as Id<K>

/** Milliseconds since 1970 as an Instant. */
export const instantOf = (ms: number): Instant => new Date(ms).toISOString() as Instant
export const millisOf = (at: Instant): number => Date.parse(at)

/**
 * UUIDv7 from a time and ten random bytes: the time is only for locality of keys,
 * never for order (phones' clocks are wrong).
 */
export function makeCommandId(ms: number, chance: Uint8Array): CommandId {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0').slice(-12)
  const hex = [...chance.subarray(0, 10)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 3) | 8).toString(16)
  return asId(
    `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`,
  )
}

/** Under which id somebody of the register is written down as a volunteer: the same one from every phone, so once. */
export const enrolledAs = (resident: string): string => `v-${resident}`
