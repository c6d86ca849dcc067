import { describe, expect, test } from 'vitest'
import { sumPacks, sumRows } from '../domain/check.ts'
import type { PackId } from '../domain/ids.ts'
import type { PackBody } from '../domain/wire.ts'
import {
  aHousehold,
  allBodies,
  aPack,
  aSyncedPhone,
  B1,
  C,
  mustHold,
  NOON,
  P,
  pullTo,
  syncGzip,
} from '../testing/phone-kit.ts'
import { close, open } from './bytes.ts'
import { readState } from './health.ts'
import type { OpenStore } from './open.ts'
import { applyPull } from './pull.ts'
import { stagePacks } from './staged.ts'
import { compareSums } from './sums.ts'

const noted = (seq: number) => aHousehold('h-1', { seq, body: { note: 'knock' } })
/** The check of a server that holds what this phone should hold. */
async function aCheck(store: OpenStore, named: readonly PackId[] = [B1]) {
  const rows = new Map([...(await allBodies(store))].sort((a, b) => a.seq - b.seq).map((row) => [row.id, row]))
  const sums = [C, B1, P].map((pack) => [pack, sumRows([...rows.values()].filter((row) => row.pack === pack))] as const)
  return { all: sumPacks(sums), packs: sums.filter(([pack]) => named.includes(pack)) }
}
const compareNow = async (store: OpenStore, check: Awaited<ReturnType<typeof aCheck>>) =>
  compareSums(store.database, syncGzip, { expected: await readState(store.database), check })

describe('the sums of packs', () => {
  test('M7 are those of the server after news, whether it names the pack or not', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [noted(12)] })
    const equal = { differing: [], differsElsewhere: false }
    expect(await compareNow(store, await aCheck(store, []))).toEqual(equal)
    await pullTo(store, 13, { rows: [noted(13)] })
    expect(await compareNow(store, await aCheck(store))).toEqual(equal)
  })

  test('M7 are counted from the rows that really lie there: one that was lost is found, and its pack fetched anew', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [noted(12)] })
    const check = await aCheck(store)
    // Counted before already: what the server names is counted anew.
    expect(await compareNow(store, check)).toEqual({ differing: [], differsElsewhere: false })
    await loseRow(store, 'h-2')
    expect(await compareNow(store, check)).toEqual({ differing: [B1], differsElsewhere: false })
    const expected = mustHold(
      await stagePacks(store.database, await readState(store.database), [
        aPack(B1, 12, [noted(12), aHousehold('h-2', { seq: 12 })]),
      ]),
    )
    mustHold(await applyPull(store.database, syncGzip, { expected, lost: [], gained: [], freshAt: NOON, at: NOON }))
    await store.refresh()
    expect(store.view()('household', 'h-2')).toBeDefined()
    expect((await readState(store.database)).cursor).toBe(12)
    expect(await compareNow(store, await aCheck(store))).toEqual({ differing: [], differsElsewhere: false })
  })

  test('M7 where only the number over all packs differs the whole list is to be asked for', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12)
    expect(await compareNow(store, { all: 1, packs: [] })).toEqual({ differing: [], differsElsewhere: true })
  })

  test('of a pull that another has followed are not compared, and stay to be counted', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [noted(12)] })
    const [expected, check] = [await readState(store.database), await aCheck(store)]
    await pullTo(store, 13, { rows: [noted(13)] })
    expect(await compareSums(store.database, syncGzip, { expected, check })).toBe('stale')
    expect(await compareNow(store, await aCheck(store, []))).toEqual({ differing: [], differsElsewhere: false })
  })
})

/** As if the disk had lost it: the pack without the row. */
async function loseRow({ database }: OpenStore, id: string): Promise<void> {
  const { gen } = await readState(database)
  const record = await database.run('r', ['pack'], (t) => t.pack.get([gen, B1]))
  if (record === undefined) throw new Error('no pack')
  const body = (await open(record.bytes, syncGzip)) as PackBody
  const bytes = await close({ ...body, rows: body.rows.filter((row) => row.id !== id) }, syncGzip)
  await database.run('rw', ['pack'], (t) => t.pack.put({ ...record, bytes }))
}
