import { createHash } from 'node:crypto'
import type { CommandId } from '../domain/ids.ts'

/** Deeper than any form makes; deeper input is not walked, so that it cannot exhaust the stack. */
const DEPTH = 24

/** JSON with sorted keys: the same content is the same text. Undefined where it is nested too deeply. */
export function canonicalJson(value: unknown): string | undefined {
  return isShallow(value) ? JSON.stringify(value, sortKeys) : undefined
}
function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth < DEPTH && Object.values(value).every((entry) => isShallow(entry, depth + 1))
}
const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** An id in the form of a command's that follows from the texts: the same texts give the same id. */
export function derivedId(...texts: readonly string[]): CommandId {
  const hex = createHash('sha256').update(texts.join('\n')).digest('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  return id as CommandId
}
