import { IndexeddbPersistence } from 'y-indexeddb'
import { WebsocketProvider } from 'y-websocket'
import { Doc, encodeStateVector } from 'yjs'
import type { Row } from '../../src/domain/nouns.ts'
import { type BenchPage, expose, matches, timeEach, typeVisit, usedBytes, visitRow, writeStrictly } from './page.ts'

const document_ = new Doc()
const rows = document_.getMap('rows')
let disk: IndexeddbPersistence | undefined
const provider = new WebsocketProvider(`ws://${location.host}/yjs`, 'bench', document_, {
  connect: false,
  disableBc: true,
})

async function opened(): Promise<IndexeddbPersistence> {
  disk ??= new IndexeddbPersistence('bench', document_)
  await disk.whenSynced
  return disk
}
/** A transaction that comes after those of the updates: when it has ended, so have they. */
async function onDisk(): Promise<void> {
  const { db } = await opened()
  if (db === null) return
  await new Promise<void>((resolve) => {
    const tx = db.transaction('updates', 'readwrite')
    tx.objectStore('updates').count()
    tx.oncomplete = () => resolve()
  })
}
/** From connecting until the server has what is here and this page what is there. */
async function synced(): Promise<void> {
  if (provider.wsconnected) return ask()
  await new Promise<void>((resolve) => {
    const heard = (isSynced: boolean): void => {
      if (!isSynced) return
      provider.off('sync', heard)
      resolve()
    }
    provider.on('sync', heard)
    provider.connect()
  })
  await ask()
}
/** Sync step 1 and its answer: whatever was sent before on this connection has been taken. */
async function ask(): Promise<void> {
  const { ws } = provider
  if (ws === null) return
  const vector = encodeVector()
  await new Promise<void>((resolve) => {
    const heard = ({ data }: MessageEvent<ArrayBuffer>): void => {
      const [sort, step] = new Uint8Array(data)
      if (sort !== 0 || step !== 1) return
      ws.removeEventListener('message', heard)
      resolve()
    }
    ws.addEventListener('message', heard)
    ws.send(vector)
  })
}
function encodeVector(): Uint8Array<ArrayBuffer> {
  const vector = encodeStateVector(document_)
  const length: number[] = []
  for (let rest = vector.length; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest)
    if (rest <= 127) break
  }
  return Uint8Array.from([0, 0, ...length, ...vector])
}
const all = (): readonly Row[] => [...rows.values()] as Row[]
const householdsIn = (pack: string): number =>
  all().filter((row) => row.kind === 'household' && row.pack === pack).length

const page: BenchPage = {
  async firstSync(building) {
    await opened()
    await synced()
    await onDisk()
    return householdsIn(building)
  },
  async open(building) {
    await opened()
    return householdsIn(building)
  },
  async save(count) {
    provider.disconnect()
    const households = all().filter((row) => row.kind === 'household')
    return timeEach(count, async () => {
      const row = visitRow(typeVisit(households))
      rows.set(`visit/${row.id}`, row)
      await onDisk()
    })
  },
  push: synced,
  async pull(seen) {
    await synced()
    await onDisk()
    return seen.filter(({ id }) => rows.has(`visit/${id}`)).length
  },
  poll: synced,
  async search(names) {
    return names.map((name) => {
      const begun = performance.now()
      const found = all().filter((row) => matches(row, name)).length
      return [performance.now() - begun, found] as const
    })
  },
  stored: usedBytes,
  strict: writeStrictly,
}
await expose(page)
