import { readFile } from './read-file.ts'

/** The process in which a stranger's file is read: what it costs ends with it. */
process.once('message', async ({ source, bytes }: { source: Parameters<typeof readFile>[0]; bytes: Uint8Array }) => {
  const outcome = await readFile(source, bytes)
  process.send?.(outcome, () => process.disconnect())
})
