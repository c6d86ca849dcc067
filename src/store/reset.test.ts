import { describe, expect, test } from 'vitest'
import {
  aDisk,
  aHousehold,
  allBodies,
  answerOk,
  aPack,
  aRow,
  aSyncedPhone,
  aVisit,
  B1,
  B2,
  C,
  idOf,
  markAt,
  mustHold,
  NOON,
  openOn,
  P,
  pullTo,
  sentNow,
  syncGzip,
} from '../testing/phone-kit.ts'
import { applyAnswers, markPosted, nextBatch } from './answers.ts'
import { readState } from './health.ts'
import type { OpenStore } from './open.ts'
import {
  dropEverything,
  endStream,
  keepPacks,
  openStream,
  packsHeld,
  resetForRestore,
  resetForResync,
} from './reset.ts'

/** Visits 1 received, 2 acked, 3 held, 4 refused, 5 new. */
async function withAnswers(): Promise<OpenStore> {
  const store = await aSyncedPhone()
  for (const n of [1, 2, 3, 4, 5]) await store.act(aVisit(n))
  await answerOk(store, [idOf(1), 11])
  await pullTo(store, 11)
  const results = [
    { id: idOf(2), status: 'ok', seq: 12, mark: 'mark-12' },
    { id: idOf(3), status: 'held', seq: 13, mark: 'mark-13', code: 'post_ended' },
    { id: idOf(4), status: 'refused', seq: 0, mark: '', code: 'not_found' },
  ] as const
  mustHold(await applyAnswers(store.database, await sentNow(store), { results, at: NOON }))
  await store.refresh()
  return store
}
const pushedAgain = async (store: OpenStore) => {
  const { commands } = await nextBatch(store.database, syncGzip, { commands: 99, bytes: 999_999, afterN: 0 })
  return commands.map(({ n, was }) => [n, was])
}
/** The packs of a new generation, up to its first pull. */
async function rebuild(store: OpenStore, gen: number): Promise<void> {
  await openStream(store.database, syncGzip, {
    sent: await readState(store.database),
    head: { now: NOON, head: markAt(20), scope: [C, B1, P], packs: 3 },
  })
  await keepPacks(store.database, await readState(store.database), [
    aPack(C, 20, []),
    aPack(B1, 20, [aHousehold('h-7', { seq: 3 })]),
    aPack(P, 20, []),
  ])
  mustHold(await endStream(store.database, gen))
}

