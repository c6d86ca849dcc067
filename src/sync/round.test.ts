import { describe, expect, test } from 'vitest'
import type { SyncRequest } from '../domain/wire.ts'
import { readHealth, readState } from '../store/health.ts'
import { aDisk, allBodies, aSyncedPhone, aVisit, idOf, markAt, NOON, pullTo, WANG } from '../testing/phone-kit.ts'
import { numbers, ok, run, Scripted, withVisits } from '../testing/scripted-server.ts'
import type { Transport } from './transport.ts'

describe('a round', () => {
  test('M1 T2 T3 sends what waits with the highest mark known, and ends with everything received', async () => {
    const store = await withVisits(2)
    const server = new Scripted((request) => ok(request))
    expect(await run(store, server)).toMatchObject({ trouble: null, done: true })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]).toMatchObject({ mark: markAt(10), cursor: 10, account: WANG.account, store: 'store-1' })
    expect(store.status()).toMatchObject({ waiting: [], trouble: null, freshAt: NOON, syncing: false })
    expect(await readState(store.database)).toMatchObject({ cursor: 12, mark: markAt(12) })
  })

  test('M1 M4 during a pull of several pages each request says the last staged page and the head it was read at', async () => {
    const store = await withVisits(0)
    const server = new Scripted((request, nth) =>
      ok(request, { pull: { to: markAt(10 + nth), head: markAt(20), more: nth < 3, rows: [], exits: [] } }),
    )
    expect(await run(store, server)).toMatchObject({ done: true })
    expect(server.requests.map(({ mark, cursor }) => [mark.seq, cursor])).toEqual([
      [10, 10],
      [20, 11],
      [20, 12],
    ])
  })

  test('N2 I9 a batch rejected three times is halved until the bad one is alone, and it alone is set aside', async () => {
    const store = await withVisits(8)
    const bad = idOf(6)
    const server = new Scripted((request) =>
      request.commands.some((command) => command.id === bad) ? { failed: 'rejected' } : ok(request),
    )
    expect(await run(store, server)).toMatchObject({ trouble: null, done: true })
    expect(store.status().waiting).toEqual([])
    expect(store.status().attention.map(({ command, code, status }) => [command.n, code, status])).toEqual([
      [6, 'set_aside', 'held'],
    ])
    expect(server.requests.slice(0, 4).map((request) => request.commands.length)).toEqual([8, 8, 8, 4])
    expect(server.requests.length).toBeLessThan(20)
    expect(await store.database.run('r', ['received'], (t) => t.received.count())).toBe(7)
  })

  test('N2 what was set aside is tried again later, on the person’s word at once, and never counts as kept by the server', async () => {
    const store = await withVisits(2)
    const bad = idOf(1)
    const mended = new Scripted((request) => ok(request))
    const broken = new Scripted((request) =>
      request.commands.some((command) => command.id === bad) ? { failed: 'rejected' } : ok(request),
    )
    await run(store, broken)
    const soon = Date.parse(NOON) + 60_000
    const later = Date.parse(NOON) + 2 * 3_600_000
    await run(store, mended, { now: () => soon })
    expect(mended.requests.flatMap((request) => numbers(request))).toEqual([])
    expect(store.status().attention.map(({ command }) => command.id)).toEqual([bad])
    await store.dismiss(bad)
    expect(store.status().waiting.map(({ command }) => command.id)).toEqual([bad])
    await run(store, broken, { now: () => soon })
    expect(store.status().attention.map(({ command }) => command.id)).toEqual([bad])
    await run(store, mended, { now: () => later })
    expect(mended.requests.flatMap((request) => numbers(request))).toEqual([1])
    expect([store.status().attention, store.status().waiting]).toEqual([[], []])
  })

  test('N2 where the server rejects everything nothing is set aside', async () => {
    const store = await withVisits(1)
    const server = new Scripted(() => ({ failed: 'rejected' }))
    expect(await run(store, server)).toMatchObject({ trouble: 'server', done: false })
    expect(numbers(server.requests.at(-1))).toEqual([])
    expect(store.status().attention).toEqual([])
    expect(store.status().waiting).toHaveLength(1)
  })

  test('N1 without network the batch stays whole, however often', async () => {
    const store = await withVisits(5)
    const server = new Scripted(() => ({ failed: 'network' }))
    for (let n = 0; n < 5; n++) expect(await run(store, server)).toMatchObject({ trouble: 'offline' })
    const back = new Scripted((request) => ok(request))
    await run(store, back)
    expect(back.requests.map(numbers)).toEqual([[], [1, 2, 3, 4, 5]])
  })

  test('N7 what was posted into silence is on this phone again, and cannot be taken back', async () => {
    const store = await withVisits(1)
    await run(store, new Scripted(() => ({ failed: 'network' })))
    expect(store.status().waiting.map(({ state, mayUndo }) => [state, mayUndo])).toEqual([['phone', false]])
    expect(await store.undo(idOf(1))).toBe(false)
  })

  test('N7 after a silence, and where the browser sees no network, a tap can be taken back until somebody answers', async () => {
    const silent = () => new Scripted(() => ({ failed: 'network' }))
    const after = await withVisits(0)
    await run(after, silent())
    await after.act(aVisit(1))
    const hinted = await withVisits(1)
    for (const [store, hint] of [
      [after, {}],
      [hinted, { isOnline: () => false }],
    ] as const) {
      const server = silent()
      await run(store, server, hint)
      expect(server.requests.map(numbers)).toEqual([[]])
      expect(await store.undo(idOf(1))).toBe(true)
    }
  })

  test('N5 waits grow with each failure, and a time that the server names counts', async () => {
    const store = await withVisits(0)
    const waits: number[] = []
    for (let n = 0; n < 9; n++) {
      const { notBefore } = await run(store, new Scripted(() => ({ failed: 'network' })))
      waits.push((notBefore - Date.parse(NOON)) / 1000)
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
    const busy = await run(store, new Scripted(() => ({ failed: 'busy', retryAfter: 900_000 })))
    expect(busy.notBefore - Date.parse(NOON)).toBe(900_000)
    expect(store.status().trouble).toBe('server')
    expect(await run(store, new Scripted((request) => ok(request)))).toMatchObject({ notBefore: 0, trouble: null })
  })

  test('N3 signed out by the server, the store is as it was', async () => {
    const store = await withVisits(1)
    const before = await readState(store.database)
    expect(await run(store, new Scripted(() => ({ failed: 'signed_out' })))).toMatchObject({ trouble: 'signed_out' })
    expect(await readState(store.database)).toEqual(before)
    expect(store.view().all('household')).toHaveLength(2)
    expect(store.status().waiting).toHaveLength(1)
  })

  test('N3 I5 shut out, only what is the person’s own is left', async () => {
    const store = await withVisits(1)
    expect(await run(store, new Scripted(() => ({ failed: 'revoked' })))).toMatchObject({ trouble: 'revoked' })
    expect(await allBodies(store)).toEqual([])
    expect(store.status()).toMatchObject({ trouble: 'revoked', complete: false })
    expect(store.status().waiting).toHaveLength(1)
  })

  test('N3 shut out when it asks with empty hands, it still brings what was done before', async () => {
    const store = await withVisits(2)
    const shut = new Scripted((request) => (request.commands.length > 0 ? ok(request) : { failed: 'revoked' }))
    expect(await run(store, shut, { isOnline: () => false })).toMatchObject({ trouble: null })
    expect(shut.requests.map(numbers)).toEqual([[], [1, 2]])
    expect(store.status().waiting).toEqual([])
  })

  test('N3 where another account is signed in nothing changes', async () => {
    const store = await withVisits(1)
    const before = await readState(store.database)
    const result = await run(store, new Scripted(() => ({ failed: 'other_account' })))
    expect(result).toMatchObject({ trouble: 'other_account', done: false })
    expect(await readState(store.database)).toEqual(before)
  })

  test('N6 a server that wants a newer build takes what was done, and nothing is pulled', async () => {
    const store = await withVisits(2)
    const server = new Scripted((request) => ok(request, { upgrade: true }))
    expect(await run(store, server)).toMatchObject({ trouble: 'upgrade' })
    expect(store.status()).toMatchObject({ trouble: 'upgrade', waiting: [] })
    expect((await readState(store.database)).cursor).toBe(10)
  })

  test('I7 T2 a round whose answer comes after another round went on changes nothing', async () => {
    const store = await withVisits(1)
    const meanwhile = async (request: SyncRequest) => {
      await pullTo(store, 15)
      return ok(request)
    }
    const transport: Transport = { sync: meanwhile, packs: async () => ({ failed: 'network' }) }
    expect(await run(store, transport)).toMatchObject({ trouble: null, done: false })
    expect(await readState(store.database)).toMatchObject({ cursor: 15, mark: markAt(15) })
    const next = new Scripted((request) => ok(request))
    await run(store, next)
    expect(next.requests.map(numbers)).toEqual([[1]])
  })

  test('I7 T4 a server that asks for a reset again and again is not followed', async () => {
    const store = await withVisits(1)
    const server = new Scripted((request) => ({ now: NOON, results: [], reset: 'restored', safe: request.cursor }))
    expect(await run(store, server)).toMatchObject({ trouble: 'server', done: false })
    expect((await readState(store.database)).gen).toBe(2)
    expect(store.status().waiting).toHaveLength(1)
  })

  test('I9 a command that is to be tried again does not hold the others up, nor the round', async () => {
    const store = await withVisits(3)
    const server = new Scripted((request) => {
      const answer = ok(request)
      const results = answer.results.map((each) =>
        each.id === idOf(1) ? { ...each, status: 'retry' as const, seq: 0 } : each,
      )
      return { ...answer, results }
    })
    expect(await run(store, server)).toMatchObject({ done: true })
    expect(server.requests).toHaveLength(1)
    expect(store.status().waiting.map((one) => one.command.n)).toEqual([1])
  })

  test('a round that has no time left begins no request, and says that something is left', async () => {
    const store = await withVisits(1)
    const server = new Scripted((request) => ok(request))
    expect(await run(store, server, { deadline: 0 })).toMatchObject({ trouble: null, done: false })
    expect(server.requests).toEqual([])
  })

  test("the phone's clock is set right by the server's answer", async () => {
    const store = await withVisits(0)
    const early = Date.parse(NOON) - 90_000
    await run(store, new Scripted((request) => ok(request)), { now: () => early })
    expect((await readHealth(store.database)).clockOffset).toBe(90_000)
  })

  test('T4 a clock that is set right in the middle of a round takes nothing that was received', async () => {
    const store = await withVisits(1)
    await run(store, new Scripted((request) => ok(request)))
    let ahead = 0
    const settles = (): number => Date.parse(NOON) + ahead
    const server = new Scripted((request) => {
      const answer = ok(request)
      setTimeout(() => (ahead = 365 * 86_400_000))
      return answer
    })
    await store.act(aVisit(2))
    await run(store, server, { now: settles })
    expect(ahead).toBeGreaterThan(0)
    expect(await store.database.run('r', ['received'], (t) => t.received.count())).toBe(2)
  })

  test('T4 a clock that jumps a year ahead takes nothing that was received', async () => {
    const store = await withVisits(1)
    const server = (): Scripted => new Scripted((request) => ok(request))
    await run(store, server())
    await run(store, server(), { now: () => Date.parse(NOON) + 365 * 86_400_000 })
    expect(await store.database.run('r', ['received'], (t) => t.received.count())).toBe(1)
  })

  test('R4 a full disk ends the round by name, and what was sent is sent again', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await store.act(aVisit(1))
    const full: typeof store.database = {
      ...store.database,
      run: (mode, tables, body) =>
        tables.includes('received')
          ? store.database.run(mode, tables, () => Promise.reject(new DOMException('', 'QuotaExceededError')))
          : store.database.run(mode, tables, body),
    }
    const server = new Scripted((request) => ok(request))
    expect(await run(store, server, { database: full })).toMatchObject({ trouble: 'storage_full', done: false })
    expect(store.status().trouble).toBe('storage_full')
    expect(await run(store, server)).toMatchObject({ done: true })
    expect(store.status().waiting).toEqual([])
  })
})
