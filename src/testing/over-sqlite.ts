import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openDatabase } from '../server/sqlite.ts'
import { standOn, statements } from './databases.ts'
import { expectNoWalks } from './plans.ts'

const folders: string[] = []
standOn({
  name: 'SQLite',
  open: async () => openDatabase(':memory:'),
  async aPlace() {
    const folder = mkdtempSync(join(tmpdir(), 'minqing-'))
    folders.push(folder)
    return { open: async (options) => openDatabase(join(folder, 'minqing.db'), options) }
  },
})
afterAll(async () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
  if (statements.size === 0) return
  const db = openDatabase(':memory:')
  await expectNoWalks(db)
  await db.close()
})
