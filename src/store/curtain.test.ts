import { describe, expect, test } from 'vitest'
import type { Row } from '../domain/nouns.ts'
import { aDisk, aRow, aSyncedPhone, aVisit, C, idOf, NOON, openOn, pullTo } from '../testing/phone-kit.ts'

const DAY = 86_400_000
const community: Row = aRow('community', 'community', { pack: C, seq: 11, body: { timeZone: 'Asia/Shanghai' } })
const post = (until: string | null): Row =>
  aRow('post', 'po-1', {
    pack: C,
    seq: 11,
    body: { person: 'p-wang' as never, grid: 'g1' as never, since: '2026-01-01' as never, until: until as never },
  })
/** The phone of somebody whose post ends so, opened so many days after its last contact. */
async function opened(until: string | null, days: number) {
  const disk = aDisk()
  const store = await aSyncedPhone(disk)
  await pullTo(store, 11, {
    rows: [
      community,
      post(until),
      aRow('door', 'd-1', { seq: 11, body: { building: 'b1' as never } }),
      aRow('resident', 'r-1', { seq: 11, body: { household: 'h-1' as never } }),
    ],
  })
  store.close()
  const again = await openOn(disk, () => Date.parse(NOON) + days * DAY)
  await again.refresh()
  return again
}

/** A phone whose post ends on 7 March, and its page that stays open while time goes on. */
async function leftOpen() {
  const disk = aDisk()
  let now = Date.parse(NOON)
  const first = await aSyncedPhone(disk)
  await pullTo(first, 11, { rows: [community, post('2026-03-07')] })
  first.close()
  const open = (): ReturnType<typeof openOn> => openOn(disk, () => now)
  const page = await open()
  await page.refresh()
  const goOn = (days: number): void => {
    now += days * DAY
  }
  return { page, open, goOn }
}

describe('a phone without contact', () => {
  test('a page that hides a pack while a tap in it is being saved shows what one opened afterwards shows', async () => {
    const { page, open, goOn } = await leftOpen()
    expect(page.view().all('household')).toHaveLength(2)
    const read = page.refresh()
    const acted = page.act(aVisit(1))
    goOn(3)
    expect(await acted).toEqual({ saved: true })
    await read
    await page.refresh()
    const other = await open()
    await other.refresh()
    expect(other.status().waiting.map((one) => one.command.id)).toEqual([idOf(1)])
    expect(page.view().all('household')).toEqual([])
    expect(page.view().all('visit')).toEqual(other.view().all('visit'))
  })
  test('hides what belongs to a post that has ended by now, and still takes visits', async () => {
    expect((await opened('2026-03-07', 2)).view().all('household')).toHaveLength(2)
    const store = await opened('2026-03-07', 3)
    expect(store.view().all('household')).toEqual([])
    expect(store.view().all('resident')).toEqual([])
    expect(await store.act(aVisit(1))).toEqual({ saved: true })
    expect(store.status().waiting.map((one) => one.command.id)).toEqual([idOf(1)])
  })
  test('closes its packs after two weeks: doors stay, so that a visit can be logged, and nothing about people', async () => {
    expect((await opened(null, 13)).view().all('resident')).toHaveLength(1)
    const store = await opened(null, 15)
    expect(store.view().all('resident')).toEqual([])
    expect(store.view().all('door')).toHaveLength(1)
    expect(store.view()('household', 'h-1')?.body).toMatchObject({ care: 'grey', tags: [], lastVisit: null })
    expect(await store.act(aVisit(1))).toEqual({ saved: true })
    expect(store.view().under('visit', 'h-1')).toHaveLength(1)
  })
  test('a clock that was put back years hides nothing that was open at the last contact', async () => {
    expect((await opened('2026-03-31', -9_000)).view().all('household')).toHaveLength(2)
  })
})