describe('a reset', () => {
  test('T4 everything answered goes back to the front of the outbox, in order, saying its answer', async () => {
    const store = await withAnswers()
    mustHold(await resetForRestore(store.database, await sentNow(store)))
    await store.refresh()
    expect(await pushedAgain(store)).toEqual([
      [1, 'ok'],
      [2, 'ok'],
      [3, 'held'],
      [4, 'refused'],
      [5, undefined],
    ])
    expect(store.status().attention).toEqual([])
    expect(await readState(store.database)).toMatchObject({ gen: 2, shown: 1, cursor: 0, mark: { seq: 0, hash: '' } })
  })

  test('T4 what had left the phone once cannot be taken back', async () => {
    const store = await withAnswers()
    await resetForRestore(store.database, await sentNow(store))
    expect(await store.undo(idOf(1))).toBe(false)
    expect(await store.undo(idOf(5))).toBe(true)
  })

  test('T4 a held command that the person has dismissed is given to the restored server too', async () => {
    const store = await withAnswers()
    await store.dismiss(idOf(3))
    await store.dismiss(idOf(4))
    expect(store.status().attention).toEqual([])
    await resetForRestore(store.database, await sentNow(store))
    expect((await pushedAgain(store)).map(([n]) => n)).toEqual([1, 2, 3, 5])
  })

  test('T4 a held command that a coordinator had dismissed is given to the restored server too', async () => {
    const store = await withAnswers()
    const receipt = aRow('receipt', idOf(3), {
      pack: P,
      seq: 14,
      body: { command: idOf(3), status: 'refused', at: NOON },
    })
    await pullTo(store, 14, { rows: [receipt] })
    expect(store.status().attention.map((one) => [one.command.n, one.status])).toContainEqual([3, 'refused'])
    await resetForRestore(store.database, await sentNow(store))
    expect(await pushedAgain(store)).toContainEqual([3, 'refused'])
  })

  test('I7 T4 asked for by an answer to an older request, it does not happen', async () => {
    const store = await withAnswers()
    const sent = await sentNow(store)
    await pullTo(store, 14)
    expect(await resetForRestore(store.database, sent)).toBe('stale')
    expect((await readState(store.database)).gen).toBe(1)
  })

  test('T5 the old rows stay in view while the new generation is built, and give way to it whole', async () => {
    const store = await withAnswers()
    await resetForResync(store.database, await sentNow(store))
    await rebuild(store, 2)
    await store.refresh()
    expect(store.status().complete).toBe(true)
    const shown = store.view().all('household')
    expect(shown.map((row) => row.id).sort()).toEqual(['h-1', 'h-2'])
    await pullTo(store, 21)
    expect(
      store
        .view()
        .all('household')
        .map((row) => row.id),
    ).toEqual(['h-7'])
    expect(await readState(store.database)).toMatchObject({ gen: 2, shown: 2, complete: true, cursor: 21 })
    expect((await allBodies(store)).some((row) => row.id === 'h-1')).toBe(false)
  })

  test('T5 a page that slept while deltas were folded reads the old rows anew', async () => {
    const store = await withAnswers()
    const sent = await readState(store.database)
    expect(await resetForResync(store.database, sent)).toMatchObject({ reload: sent.reload + 1 })
  })

  test('T5 a resync keeps answers and mark, and commands that it passes are received', async () => {
    const store = await withAnswers()
    await resetForResync(store.database, await sentNow(store))
    expect((await pushedAgain(store)).map(([n]) => n)).toEqual([5])
    expect((await readState(store.database)).mark).toEqual(markAt(13))
    await rebuild(store, 2)
    await pullTo(store, 21)
    const received = await store.database.run('r', ['received'], (t) => t.received.toCollection().primaryKeys())
    expect(received.sort()).toEqual([idOf(1), idOf(2)].sort())
  })

  test('P3 packs that left the scope go at once when the new generation begins, also from deltas of the shown one', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [aHousehold('h-1', { seq: 12, body: { note: 'secret' } })] })
    await resetForResync(store.database, await sentNow(store))
    await openStream(store.database, syncGzip, {
      sent: await readState(store.database),
      head: { now: NOON, head: markAt(20), scope: [C, P], packs: 2 },
    })
    await store.refresh()
    expect(store.view().all('household')).toEqual([])
    expect(store.view().all('post')).toHaveLength(1)
    expect((await allBodies(store)).some((row) => row.pack === B1)).toBe(false)
  })

  test('N3 being shut out drops packs and received, and keeps outbox, attention and drafts', async () => {
    const store = await withAnswers()
    await store.saveDraft({ id: idOf(9), form: 'visit', of: 'h-1', at: NOON, fields: {} })
    await dropEverything(store.database)
    await store.refresh()
    expect(await allBodies(store)).toEqual([])
    expect(store.view().all('household')).toEqual([])
    expect(store.status()).toMatchObject({ complete: false, freshAt: null })
    expect(store.status().waiting.map((one) => one.command.n)).toEqual([5])
    expect(store.status().attention.map((one) => one.command.n)).toEqual([3, 4])
    expect(store.status().drafts).toHaveLength(1)
    expect(await store.database.run('r', ['received'], (t) => t.received.count())).toBe(0)
  })
  test('N3 nothing of a stream that was on its way is kept, also where nothing had come yet', async () => {
    const store = await openOn(aDisk())
    const sent = await readState(store.database)
    await dropEverything(store.database)
    const head = { now: NOON, head: markAt(10), scope: [C], packs: 1 }
    expect(await openStream(store.database, syncGzip, { sent, head })).toBe('stale')
  })
})

