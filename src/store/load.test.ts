import { expect, test } from 'vitest'
import type { PackId } from '../domain/ids.ts'
import {
  aDisk,
  aHousehold,
  aPack,
  aRow,
  B1,
  B2,
  C,
  idOf,
  markAt,
  NOON,
  openOn,
  syncGzip,
  WANG,
} from '../testing/phone-kit.ts'
import { close } from './bytes.ts'
import { openDatabase } from './database.ts'
import { readState } from './health.ts'
import { look } from './load.ts'
import { openStore } from './open.ts'
import { endStream, keepPacks, openStream } from './reset.ts'
import { saveCommand } from './send.ts'
import { FIRST_TICKS } from './state.ts'

test('P2 packs that came between a page’s last look and the end of the stream are read all the same, once', async () => {
  const database = openDatabase(aDisk(), WANG.account)
  await openStream(database, syncGzip, {
    sent: await readState(database),
    head: { now: NOON, head: markAt(10), scope: [C, B1, B2], packs: 3 },
  })
  await keepPacks(database, await readState(database), [
    aPack(C, 10, [aRow('grid', 'g1', { pack: C })]),
    aPack(B1, 10, [aHousehold('h-1')]),
  ])
  const known = { ticks: FIRST_TICKS, rev: -1, gen: 1, reload: 0, next: 0 }
  const before = await look(database, () => ({ ...known, packs: new Set(), ready: false }))
  expect(before.packs.map((pack) => pack.id).sort()).toEqual([B1, C])
  await keepPacks(database, await readState(database), [aPack(B2, 10, [aHousehold('h-9', { pack: B2 })])])
  await endStream(database, 1)
  const packs = new Set(before.packs.map((pack) => pack.id))
  const after = await look(database, () => ({ ...known, packs, ready: before.state.ready }))
  expect(after.packs.map((pack) => pack.id)).toEqual([B2])
  const later = await look(database, () => ({ ...known, packs: new Set([...packs, B2]), ready: after.state.ready }))
  expect(later.packs).toEqual([])
})

test('the page’s own tap, which came into its memory while it looked, is not read again with all that waits', async () => {
  const database = openDatabase(aDisk(), WANG.account)
  const state = await readState(database)
  const { gen, cursor, reload } = state
  const saving = { id: idOf(1), savedAt: NOON, packs: [], bytes: await close({}, syncGzip) }
  await saveCommand(database, saving, { gen, cursor, reload, n: 0 })
  const known = { rev: state.rev, gen, reload, next: 0, packs: new Set<PackId>(), ready: false }
  const behind = await look(database, () => ({ ...known, ticks: FIRST_TICKS }))
  expect(behind.outbox).toHaveLength(1)
  let asked = 0
  const seen = await look(database, () => ({ ...known, ticks: asked++ === 0 ? FIRST_TICKS : behind.ticks }))
  expect(seen.outbox).toBeUndefined()
})

test('P1 I8 a pack that comes again, newer, shows at once on a page that has read the older one', async () => {
  const store = await openOn(aDisk())
  const { database } = store
  const head = { now: NOON, head: markAt(10), scope: [C, B1], packs: 2 }
  await openStream(database, syncGzip, { sent: await readState(database), head })
  for (const [seq, homes] of [
    [10, [aHousehold('h-1')]],
    [12, [aHousehold('h-1'), aHousehold('h-2', { seq: 12 })]],
  ] as const) {
    await keepPacks(database, await readState(database), [aPack(C, 10, []), aPack(B1, seq, homes)])
    await store.refresh()
    expect(store.view().all('household')).toHaveLength(homes.length)
  }
})

test('P2 who has no stair of his own reads the building he asked for before all others', async () => {
  const disk = aDisk()
  const database = openDatabase(disk, WANG.account)
  const head = { now: NOON, head: markAt(10), scope: [C, B1, B2], packs: 3 }
  await openStream(database, syncGzip, { sent: await readState(database), head })
  await keepPacks(database, await readState(database), [
    aPack(C, 10, [aRow('grid', 'g1', { pack: C })]),
    aPack(B1, 10, [aHousehold('h-1')]),
    aPack(B2, 10, [aHousehold('h-9', { pack: B2 })]),
  ])
  let time = 0
  // Each pack takes a slice of its own; the third never comes.
  const pause = () => (time > 60 ? new Promise<void>(() => undefined) : Promise.resolve())
  const now = () => (time += 10)
  const store = await openStore({ session: WANG, disk, gzip: syncGzip, now, pause, first: 'b2' })
  expect(
    store
      .view()
      .all('household')
      .map(({ id }) => id),
  ).toEqual(['h-9'])
  store.close()
})
