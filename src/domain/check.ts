import type { Row } from './nouns.ts'

/**
 * Sums that tell whether a phone holds what the server holds. A row's hash depends on kind, id and seq
 * (the body follows from them); a pack's sum is the sum of its rows' hashes, so one changed row costs one
 * subtraction and one addition and order does not matter. 48 bits, so sums stay exact in a number.
 */
export interface PackSum {
  readonly count: number
  readonly hash: number
}
export const NO_ROWS: PackSum = { count: 0, hash: 0 }
const LIMIT = 2 ** 48

/** cyrb53 (public domain) cut to 48 bits: no secret rests on it, only accidents are to be noticed. */
export function hashText(text: string): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (0xffff & b) * 2 ** 32 + (a >>> 0)
}
const hashRow = (row: Pick<Row, 'kind' | 'id' | 'seq'>): number => hashText(`${row.kind}/${row.id}/${row.seq}`)

export const withRow = (sum: PackSum, row: Pick<Row, 'kind' | 'id' | 'seq'>): PackSum => ({
  count: sum.count + 1,
  hash: (sum.hash + hashRow(row)) % LIMIT,
})
export const withoutRow = (sum: PackSum, row: Pick<Row, 'kind' | 'id' | 'seq'>): PackSum => ({
  count: sum.count - 1,
  hash: (sum.hash - hashRow(row) + LIMIT) % LIMIT,
})
export const sumRows = (rows: Iterable<Pick<Row, 'kind' | 'id' | 'seq'>>): PackSum => {
  let sum = NO_ROWS
  for (const row of rows) sum = withRow(sum, row)
  return sum
}
/** One number over all packs of a scope. */
export const sumPacks = (packs: Iterable<readonly [id: string, sum: PackSum]>): number => {
  let all = 0
  for (const [id, sum] of packs) all = (all + hashText(`${id}/${sum.count}/${sum.hash}`)) % LIMIT
  return all
}
/** The scope's own name: a hash of the sorted pack ids. */
export const scopeOf = (packs: Iterable<string>): string => hashText([...packs].sort().join('\n')).toString(36)
