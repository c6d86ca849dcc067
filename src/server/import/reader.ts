import { readFile as readBytes } from 'node:fs/promises'
import type { Question } from './read-apart.ts'
import { readFile } from './read-file.ts'

/** The process in which a stranger's file is read: what it costs ends with it. */
process.once('message', async ({ source, path, choices }: Question) => {
  const outcome = await readFile(source, await readBytes(path), choices)
  process.send?.(outcome, () => process.disconnect())
})