describe('a first sync', () => {
  const scope = [C, B1, B2, P]
  const head = { now: NOON, head: markAt(10), scope, packs: 4 }
  const community = aPack(C, 10, [
    aRow('post', 'po-1', { pack: C, body: { person: 'p-wang' as never, grid: 'g1' as never } }),
  ])

  test('P1 P2 doors that have arrived open and take visits before it is complete', async () => {
    const store = await openOn(aDisk())
    await openStream(store.database, syncGzip, { sent: await readState(store.database), head })
    await keepPacks(store.database, await readState(store.database), [community, aPack(B1, 10, [aHousehold('h-1')])])
    await store.refresh()
    expect(store.status()).toMatchObject({ complete: false, progress: { done: 2, of: 4 } })
    expect(store.view().loaded).toBe('none')
    await keepPacks(store.database, await readState(store.database), [aPack(P, 10, [])])
    await store.refresh()
    expect(store.view().loaded).toBe('own')
    expect(await store.act(aVisit(1))).toEqual({ saved: true })
    expect(store.view().under('visit', 'h-1')).toHaveLength(1)
    await keepPacks(store.database, await readState(store.database), [aPack(B2, 10, [aHousehold('h-9', { pack: B2 })])])
    mustHold(await endStream(store.database, 1))
    await store.refresh()
    expect(store.status().complete).toBe(false)
    await pullTo(store, 10)
    expect(store.status()).toMatchObject({ complete: true, progress: null })
    expect(store.view().loaded).toBe('all')
  })

  test('P1 a stream that was cut keeps its first head, and says what it has', async () => {
    const store = await openOn(aDisk())
    await openStream(store.database, syncGzip, { sent: await readState(store.database), head })
    await keepPacks(store.database, await readState(store.database), [community, aPack(B1, 10, [])])
    expect(await packsHeld(store.database, 1)).toEqual([
      [B1, 10],
      [C, 10],
    ])
    await openStream(store.database, syncGzip, {
      sent: await readState(store.database),
      head: { now: NOON, head: markAt(15), scope: [C, B2, P], packs: 2 },
    })
    const state = await readState(store.database)
    expect(state).toMatchObject({ mark: markAt(15), stream: { head: markAt(10), done: 1, of: 3 }, packs: [C, B2, P] })
    expect(await packsHeld(store.database, 1)).toEqual([[C, 10]])
  })

  test('M1 a pack newer than its stream takes the mark along, and pulls still go on from the stream', async () => {
    const { database } = await openOn(aDisk())
    await openStream(database, syncGzip, { sent: await readState(database), head })
    await keepPacks(database, await readState(database), [community, aPack(B1, 14, [])])
    expect(await readState(database)).toMatchObject({ mark: markAt(14), stream: { head: markAt(10) } })
  })

  test('M3 packs that come after the mark moved elsewhere are not kept: they may be of another history', async () => {
    const store = await openOn(aDisk())
    const { database } = store
    mustHold(await openStream(database, syncGzip, { sent: await readState(database), head }))
    const opened = await readState(database)
    await store.act(aVisit(1))
    await answerOk(store, [idOf(1), 11])
    expect(await keepPacks(database, opened, [aPack(B1, 11, [])])).toBe('stale')
    expect(await openStream(database, syncGzip, { sent: opened, head })).toBe('stale')
    expect(await packsHeld(database, 1)).toEqual([])
  })

  test('a row that came in two packs shows from the newer seq, and an exit of the old one does not take it', async () => {
    const store = await openOn(aDisk())
    await openStream(store.database, syncGzip, { sent: await readState(store.database), head })
    await keepPacks(store.database, await readState(store.database), [
      community,
      aPack(B1, 10, [aHousehold('h-1', { seq: 4 })]),
      aPack(P, 10, []),
    ])
    await keepPacks(store.database, await readState(store.database), [
      aPack(B2, 12, [aHousehold('h-1', { pack: B2, seq: 12 })]),
    ])
    mustHold(await endStream(store.database, 1))
    await store.refresh()
    expect(store.view()('household', 'h-1')?.pack).toBe(B2)
    await pullTo(store, 12, {
      rows: [aHousehold('h-1', { pack: B2, seq: 12 })],
      exits: [{ seq: 12, kind: 'household', id: 'h-1', pack: B1 }],
    })
    expect(store.view()('household', 'h-1')?.pack).toBe(B2)
  })

  test('T2 what was posted while packs still came is answered and received', async () => {
    const store = await openOn(aDisk())
    await openStream(store.database, syncGzip, {
      sent: await readState(store.database),
      head: { ...head, scope: [C, B1, P], packs: 3 },
    })
    await keepPacks(store.database, await readState(store.database), [
      community,
      aPack(B1, 10, [aHousehold('h-1')]),
      aPack(P, 10, []),
    ])
    await store.refresh()
    await store.act(aVisit(1))
    await markPosted(store.database, [idOf(1)])
    await answerOk(store, [idOf(1), 11])
    mustHold(await endStream(store.database, 1))
    await pullTo(store, 11, { rows: [aRow('visit', idOf(1), { seq: 11, body: { household: 'h-1' as never } })] })
    expect(store.view().all('visit')).toHaveLength(1)
    expect(store.status().waiting).toEqual([])
  })
})
