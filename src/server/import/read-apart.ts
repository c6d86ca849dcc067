import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
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
 * Reads a file in a process of its own with a limit of memory and time, so that a broken or hostile file costs an
 * error message and nothing else. Not a worker thread: where one call (JSON.parse) passes a thread's heap limit,
 * Node 24.21 ends the whole process, and the database's with it. Throws a FileFault.
 */
export async function readApart<S extends Source>(
  source: S,
  bytes: Uint8Array,
  limits: ReadingLimits = LIMITS,
): Promise<ReadSource<S>> {
  if (bytes.length > INFLATED_LIMIT) throw new FileFault('too_big')
  const reader = fork(fileURLToPath(new URL('./reader.ts', import.meta.url)), {
    execArgv: [`--max-old-space-size=${limits.megabytes}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  try {
    const outcome = await answerOf(reader, { source, bytes }, limits.milliseconds)
    if ('fault' in outcome) throw new FileFault(outcome.fault, outcome.found)
    return outcome.ok as ReadSource<S>
  } finally {
    reader.kill('SIGKILL')
  }
}

function answerOf(
  reader: ChildProcess,
  question: { readonly source: Source; readonly bytes: Uint8Array },
  milliseconds: number,
): Promise<Outcome<FieldTable | Footprints>> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(new FileFault('too_slow')), milliseconds)
    const settle = (act: () => void): void => {
      clearTimeout(timeout)
      act()
    }
    reader.once('message', (outcome) => settle(() => resolve(outcome as Outcome<FieldTable | Footprints>)))
    reader.once('error', (error) => settle(() => reject(new FileFault('failed', error.message.slice(0, 120)))))
    // V8 aborts the process that has no heap left, by signal or (on Windows) by this code; nothing else in it does.
    const isAborted = (code: number | null, signal: string | null): boolean => signal === 'SIGABRT' || code === 134
    reader.once('exit', (code, signal) =>
      settle(() => reject(new FileFault(isAborted(code, signal) ? 'too_much_memory' : 'failed'))),
    )
    reader.send(question, (error) => {
      if (error !== null) settle(() => reject(new FileFault('failed', error.message.slice(0, 120))))
    })
  })
}
