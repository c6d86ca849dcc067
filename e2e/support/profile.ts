import type { Page } from '@playwright/test'

export interface Kept {
  /** Database and table, cache and address, or the page's own storage. */
  readonly where: string
  readonly text: string
}
/**
 * Everything this browser profile keeps for the app, as text: every record of every IndexedDB database (packed bodies
 * unpacked), every answer in every cache, the page's storages and cookies, its address and what it shows; and every
 * name of a database, table, index or cache, with all their keys.
 */
export async function readProfile(page: Page): Promise<readonly Kept[]> {
  const cookies = { where: 'cookies', text: decodeURIComponent(JSON.stringify(await page.context().cookies())) }
  return [...(await page.evaluate(readAll)), ...(await readKeys(page)), cookies]
}
/** Names and keys alone: of databases, tables, indexes, and of caches. */
export const readKeys = (page: Page): Promise<readonly Kept[]> => page.evaluate(readAllKeys)

/** Which of the words the profile keeps, and where. */
export function findIn(kept: readonly Kept[], words: readonly string[]): readonly string[] {
  return kept.flatMap(({ where, text }) =>
    words.filter((word) => text.includes(word)).map((word) => `${word} in ${where}`),
  )
}

/** Runs inside the page, where nothing of this file exists. */
async function readAll(): Promise<Kept[]> {
  const unpack = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
    // A body may stand behind a byte that says how it is packed.
    for (const from of [0, 1]) {
      if (bytes[from] !== 0x1f || bytes[from + 1] !== 0x8b) continue
      const plain = new Blob([bytes.subarray(from)]).stream().pipeThrough(new DecompressionStream('gzip'))
      return new Response(plain).text()
    }
    return new TextDecoder().decode(bytes)
  }
  const say = async (value: unknown): Promise<string> => {
    if (value instanceof ArrayBuffer) return unpack(new Uint8Array(value))
    if (ArrayBuffer.isView(value))
      return unpack(
        new Uint8Array(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) as ArrayBuffer),
      )
    if (value instanceof Blob) return unpack(new Uint8Array(await value.arrayBuffer()))
    if (typeof value !== 'object' || value === null) return String(value)
    const parts =
      value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.entries(value).flat()
    return (await Promise.all(parts.map(say))).join('\n')
  }
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const kept: Kept[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    for (const table of database.objectStoreNames) {
      const rows = database.transaction(table).objectStore(table)
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())])
      for (const [at, value] of values.entries()) {
        kept.push({ where: `${name} ${table}`, text: await say([keys[at], value]) })
      }
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      kept.push({ where: `${name} ${request.url}`, text: `${request.url}\n${await answer?.text()}` })
    }
  }
  for (const [where, storage] of Object.entries({ localStorage, sessionStorage })) {
    kept.push({ where, text: JSON.stringify(storage) })
  }
  kept.push({ where: 'address and history', text: `${location.href} ${JSON.stringify(history.state)}` })
  kept.push({ where: 'page', text: document.documentElement.outerHTML })
  return kept
}

/** Runs inside the page. */
async function readAllKeys(): Promise<Kept[]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const keysOf = async (index: IDBIndex): Promise<IDBValidKey[]> => {
    const keys: IDBValidKey[] = []
    const walking = index.openKeyCursor()
    for (let cursor = await done(walking); cursor !== null; cursor = await done(walking)) {
      keys.push(cursor.key)
      cursor.continue()
    }
    return keys
  }
  const kept: Kept[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    for (const table of database.objectStoreNames) {
      const rows = database.transaction(table).objectStore(table)
      const keys = [done(rows.getAllKeys()), ...[...rows.indexNames].map((index) => keysOf(rows.index(index)))]
      const names = [name, table, ...rows.indexNames]
      kept.push({ where: `keys of ${name} ${table}`, text: JSON.stringify([names, await Promise.all(keys)]) })
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys()
    const text = [name, ...keys.map(({ url }) => decodeURIComponent(url))].join('\n')
    kept.push({ where: `keys of ${name}`, text })
  }
  return kept
}
