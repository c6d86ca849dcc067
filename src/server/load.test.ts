import { expect, test } from 'vitest'
import type { CommunityId } from '../domain/ids.ts'
import { aServer } from '../testing/community.ts'
import { aCommand, push, pushOne } from '../testing/conversation.ts'
import { aDatabase } from '../testing/databases.ts'
import type { Database, Reading, Writing } from './database.ts'

/** A database that tells the longest list anybody asked it for, in letters, and the most rows it gave. */
async function watched(): Promise<{ readonly db: Database; most(): { letters: number; rows: number } }> {
  const inner = await aDatabase()
  let most = { letters: 0, rows: 0 }
  const watch = <T extends Reading>(tx: T): T =>
    new Proxy(tx, {
      get: (of, key) => {
        const value: unknown = Reflect.get(of, key)
        if (key !== 'all') return typeof value === 'function' ? value.bind(of) : value
        return async (...given: Parameters<Reading['all']>) => {
          const rows = await of.all(...given)
          const lists = given.filter((one): one is string => typeof one === 'string' && one.startsWith('['))
          const letters = Math.max(most.letters, ...lists.map((list) => list.length))
          most = { letters, rows: Math.max(most.rows, rows.length) }
          return rows
        }
      },
    })
  const db = new Proxy(inner, {
    get: (of, key) => {
      if (key === 'read') return <T>(work: (tx: Reading) => Promise<T>) => of.read((tx) => work(watch(tx)))
      if (key === 'write')
        return <T>(community: CommunityId, work: (tx: Writing) => Promise<T>) =>
          of.write(community, (tx) => work(watch(tx)))
      const value: unknown = Reflect.get(of, key)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
  return {
    db,
    most: () => {
      const so = most
      most = { letters: 0, rows: 0 }
      return so
    },
  }
}

test('what many commands of one request ask for is read once: of a person who has become another, with the fields of each', async () => {
  const { db, most } = await watched()
  const server = await aServer({ db })
  const of = { kind: 'resident', id: 'r-s1-1', into: 'r-s1-2' }
  await pushOne(server, 'leader1', { type: 'register.merge', payload: of })
  const edits = (many: number) =>
    Array.from({ length: many }, (_, n) =>
      aCommand({
        type: 'resident.edit',
        payload: { resident: 'r-s1-1', household: 'h-s1-1', set: { phone: `1540000${1000 + n}`, kinship: `${n}` } },
      }),
    )
  await push(server, 'leader1', ...edits(1))
  const one = most()
  await push(server, 'leader1', ...edits(200))
  // Two ids of each are looked for among the commands, and nothing else grows with them.
  expect(most().letters).toBeLessThan(one.letters + 200 * 80)
})

test('a house of many doors is read once, however many doors are noted there at a time', async () => {
  const { db, most } = await watched()
  const server = await aServer({ db })
  const doors = (from: number, many: number) =>
    Array.from({ length: many }, (_, n) =>
      aCommand({
        type: 'door.add',
        payload: { building: 'b-s1', stair: '1', floor: from + n, room: `${from + n}09`, use: 'home' },
      }),
    )
  const results = await push(server, 'leader1', ...doors(3, 40))
  expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 'ok'))
  most()
  await push(server, 'leader1', ...doors(50, 40))
  // With what everybody reads.
  expect(most().rows).toBeLessThan(400)
})
