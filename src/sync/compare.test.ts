import { describe, expect, test } from 'vitest'
import { sumRows } from '../domain/check.ts'
import { aHousehold, B1, markAt, P } from '../testing/phone-kit.ts'
import { ok, run, Scripted, withVisits } from '../testing/scripted-server.ts'
import type { Transport } from './transport.ts'

describe('after a pull', () => {
  test('M7 where the sums differ elsewhere the whole list is asked for, once', async () => {
    const store = await withVisits(0)
    const server = new Scripted((request) => ok(request, { check: { all: 1, packs: [] } }))
    expect(await run(store, server)).toMatchObject({ done: true })
    expect(server.requests.map((request) => request.sums)).toEqual([undefined, true])
  })

  test('M7 a pack that differs is fetched again', async () => {
    const store = await withVisits(0)
    const wanted: unknown[] = []
    const transport: Transport = {
      sync: async (request) => ok(request, { check: { all: 1, packs: [[P, { count: 4, hash: 4 }]] } }),
      packs: async (request) => {
        wanted.push(request.want)
        return { failed: 'network' }
      },
    }
    expect(await run(store, transport)).toMatchObject({ trouble: 'offline' })
    expect(wanted).toEqual([[P]])
  })

  test('M7 the page shows what came before anything is counted', async () => {
    const store = await withVisits(0)
    const order: string[] = []
    const watched: typeof store.database = {
      ...store.database,
      run: (mode, tables, body) => {
        if (mode === 'r' && tables.join() === 'pack') order.push('counted')
        return store.database.run(mode, tables, body)
      },
    }
    const shown = async (): Promise<void> => {
      await store.refresh()
      order.push(`shown ${store.view()('household', 'h-1')?.seq}`)
    }
    const rows = [aHousehold('h-1', { seq: 12 })]
    const server = new Scripted((request) =>
      ok(request, {
        pull: { to: markAt(12), more: false, rows, exits: [] },
        check: { all: 1, packs: [[B1, sumRows([...rows, aHousehold('h-2')])]] },
      }),
    )
    await run(store, server, { database: watched, shown })
    expect(order.slice(0, 2)).toEqual(['shown 12', 'counted'])
  })
})
