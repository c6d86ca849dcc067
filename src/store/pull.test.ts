import { describe, expect, test } from 'vitest'
import type { CommandId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
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
import { applyAnswers } from './answers.ts'
import type { Bytes } from './bytes.ts'
import { readState } from './health.ts'
import { applyPull } from './pull.ts'
import { leftOf, stagePacks, stagePage } from './staged.ts'

const noted = (note: string, seq: number): Row => aHousehold('h-1', { seq, body: { note } })
const exitOf = (id: string, seq: number, pack = B1) => ({ seq, kind: 'household' as const, id, pack })

describe('a pull', () => {
  test('T3 its rows, the cursor and the mark become visible together', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [noted('knock', 12)] })
    expect(store.view()('household', 'h-1')?.body.note).toBe('knock')
    expect(await readState(store.database)).toMatchObject({ cursor: 12, mark: markAt(12) })
  })

  test('T3 I7 planned on a state that has moved since, it changes nothing', async () => {
    const store = await aSyncedPhone()
    const expected = await readState(store.database)
    await pullTo(store, 12)
    const pull = { to: markAt(11), more: false, rows: [noted('late', 11)], exits: [] }
    const end = { expected, pull, lost: [], gained: [], freshAt: NOON, at: NOON }
    expect(await applyPull(store.database, syncGzip, end)).toBe('stale')
    await store.refresh()
    expect(store.view()('household', 'h-1')?.body.note).toBeUndefined()
    expect((await readState(store.database)).cursor).toBe(12)
  })

  test('I6 T3 an accepted visit stays in view until the pull that passes it, and then comes from the mirror', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await answerOk(store, [idOf(1), 12])
    const shown: number[] = []
    store.onChange(() => shown.push(store.view().all('visit').length))
    await pullTo(store, 11)
    await pullTo(store, 12, { rows: [aRow('visit', idOf(1), { seq: 12, body: { household: 'h-1' as never } })] })
    expect(new Set(shown)).toEqual(new Set([1]))
    expect(store.view()('visit', idOf(1))?.seq).toBe(12)
    expect(await store.database.run('r', ['outbox'], (t) => t.outbox.count())).toBe(0)
    expect(await store.database.run('r', ['received'], (t) => t.received.count())).toBe(1)
  })

  test('M4 pages wait unseen until the last one, and are found again after a restart', async () => {
    const disk = aDisk()
    const first = await aSyncedPhone(disk)
    const page = { to: markAt(12), more: true, rows: [noted('first', 12)], exits: [] }
    mustHold(await stagePage(first.database, syncGzip, { expected: await readState(first.database), pull: page }))
    first.close()
    const store = await openOn(disk)
    expect(store.view()('household', 'h-1')?.body.note).toBeUndefined()
    expect(await readState(store.database)).toMatchObject({
      cursor: 10,
      staged: { ...markAt(12), left: [] },
      mark: markAt(12),
    })
    await pullTo(store, 14, { rows: [aHousehold('h-2', { seq: 14, body: { note: 'second' } })] })
    expect(store.view()('household', 'h-1')?.body.note).toBe('first')
    expect(store.view()('household', 'h-2')?.body.note).toBe('second')
    expect((await readState(store.database)).staged).toBeNull()
  })

  test('M5 a row that is older than the pack or the row held changes nothing', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 14, { rows: [noted('new', 14)] })
    await pullTo(store, 15, { rows: [noted('old', 9), noted('older', 12)] })
    expect(store.view()('household', 'h-1')?.body.note).toBe('new')
  })

  test('I5 T3 an exit takes the row out of every record that held it', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [noted('secret', 12)] })
    await pullTo(store, 13, { exits: [exitOf('h-1', 13)] })
    expect(store.view()('household', 'h-1')).toBeUndefined()
    expect((await allBodies(store)).filter((row) => row.id === 'h-1')).toEqual([])
  })

  test('I5 T3 a lost pack goes with its rows in deltas and staged pages', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [noted('secret', 12)] })
    const page = { to: markAt(13), more: true, rows: [noted('staged', 13)], exits: [] }
    mustHold(await stagePage(store.database, syncGzip, { expected: await readState(store.database), pull: page }))
    await pullTo(store, 14, { lost: [B1] })
    expect(store.view().all('household')).toEqual([])
    expect((await allBodies(store)).filter((row) => row.pack === B1)).toEqual([])
    const state = await readState(store.database)
    expect(state.packs).not.toContain(B1)
    expect(state.lost).toEqual({ [B1]: NOON })
  })

  test('M5 a row of an early page that had left its pack by a later page does not stay there', async () => {
    const store = await aSyncedPhone()
    const page = { to: markAt(13), more: true, rows: [aHousehold('h-1', { seq: 13 })], exits: [] }
    mustHold(await stagePage(store.database, syncGzip, { expected: await readState(store.database), pull: page }))
    await pullTo(store, 14, { exits: [{ kind: 'household', id: 'h-1', pack: B1, seq: 14 }] })
    expect(store.view()('household', 'h-1')).toBeUndefined()
    expect((await allBodies(store)).map((row) => row.id)).not.toContain('h-1')
  })

  test('P4 a pack that was out of the scope for one page only is to be fetched again', async () => {
    const store = await aSyncedPhone()
    const pull = { to: markAt(13), more: true, rows: [], exits: [] }
    const before = await readState(store.database)
    const without = before.packs.filter((pack) => pack !== B1)
    const state = mustHold(await stagePage(store.database, syncGzip, { expected: before, pull, scope: without }))
    expect(leftOf(state, before.packs)).toEqual([B1])
    const next = { expected: state, pull: { ...pull, to: markAt(14) } }
    expect(leftOf(mustHold(await stagePage(store.database, syncGzip, next)), before.packs)).toEqual([B1])
  })

  test('P4 a pack that the scope gained comes into view with its pull, and again after a reopen', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await stagePacks(store.database, await readState(store.database), [
      aPack(B2, 11, [aHousehold('h-9', { pack: B2, seq: 4 })]),
    ])
    await store.refresh()
    expect(store.view()('household', 'h-9')).toBeUndefined()
    const doubled = aHousehold('h-8', { pack: B2, seq: 9 })
    await pullTo(store, 12, { gained: [B2], rows: [doubled] })
    expect(
      store
        .view()
        .all('household')
        .map((row) => row.id)
        .sort(),
    ).toEqual(['h-1', 'h-2', 'h-9'])
    const again = await openOn(disk)
    await again.refresh()
    expect(
      again
        .view()
        .all('household')
        .map((row) => row.id)
        .sort(),
    ).toEqual(['h-1', 'h-2', 'h-9'])
  })

  test('a pack that was lost and came back shows, also to a page that opens later', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await pullTo(store, 12, { lost: [B1] })
    await stagePacks(store.database, await readState(store.database), [aPack(B1, 13, [aHousehold('h-1', { seq: 13 })])])
    await pullTo(store, 13, { gained: [B1] })
    const again = await openOn(disk)
    await again.refresh()
    for (const each of [store, again])
      expect(
        each
          .view()
          .all('household')
          .map((row) => row.id),
      ).toEqual(['h-1'])
  })

  test('a household that moved to another pack of the scope shows once, from there', async () => {
    const store = await aSyncedPhone()
    await stagePacks(store.database, await readState(store.database), [aPack(B2, 11, [])])
    await pullTo(store, 11, { gained: [B2] })
    await pullTo(store, 12, { rows: [aHousehold('h-1', { pack: B2, seq: 12 })], exits: [exitOf('h-1', 12)] })
    expect(store.view()('household', 'h-1')?.pack).toBe(B2)
    expect((await allBodies(store)).filter((row) => row.id === 'h-1').map((row) => row.pack)).toEqual([B2])
  })

  test('unpacks no pack, however many it changes: what it costs follows what came', async () => {
    const store = await aSyncedPhone()
    const opened: number[] = []
    const gzip = {
      ...syncGzip,
      unzip: (bytes: Bytes) => {
        opened.push(bytes.length)
        return syncGzip.unzip(bytes)
      },
    }
    const expected = await readState(store.database)
    const rows = [noted('knock', 12), aRow('post', 'po-1', { pack: C, seq: 12 })]
    const pull = { to: markAt(12), more: false, rows, exits: [] }
    const end = { expected, pull, lost: [], gained: [], freshAt: NOON, at: NOON }
    mustHold(await applyPull(store.database, gzip, end))
    expect(opened).toEqual([])
    const exits = [exitOf('h-1', 13)]
    const moved = {
      ...end,
      expected: await readState(store.database),
      pull: { ...pull, to: markAt(13), rows: [], exits },
    }
    mustHold(await applyPull(store.database, gzip, moved))
    expect(opened).toHaveLength(1)
  })

  test('I2 a receipt finds what the server keeps under another id; one of the other content with its own id says nothing of it', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    const held = {
      id: idOf(1),
      status: 'held',
      seq: 11,
      mark: 'mark-11',
      code: 'same_id_other_content',
      as: idOf(7),
    } as const
    mustHold(await applyAnswers(store.database, await sentNow(store), { results: [held], at: NOON }))
    const receipt = (command: CommandId, status: 'ok' | 'refused', seq: number): Row =>
      aRow('receipt', `r-${seq}`, { pack: P, seq, body: { command, status, at: NOON } })
    await pullTo(store, 12, { rows: [receipt(idOf(1), 'ok', 12)] })
    expect(store.status().attention.map((one) => one.status)).toEqual(['held'])
    await pullTo(store, 13, { rows: [receipt(idOf(7), 'refused', 13)] })
    expect(store.status().attention.map((one) => one.status)).toEqual(['refused'])
  })

  test('I2 T3 a receipt moves a held command to the received ones, and back when the server says so', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    const held = [{ id: idOf(1), status: 'held', seq: 11, mark: 'mark-11', code: 'not_found' }] as const
    mustHold(await applyAnswers(store.database, await sentNow(store), { results: held, at: NOON }))
    await pullTo(store, 11)
    expect(store.status().attention).toHaveLength(1)
    const receipt = (status: 'ok' | 'refused', seq: number): Row =>
      aRow('receipt', 'r-1', { pack: P, seq, body: { command: idOf(1), status, at: NOON } })
    await pullTo(store, 12, { rows: [receipt('ok', 12)] })
    expect(store.status().attention).toEqual([])
    await pullTo(store, 13, { rows: [receipt('refused', 13)] })
    expect(store.status().attention.map((one) => one.status)).toEqual(['refused'])
  })

  test('rows of packs outside the scope are not kept', async () => {
    const store = await aSyncedPhone()
    await pullTo(store, 12, { rows: [aHousehold('h-9', { pack: B2, seq: 12 })] })
    expect((await allBodies(store)).some((row) => row.pack === B2)).toBe(false)
    expect(store.view()('household', 'h-9')).toBeUndefined()
    expect((await readState(store.database)).packs).toEqual([C, B1, P])
  })
})
