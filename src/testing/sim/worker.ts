import { parentPort, workerData } from 'node:worker_threads'
import type { History, Lived } from './history.ts'
import { MUTANTS, type MutantName, plant } from './mutants.ts'
import { outcomesIn } from './outcomes.ts'

/** A thread of its own lives histories one by one: the code it runs can be another than elsewhere. */
export interface Task {
  readonly history: History
  /** Look for the shortest one that breaks the same rule. */
  readonly shorten: boolean
}
export interface Done extends Omit<Lived, 'error' | 'log'> {
  readonly history: History
  readonly error?: string
  /** What happened, where something did not hold. */
  readonly log: readonly string[]
}
const TRIES = 120

async function work(port: NonNullable<typeof parentPort>, mutant: MutantName | undefined): Promise<void> {
  if (mutant !== undefined) plant(MUTANTS[mutant])
  // Each thread is a browser of its own. Dexie tells a browser's other pages what was written, and in Node that reaches
  // every thread: phones of one name would read anew as often as those of a world next door happened to write.
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  // After the fault is planted, and not before.
  const { live, shorten } = await import('./history.ts')
  port.on('message', async (task: Task) => {
    const history = task.shorten ? await shorten(task.history, TRIES) : task.history
    const { error, log, ...lived } = await live(history)
    const told = error === undefined ? { log: [] } : { log, error: error.stack ?? error.message }
    const counts = { ...lived.counts, ...outcomesIn(log) }
    port.postMessage({ ...lived, counts, history, ...told } satisfies Done)
  })
  port.postMessage('ready')
}
if (parentPort !== null) await work(parentPort, (workerData as { mutant?: MutantName }).mutant)
