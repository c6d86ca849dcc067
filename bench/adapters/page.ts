import { type CommandId, instantOf, makeCommandId } from '../../src/domain/ids.ts'
import type { Row } from '../../src/domain/nouns.ts'

/** Where a row lies: keys may begin with the pack. */
export interface Place {
  readonly id: string
  readonly pack: string
}
/** What each adapter's page can do; bench/adapters/items.ts calls it inside the browser, as `bench`. */
export interface BenchPage {
  /** From an empty profile: everything fetched and stored, and one building read. Gives how many households it has. */
  firstSync(building: string): Promise<number>
  /** Opens what is stored and reads one building. */
  open(building: string): Promise<number>
  /** Saves so many visits one after the other, each durable; milliseconds of each. */
  save(count: number): Promise<readonly number[]>
  /** Everything saved is on the server. */
  push(): Promise<void>
  /** What changed elsewhere is stored and can be read: how many visits of the change are seen. */
  pull(seen: readonly Place[]): Promise<number>
  /** Asks whether there is news. */
  poll(): Promise<void>
  /** Each name once; milliseconds of each and how many were found. */
  search(names: readonly string[]): Promise<readonly (readonly [ms: number, found: number])[]>
  /** Bytes of the stored databases, as the browser counts them. */
  stored(): Promise<number>
  /** What this disk asks for one small record that is flushed, and nothing else: milliseconds of each. */
  strict(count: number): Promise<readonly number[]>
  /** What goes on once a call has reached its end: counted as processor and bytes, not as waiting. */
  rest?(): Promise<void>
}
/** What is called from outside. */
export type Method = Exclude<keyof BenchPage, 'rest'>
/** A call as the page itself timed it; the driver's way to the browser and back is no part of it. */
export interface Called {
  readonly value: unknown
  readonly ms: number
  /** Of the page's thread while the call ran; 0 where none was longer than 50 ms. */
  readonly longestTask: number
}
declare global {
  var bench: { call(method: Method, argument: unknown): Promise<Called> }
}

/** Gives the page to the driver. */
export async function expose(page: BenchPage): Promise<void> {
  await openFirst()
  const tasks: number[] = []
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
  observer.observe({ type: 'longtask' })
  globalThis.bench = {
    async call(method, argument) {
      tasks.length = 0
      const begun = performance.now()
      const value = await (page[method] as (argument: unknown) => Promise<unknown>)(argument)
      const ms = performance.now() - begun
      await page.rest?.()
      // Tasks are told of once they are over.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { value, ms, longestTask: Math.max(0, ...tasks) }
    },
  }
  document.documentElement.dataset['ready'] = 'yes'
}

/**
 * The first database of a page costs the browser the start of its store. One of us opens a database before anything is
 * measured, to sign in; so that nobody pays for the start within a timed call, every page opens one.
 */
async function openFirst(): Promise<void> {
  const opening = indexedDB.open('first', 1)
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve
    opening.onerror = () => reject(opening.error)
  })
  opening.result.close()
}

export async function timeEach(count: number, one: (k: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = []
  for (let k = 0; k < count; k++) {
    const begun = performance.now()
    await one(k)
    times.push(performance.now() - begun)
  }
  return times
}
export async function writeStrictly(count: number): Promise<readonly number[]> {
  const opening = indexedDB.open('strict', 1)
  opening.onupgradeneeded = () => void opening.result.createObjectStore('row')
  await new Promise((resolve) => (opening.onsuccess = resolve))
  const times = await timeEach(count, async (k) => {
    const tx = opening.result.transaction('row', 'readwrite', { durability: 'strict' })
    tx.objectStore('row').put('x'.repeat(500), k)
    await new Promise((resolve) => (tx.oncomplete = resolve))
  })
  opening.result.close()
  return times
}
export async function usedBytes(): Promise<number> {
  const { usage = 0, usageDetails } = (await navigator.storage.estimate()) as StorageEstimate & {
    readonly usageDetails?: { readonly indexedDB?: number }
  }
  return usageDetails?.indexedDB ?? usage
}

/** A visit as it is typed at a door, the same for every adapter; `n` goes round the households. */
export interface Typed {
  /** Begins with the time, as every id that a phone gives: such ids pack better than those of chance alone. */
  readonly id: CommandId
  readonly household: Place
  readonly outcome: string
  readonly words: string
}
let typed = 0
export function typeVisit(households: readonly Place[]): Typed {
  typed += 1
  const household = households[(typed * 37) % households.length]
  if (household === undefined) throw new Error('nobody lives here')
  return {
    id: makeCommandId(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    household,
    outcome: 'reached',
    words: '腿脚不便，下趟楼要歇三趟，想问问加装扶手有没有补贴，材料怎么交。',
  }
}
/**
 * The row a peer stores for a visit, which is the one our own judge makes of the command on a phone: in the household's
 * pack, with seq 0 while only this phone knows it, and without writers, since nobody edited it.
 */
export const visitRow = ({ id, household, outcome, words }: Typed): Row =>
  ({
    kind: 'visit',
    id,
    pack: household.pack,
    seq: 0,
    writer: {},
    body: {
      ...{ household: household.id, by: 'p-staff-0', at: instantOf(Date.now()), outcome },
      ...{ method: 'door', purpose: 'routine' },
      ...{ persons: [], observations: { health: 'fine', safety: 'fine' }, words, needs: [] },
    },
  }) as unknown as Row

/** Characters, full pinyin or initials, as simply as can be. */
export function matches(row: Row, name: string): boolean {
  if (row.kind !== 'resident') return false
  const { pinyin } = row.body
  return (
    row.body.name.includes(name) || pinyin?.[0].replaceAll(' ', '').startsWith(name) === true || pinyin?.[1] === name
  )
}
