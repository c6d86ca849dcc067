import type { Database } from './database.ts'
import { type Health, readMeta, type SyncState, writeMeta } from './state.ts'

export const readHealth = (database: Database): Promise<Health> =>
  database.run('r', ['meta'], (t) => readMeta(t, 'health'))
export const readState = (database: Database): Promise<SyncState> =>
  database.run('r', ['meta'], (t) => readMeta(t, 'state'))

/** Notes how a round went; writes nothing when nothing changed. */
export function noteHealth(database: Database, changes: Partial<Health>): Promise<Health> {
  return database.run('rw', ['meta'], async (t) => {
    const before = await readMeta(t, 'health')
    const after = { ...before, ...changes }
    if (JSON.stringify(after) !== JSON.stringify(before)) await writeMeta(t, 'health', after)
    return after
  })
}

/** How many commands wait to be sent. */
export const countUnsent = (database: Database): Promise<number> =>
  database.run('r', ['outbox'], (t) => t.outbox.where('state').anyOf('new', 'posted', 'unsure').count())
