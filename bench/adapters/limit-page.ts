import type { Row } from '../../src/domain/nouns.ts'
import { type BenchPage, expose, matches, timeEach, typeVisit, usedBytes, visitRow, writeStrictly } from './page.ts'

/**
 * What a browser can do at best with one record a row: one gzip fetch, IndexedDB without a library, relaxed writes, no
 * judge, no permission, a server that keeps everything in memory.
 */
let database: IDBDatabase | undefined
let seq = 0
let saved: Row[] = []

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
async function opened(): Promise<IDBDatabase> {
  if (database !== undefined) return database
  const request = indexedDB.open('limit', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('row', { keyPath: ['kind', 'id'] }).createIndex('pack', 'pack')
    request.result.createObjectStore('seq')
  }
  database = await done(request)
  return database
}
async function write(rows: readonly Row[], to: number): Promise<void> {
  const tx = (await opened()).transaction(['row', 'seq'], 'readwrite', { durability: 'relaxed' })
  const store = tx.objectStore('row')
  for (const row of rows) store.put(row)
  tx.objectStore('seq').put(to, 'seq')
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve()
    tx.onabort = () => reject(tx.error)
  })
  seq = to
}
async function householdsIn(pack: string): Promise<number> {
  const index = (await opened()).transaction('row').objectStore('row').index('pack')
  const rows = (await done(index.getAll(pack))) as Row[]
  return rows.filter((row) => row.kind === 'household').length
}
async function fetchSince(since: number): Promise<void> {
  const response = await fetch(`/rows?since=${since}`, { cache: 'no-store' })
  const { to, rows } = (await response.json()) as { readonly to: number; readonly rows: readonly Row[] }
  if (rows.length > 0) await write(rows, to)
}
const ofKind = async (kind: Row['kind']): Promise<readonly Row[]> => {
  const store = (await opened()).transaction('row').objectStore('row')
  return (await done(store.getAll(IDBKeyRange.bound([kind], [kind, []])))) as Row[]
}

const page: BenchPage = {
  async firstSync(building) {
    await fetchSince(0)
    return householdsIn(building)
  },
  async open(building) {
    const store = (await opened()).transaction('seq').objectStore('seq')
    seq = (await done(store.get('seq'))) as number
    return householdsIn(building)
  },
  async save(count) {
    const households = await ofKind('household')
    return timeEach(count, async () => {
      const row = visitRow(typeVisit(households))
      await write([row], seq)
      saved.push(row)
    })
  },
  async push() {
    const plain = new Blob([JSON.stringify(saved)]).stream().pipeThrough(new CompressionStream('gzip'))
    const body = await new Response(plain).arrayBuffer()
    const response = await fetch('/rows', { method: 'POST', headers: { 'content-encoding': 'gzip' }, body })
    await response.json()
    saved = []
  },
  async pull(seen) {
    await fetchSince(seq)
    const store = (await opened()).transaction('row').objectStore('row')
    const found = await Promise.all(seen.map(({ id }) => done(store.get(['visit', id]))))
    return found.filter((row) => row !== undefined).length
  },
  poll: () => fetchSince(seq),
  async search(names) {
    const results: (readonly [number, number])[] = []
    for (const name of names) {
      const begun = performance.now()
      const found = (await ofKind('resident')).filter((row) => matches(row, name)).length
      results.push([performance.now() - begun, found])
    }
    return results
  },
  stored: usedBytes,
  strict: writeStrictly,
}
await expose(page)
