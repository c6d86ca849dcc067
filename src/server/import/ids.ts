import { createHash } from 'node:crypto'
import { asId, type CommunityId, type Id } from '../../domain/ids.ts'

/**
 * An id that follows from the community and what the thing is called: the same file again names the same things.
 * 80 bits of SHA-256; the letter in front only helps people who read logs.
 */
export function derivedId<K extends string>(community: CommunityId, kind: K, names: readonly string[]): Id<K> {
  const text = JSON.stringify([community, kind, ...names])
  return asId(`${kind.slice(0, 1)}-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`)
}
/** A whole number below `limit` that follows from an id and looks drawn by lot. */
export const lotOf = (id: string, limit: number): number =>
  createHash('sha256').update(`lot ${id}`).digest().readUInt32BE(0) % Math.max(1, limit)
