import { expect, test } from 'vitest'
import { aHousehold } from '../../testing/build.ts'
import { RowSet } from '../rows.ts'
import { KnownRows } from './known-rows.ts'

test('a new row is never put over one that the register holds, nor over one that the same plan puts', () => {
  const register = new RowSet()
  const { body, pack } = aHousehold()
  register.put(aHousehold({}, 'h1'))
  const known = new KnownRows(register)
  expect(known.put('household', { id: 'h2', pack }, body)).toMatchObject({ op: 'put', id: 'h2' })
  for (const id of ['h1', 'h2']) expect(() => known.put('household', { id, pack }, body)).toThrow(`household/${id}`)
})
