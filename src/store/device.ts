import { type DBSchema, openDB } from 'idb'
import type { Session } from '../domain/wire.ts'

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

/**
 * Opened by page and worker for one call each: held connections would block nothing but cost iOS a lost one.
 * idb uses the context's own `indexedDB`.
 */
async function withDevice<T>(use: (db: Awaited<ReturnType<typeof connect>>) => Promise<T>): Promise<T> {
  const db = await connect()
  try {
    return await use(db)
  } finally {
    db.close()
  }
}
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
export const readDevice = (newStore: () => string): Promise<Device> =>
  withDevice(async (db) => {
    const [known, session = null] = await Promise.all([
      db.get('device', 'store') as Promise<string | undefined>,
      db.get('device', 'session') as Promise<Session | undefined>,
    ])
    return { session, store: known ?? (await drawStore(db, newStore)) }
  })
/** Page and worker may come here together: the first one's id holds. */
async function drawStore(db: Awaited<ReturnType<typeof connect>>, newStore: () => string): Promise<string> {
  const tx = db.transaction('device', 'readwrite')
  const store = ((await tx.store.get('store')) as string | undefined) ?? newStore()
  await tx.store.put(store, 'store')
  await tx.done
  return store
}

/** Signing in sets the session; signing out sets null and leaves the account's database, closed, for its return. */
export const writeSession = (session: Session | null): Promise<void> =>
  withDevice(async (db) => {
    if (session === null) await db.delete('device', 'session')
    else await db.put('device', session, 'session')
  })

/** The worker has no screen: what it did is kept in a short ring, without personal data. */
export const writeLog = (entry: LogEntry): Promise<void> =>
  withDevice(async (db) => {
    const tx = db.transaction('log', 'readwrite')
    const key = await tx.store.add(entry)
    await tx.store.delete(IDBKeyRange.upperBound(key - LOG_LENGTH))
    await tx.done
  })
export const readLog = (): Promise<readonly LogEntry[]> => withDevice((db) => db.getAll('log'))
