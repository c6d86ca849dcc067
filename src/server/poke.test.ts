import { afterEach, expect, test } from 'vitest'
import { aServer, COMMUNITY, endPost } from '../testing/community.ts'
import { watchHeads } from './poke.ts'
import { makeServer, type Server } from './server.ts'

const watching: (() => void)[] = []
afterEach(() => {
  for (const stop of watching.splice(0)) stop()
})
/** Listens, and gives the next head that is told. */
function ear(server: Server) {
  const heard: number[] = []
  let wake = (): void => undefined
  const stop = server.poke.listen(COMMUNITY, (head) => {
    heard.push(head)
    wake()
  })
  const next = async (): Promise<number> => {
    while (heard.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return heard.shift() ?? 0
  }
  return { next, heard, stop }
}

test('whoever listens at one server hears of what another wrote, once for each head, and of what was written before', async () => {
  const one = await aServer()
  const other = makeServer({ db: one.db })
  watching.push(watchHeads(other))
  const { next, heard } = ear(other)
  expect(await next()).toBe(4)
  await endPost(one, 'leader1', '2026-12-31')
  expect(await next()).toBe(5)
  other.poke.tell(COMMUNITY, 6)
  await endPost(one, 'leader2', '2026-12-31')
  await endPost(one, 'leader3', '2026-12-31')
  expect([await next(), await next()]).toEqual([6, 7])
  expect(heard).toEqual([])
})

test('where nobody listens nothing is asked, and a database that is away for a while is asked again', async () => {
  const one = await aServer()
  let asked = 0
  let isAway = true
  const db: Server['db'] = {
    ...one.db,
    read(work) {
      asked += 1
      return isAway ? Promise.reject(new Error('away')) : one.db.read(work)
    },
  }
  const faults: string[] = []
  let complained = (): void => undefined
  const complaint = new Promise<void>((resolve) => {
    complained = resolve
  })
  const log = {
    info() {},
    error(event: string) {
      faults.push(event)
      complained()
    },
  }
  const other = makeServer({ db, log })
  watching.push(watchHeads(other))
  const silent = ear(other)
  silent.stop()
  expect(other.poke.listenedTo().size).toBe(0)
  const { next } = ear(other)
  await complaint
  expect([faults, asked]).toEqual([['heads'], 1])
  isAway = false
  expect(await next()).toBe(4)
})
