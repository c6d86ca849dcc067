import { describe, expect, test } from 'vitest'
import type { Row } from '../domain/nouns.ts'
import { aDisk, aHousehold, aSyncedPhone, openOn, pullTo, syncGzip } from '../testing/phone-kit.ts'
import { foldDeltas, needsFold } from './fold.ts'
import { readState } from './health.ts'
import type { OpenStore } from './open.ts'

const noted = (seq: number): Row => aHousehold('h-1', { seq, body: { note: `note ${seq}` } })
const shown = (store: OpenStore) => [...store.view().all('household')].sort((a, b) => (a.id < b.id ? -1 : 1))
const always = () => true

describe('a fold', () => {
  test('M6 comes after many deltas, writes them into their packs, and changes no view', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    for (let seq = 11; seq <= 43; seq++) await pullTo(store, seq, { rows: [noted(seq)] })
    expect(needsFold(await readState(store.database))).toBe(true)
    const before = shown(store)
    expect(await foldDeltas(store.database, syncGzip, always)).toBe('folded')
    await store.refresh()
    expect(shown(store)).toEqual(before)
    const state = await readState(store.database)
    expect(needsFold(state)).toBe(false)
    expect(await store.database.run('r', ['delta'], (t) => t.delta.count())).toBe(0)
    const again = await openOn(disk)
    expect(shown(again)).toEqual(before)
  })

  test('M6 a page that missed the deltas before they were folded finds their rows', async () => {
    const disk = aDisk()
    const writer = await aSyncedPhone(disk)
    const reader = await openOn(disk)
    reader.close()
    await pullTo(writer, 11, { rows: [noted(11)] })
    const late = await openOn(disk)
    await pullTo(writer, 12, { rows: [noted(12)] })
    await foldDeltas(writer.database, syncGzip, always)
    await pullTo(writer, 13, { rows: [aHousehold('h-2', { seq: 13, body: { note: 'after' } })] })
    await late.refresh()
    expect(shown(late).map((row) => row.body.note)).toEqual(['note 12', 'after'])
  })

  test('M6 one that was cut in the middle leaves everything right, and the next one finishes it', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await pullTo(store, 11, { rows: [noted(11)] })
    expect(await foldDeltas(store.database, syncGzip, () => false)).toBe('later')
    expect(shown(await openOn(disk)).map((row) => row.body.note)).toEqual(['note 11', undefined])
    expect(await foldDeltas(store.database, syncGzip, always)).toBe('folded')
    expect(shown(await openOn(disk)).map((row) => row.body.note)).toEqual(['note 11', undefined])
  })

  test('M6 a pull that comes in between ends it, and loses nothing', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await pullTo(store, 11, { rows: [noted(11)] })
    // Asked before its first slice, the fold waits here while the pull is whole.
    const gzip = { ...syncGzip }
    const folding = foldDeltas(store.database, gzip, always)
    const pulling = pullTo(store, 12, { rows: [noted(12)] }).catch(() => pullTo(store, 12, { rows: [noted(12)] }))
    expect(['folded', 'later']).toContain(await folding)
    await pulling
    const again = await openOn(disk)
    expect(shown(again).map((row) => row.body.note)).toEqual(['note 12', undefined])
  })
})
