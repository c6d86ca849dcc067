import { type DBSchema, type IDBPObjectStore, openDB } from 'idb'
import type { Session } from '../domain/wire.ts'
import { Freezing, type OnFrozen } from './frozen.ts'

/** What the phone knows without an account: who used it last, and this profile's store id. */
export interface Device {
  /** The account in use; kept while it is signed out by the server, gone after signing out. */
  readonly session: Session | null
  /** Names this browser profile to the server. */
  readonly store: string
}
export interface LogEntry {
  readonly at: number
  readonly what: string
}
interface Schema extends DBSchema {
  device: { key: string; value: unknown }
  log: { key: number; value: LogEntry }
}
const LOG_LENGTH = 200

interface Use {
  readonly store: 'device' | 'log'
  readonly mode: 'readonly' | 'readwrite'
  /** The page's; a worker is never frozen. */
  readonly onFrozen: OnFrozen | undefined
}
/**
 * One transaction, anew where the page was frozen in it. Opened by page and worker for one call each: held connections
 * would block nothing but cost iOS a lost one. idb uses the context's own `indexedDB`.
 */
async function withDevice<T>(of: Use, body: (store: DeviceStore) => Promise<T>): Promise<T> {
  const freezing = new Freezing(of.onFrozen)
  try {
    for (;;) {
      const { times } = freezing
      await freezing.thawed
      const db = await connect()
      try {
        const transaction = db.transaction(of.store, of.mode)
        freezing.begin(transaction)
        const [result] = await Promise.all([body(transaction.store as DeviceStore), transaction.done])
        return result
      } catch (error) {
        if (freezing.times === times) throw error
      } finally {
        db.close()
      }
    }
  } finally {
    freezing.stop()
  }
}
type DeviceStore = IDBPObjectStore<Schema, ['device' | 'log'], 'device' | 'log', 'readwrite'>
const connect = () =>
  openDB<Schema>('device', 1, {
    upgrade(db) {
      db.createObjectStore('device')
      db.createObjectStore('log', { autoIncrement: true })
    },
  })

/**
 * Draws the store id on first use. `newStore` gives a fresh opaque id. Afterwards it writes nothing: the app must open
 * on a phone that is full.
 */
export async function readDevice(newStore: () => string, onFrozen?: OnFrozen): Promise<Device> {
  const [known, session = null] = await withDevice({ store: 'device', mode: 'readonly', onFrozen }, (device) =>
    Promise.all([
      device.get('store') as Promise<string | undefined>,
      device.get('session') as Promise<Session | undefined>,
    ]),
  )
  return { session, store: known ?? (await drawStore(newStore, onFrozen)) }
}
/** Page and worker may come here together: the first one's id holds. */
const drawStore = (newStore: () => string, onFrozen: OnFrozen | undefined): Promise<string> =>
  withDevice({ store: 'device', mode: 'readwrite', onFrozen }, async (device) => {
    const store = ((await device.get('store')) as string | undefined) ?? newStore()
    await device.put(store, 'store')
    return store
  })

/** Signing in sets the session; signing out sets null and leaves the account's database, closed, for its return. */
export const writeSession = (session: Session | null, onFrozen?: OnFrozen): Promise<void> =>
  withDevice({ store: 'device', mode: 'readwrite', onFrozen }, async (device) => {
    if (session === null) await device.delete('session')
    else await device.put(session, 'session')
  })

/** The worker has no screen: what it did is kept in a short ring, without personal data. */
export const writeLog = (entry: LogEntry): Promise<void> =>
  withDevice({ store: 'log', mode: 'readwrite', onFrozen: undefined }, async (log) => {
    const key = (await log.add(entry)) as number
    await log.delete(IDBKeyRange.upperBound(key - LOG_LENGTH))
  })
export const readLog = (): Promise<readonly LogEntry[]> =>
  withDevice({ store: 'log', mode: 'readonly', onFrozen: undefined }, (log) => log.getAll() as Promise<LogEntry[]>)
