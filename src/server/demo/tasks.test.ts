import { expect, test } from 'vitest'
import type { Day } from '../../domain/ids.ts'
import type { Kind, RowOf } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { IMPOSSIBLE_PHONE } from './names.ts'
import { demoParts } from './parts.ts'
import { DEMO_PEOPLE } from './posts.ts'

const rows = demoParts('a seed', '2026-11-26' as Day)
  .flatMap(({ changes }) => changes)
  .flatMap((change) => (change.op === 'put' ? [{ ...change, seq: 1, writer: {} }] : []))
const all = <K extends Kind>(kind: K): readonly RowOf<K>[] =>
  rows.filter((row) => row.kind === kind) as unknown as readonly RowOf<K>[]

test('a dozen look for people, in several kinds, some of them with places taken', () => {
  const tasks = all('task')
  expect(tasks.length).toBeGreaterThanOrEqual(12)
  expect(new Set(tasks.map(({ body }) => body.kind)).size).toBeGreaterThan(6)
  for (const { id, body } of tasks) {
    const seats = all('seat').filter((seat) => seat.body.task === id)
    const claims = all('claim').filter((claim) => claim.body.task === id)
    expect(seats.length, id).toBeGreaterThan(0)
    expect(seats.flatMap((seat) => seat.body.claim ?? []).sort(), id).toEqual(claims.map((claim) => claim.id).sort())
    expect(body.until > body.from, id).toBe(true)
  }
})
test('nobody has more claims than one may have, and what coordinators read of each is the same', () => {
  for (const [person, claims] of Map.groupBy(all('claim'), ({ body }) => body.person))
    expect(claims.length, person).toBeLessThanOrEqual(3)
  for (const { id, body, pack } of all('claim')) {
    expect(all('holding').find((row) => row.id === id)?.body, id).toEqual(body)
    expect(pack).toBe(`p:${body.person}`)
  }
})
test('whom a task helps stands in no row that every member reads, and can ring at nobody’s', () => {
  const open = JSON.stringify(rows.filter((row) => row.pack.startsWith('o:') || row.pack === COMMUNITY_PACK))
  for (const { body } of all('contact')) {
    expect(open).not.toContain(body.phone)
    expect(body.phone).toMatch(IMPOSSIBLE_PHONE)
  }
  expect(all('disclosure').map(({ pack }) => pack)).toEqual([`p:${DEMO_PEOPLE.volunteer}`])
})
