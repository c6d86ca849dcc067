import { afterAll, inject } from 'vitest'
import { createSchema, dropSchemas } from '../../e2e/support/postgres.ts'
import type { Database } from '../server/database.ts'
import { LOCK_COMMUNITY, openPostgres } from '../server/postgres.ts'
import { standOn, statements } from './databases.ts'
import { expectNoWalks } from './plans.ts'

const { url, hundred } = inject('postgres')
const opened = new Set<Database>()
const schemas: string[] = []
/** Connections that a finished test left behind go by themselves. */
const open: typeof openPostgres = async (address, options) => {
  const db = await openPostgres(address, { connections: 4, idle: 1_000, ...options })
  opened.add(db)
  return {
    isShared: db.isShared,
    read: db.read.bind(db),
    write: db.write.bind(db),
    copyTo: db.copyTo.bind(db),
    close: () => (opened.delete(db) ? db.close() : Promise.resolve()),
  }
}
/** The address of a fresh, empty database. */
export async function anAddress(): Promise<string> {
  const address = await createSchema(url)
  schemas.push(address)
  return address
}
standOn({
  name: 'PostgreSQL',
  open: async () => open(await anAddress()),
  async aPlace() {
    const address = await anAddress()
    return { open: (options) => open(address, options) }
  },
})
afterAll(async () => {
  // The door's own statement.
  statements.set(LOCK_COMMUNITY, ['test'])
  await expectNoWalks(await open(hundred))
  await Promise.all([...opened].map((db) => db.close()))
  await dropSchemas(url, schemas.splice(0))
})
