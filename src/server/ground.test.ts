import { expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { GroundCache } from './ground.ts'
import { openDatabase } from './sqlite.ts'

const A = asId<'community'>('a')

test('rights that a transaction finds and that may never be committed are not remembered for the next', async () => {
  const db = openDatabase(':memory:')
  const grounds = new GroundCache()
  const committed = await db.read((tx) => grounds.get(tx, A, 1))
  const within = await db.write(A, (tx) => grounds.within(tx, A, 2))
  const later = await db.read((tx) => grounds.get(tx, A, 2))
  expect(within).not.toBe(committed)
  expect(later).not.toBe(within)
  expect(await db.write(A, (tx) => grounds.within(tx, A, 2))).toBe(later)
})
