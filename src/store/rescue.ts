import { openDB } from 'idb'
import type { AccountId } from '../domain/ids.ts'
import { databaseName } from './database.ts'

/** A command as it lies in the outbox, unread: bytes are as store/bytes.ts closed them. */
export interface Rescued {
  readonly id: string
  readonly n: number
  readonly bytes: Uint8Array
}

/**
 * Reads what was never confirmed (outbox, then attention) without naming a version, so that it opens whatever build
 * wrote the database and whatever else in it is damaged. Empty where there is no database; never creates one.
 */
export async function rescueOutbox(account: AccountId): Promise<readonly Rescued[]> {
  let isNew = false
  const db = await openDB(databaseName(account), undefined, {
    upgrade(...given) {
      isNew = true
      const [, , , making] = given
      making.done.catch(() => undefined)
      making.abort()
    },
  }).catch((error: unknown) => {
    if (isNew) return undefined
    throw error
  })
  if (db === undefined) return []
  try {
    const rescued: Rescued[] = []
    for (const name of ['outbox', 'attention']) {
      if (db.objectStoreNames.contains(name)) rescued.push(...((await db.getAll(name)) as Rescued[]))
    }
    return rescued.sort((a, b) => a.n - b.n)
  } finally {
    db.close()
  }
}
