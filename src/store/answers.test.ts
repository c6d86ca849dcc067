import { describe, expect, test } from 'vitest'
import { answerOk, aSyncedPhone, aVisit, idOf, markAt, NOON, pullTo, sentNow, syncGzip } from '../testing/phone-kit.ts'
import { applyAnswers, markPosted, nextBatch, setAside } from './answers.ts'
import { readState } from './health.ts'
import type { OpenStore } from './open.ts'
import { dropEverything, resetForRestore } from './reset.ts'

const states = async (store: OpenStore) => {
  await store.refresh()
  return store.status().waiting.map((one) => one.state)
}

describe('answers', () => {
  test('T2 an accepted command leaves the waiting list, stays in view, and moves the mark', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await markPosted(store.database, [idOf(1)])
    expect(await states(store)).toEqual(['sent'])
    const state = await answerOk(store, [idOf(1), 11])
    expect(await states(store)).toEqual([])
    expect(store.view().stateOf({ kind: 'visit', id: idOf(1) })).toBe('received')
    expect(store.view()('visit', idOf(1))).toBeDefined()
    expect(state.mark).toEqual(markAt(11))
  })

  test('N3 I5 a held command that is dismissed once the person is shut out leaves nothing behind', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    const results = [{ id: idOf(1), status: 'held', seq: 11, mark: 'mark-11', code: 'post_ended' }] as const
    await applyAnswers(store.database, await sentNow(store), { results, at: NOON })
    await dropEverything(store.database)
    await store.dismiss(idOf(1))
    expect(store.status().attention).toEqual([])
    expect(await store.database.run('r', ['received'], (t) => t.received.count())).toBe(0)
  })

  test('T2 a refused and a held command leave the view and wait for the person', async () => {
    const store = await aSyncedPhone()
    for (const n of [1, 2, 3]) await store.act(aVisit(n))
    const results = [
      { id: idOf(1), status: 'refused', seq: 0, mark: '', code: 'not_your_grid' },
      { id: idOf(2), status: 'held', seq: 11, mark: 'mark-11', code: 'post_ended' },
      { id: idOf(3), status: 'retry', seq: 0, mark: '' },
    ] as const
    const state = await applyAnswers(store.database, await sentNow(store), { results, at: NOON })
    expect(state).toMatchObject({ mark: markAt(11) })
    expect(await states(store)).toEqual(['phone'])
    expect(store.status().attention.map(({ status, code }) => [status, code])).toEqual([
      ['refused', 'not_your_grid'],
      ['held', 'post_ended'],
    ])
    expect(
      store
        .view()
        .all('visit')
        .map((row) => row.id),
    ).toEqual([idOf(3)])
  })

  test('I7 T2 an answer to a request from before a reset changes nothing', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    const sent = await sentNow(store)
    await resetForRestore(store.database, sent)
    const before = await readState(store.database)
    const results = [{ id: idOf(1), status: 'ok', seq: 11, mark: 'mark-11' }] as const
    expect(await applyAnswers(store.database, sent, { results, at: NOON })).toBe('stale')
    expect(await readState(store.database)).toEqual(before)
    expect(await states(store)).toEqual(['phone'])
  })

  test('I7 T2 an answer to a request that said an older mark changes nothing', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    const sent = await sentNow(store)
    await pullTo(store, 12)
    const results = [{ id: idOf(1), status: 'ok', seq: 11, mark: 'mark-11' }] as const
    expect(await applyAnswers(store.database, sent, { results, at: NOON })).toBe('stale')
    expect(await states(store)).toEqual(['phone'])
  })

  test('the batch keeps the order of taps, ends within its bytes, and goes on after what was tried', async () => {
    const store = await aSyncedPhone()
    for (const n of [1, 2, 3]) await store.act(aVisit(n))
    const first = await nextBatch(store.database, syncGzip, { commands: 2, bytes: 99_999, afterN: 0 })
    expect(first.commands.map((command) => command.n)).toEqual([1, 2])
    expect(first.isLast).toBe(false)
    const rest = await nextBatch(store.database, syncGzip, { commands: 2, bytes: 99_999, afterN: first.lastN })
    expect(rest.commands.map((command) => command.n)).toEqual([3])
    expect(rest.isLast).toBe(true)
    const small = await nextBatch(store.database, syncGzip, { commands: 9, bytes: 10, afterN: 0 })
    expect(small.commands.map((command) => command.n)).toEqual([1])
    expect(small.isLast).toBe(false)
  })

  test('I10 a body of a container that only a newer build can read stays, and the others are pushed', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await store.act(aVisit(2))
    await store.database.run('rw', ['outbox'], (t) => t.outbox.update(idOf(1), { bytes: new Uint8Array([9, 1, 2]) }))
    const batch = await nextBatch(store.database, syncGzip, { commands: 9, bytes: 99_999, afterN: 0 })
    expect(batch.commands.map((command) => command.n)).toEqual([2])
    expect(batch.isLast).toBe(true)
    expect(await store.database.run('r', ['outbox'], (t) => t.outbox.count())).toBe(2)
  })

  test('N2 what another page has had the answer of meanwhile is not set aside', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await answerOk(store, [idOf(1), 11])
    await setAside(store.database, idOf(1), NOON)
    expect(await store.database.run('r', ['attention'], (t) => t.attention.count())).toBe(0)
    expect(store.view().stateOf({ kind: 'visit', id: idOf(1) })).toBe('received')
  })
})
