import { Worker } from 'node:worker_threads'
import type { FieldTable, Footprints, Outcome } from './parsed.ts'
import { FileFault, type Source } from './problems.ts'
import { INFLATED_LIMIT } from './table.ts'

export interface ReadingLimits {
  readonly megabytes: number
  readonly milliseconds: number
}
const LIMITS: ReadingLimits = { megabytes: 256, milliseconds: 60_000 }

export type ReadSource<S extends Source> = S extends 'buildings' ? Footprints : FieldTable
/**
 * Reads a file in a thread of its own with a limit of memory and time, so that a broken or hostile file costs an error
 * message and nothing else. Throws a FileFault.
 */
export async function readApart<S extends Source>(
  source: S,
  bytes: Uint8Array,
  limits: ReadingLimits = LIMITS,
): Promise<ReadSource<S>> {
  if (bytes.length > INFLATED_LIMIT) throw new FileFault('too_big')
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { source, bytes },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  })
  const timer = { timeout: undefined as NodeJS.Timeout | undefined }
  try {
    const outcome = await new Promise<Outcome<FieldTable | Footprints>>((resolve, reject) => {
      timer.timeout = setTimeout(() => reject(new FileFault('too_slow')), limits.milliseconds)
      worker.once('message', resolve)
      worker.once('error', (error) => reject(faultOf(error)))
      worker.once('exit', () => reject(new FileFault('failed')))
    })
    if ('fault' in outcome) throw new FileFault(outcome.fault, outcome.found)
    return outcome.ok as ReadSource<S>
  } finally {
    clearTimeout(timer.timeout)
    await worker.terminate()
  }
}
const faultOf = (error: unknown): FileFault =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new FileFault('too_much_memory')
    : new FileFault('failed', error instanceof Error ? error.message.slice(0, 120) : '')
