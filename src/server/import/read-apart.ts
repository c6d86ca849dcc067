import { type ChildProcess, fork } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { IMPORT_FILE_LIMIT } from '../../domain/import-wire.ts'
import type { FieldTable, Footprints, Outcome, ReadChoices } from './parsed.ts'
import type { FileFaultCode, Source } from './problems.ts'

export interface Question {
  readonly source: Source
  readonly path: string
  readonly choices?: ReadChoices
}
export interface ReadingLimits {
  readonly megabytes: number
  readonly milliseconds: number
  /** Ends the reading at once. */
  readonly signal?: AbortSignal
}
const LIMITS: ReadingLimits = { megabytes: 256, milliseconds: 60_000 }

export type ReadSource<S extends Source> = S extends 'roster' | 'grids' | 'posts' ? FieldTable : Footprints
/**
 * Reads a file in a process of its own with a limit of memory and time, so that a broken or hostile file costs an
 * error message and nothing else. Not a worker thread: where one call (JSON.parse) passes a thread's heap limit,
 * Node 24.21 ends the whole process, and the database's with it. Rejects only where the file cannot be found.
 */
export async function readApart<S extends Source>(
  question: Question & { readonly source: S },
  limits: Partial<ReadingLimits> = {},
): Promise<Outcome<ReadSource<S>>> {
  const { megabytes, milliseconds, signal } = { ...LIMITS, ...limits }
  if ((await stat(question.path)).size > IMPORT_FILE_LIMIT) return fault('too_big')
  if (signal?.aborted) return fault('stopped')
  const reader = fork(fileURLToPath(new URL('./reader.ts', import.meta.url)), {
    execArgv: [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const stop = (): void => void reader.kill('SIGKILL')
  signal?.addEventListener('abort', stop)
  try {
    const outcome = await answerOf(reader, question, milliseconds)
    return signal?.aborted ? fault('stopped') : (outcome as Outcome<ReadSource<S>>)
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}
const fault = (code: FileFaultCode, found = ''): { readonly fault: FileFaultCode; readonly found: string } => ({
  fault: code,
  found,
})

function answerOf(
  reader: ChildProcess,
  question: Question,
  milliseconds: number,
): Promise<Outcome<FieldTable | Footprints>> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome<FieldTable | Footprints>): void => {
      clearTimeout(timeout)
      resolve(outcome)
    }
    const failed = (error: Error): void => settle(fault('failed', error.message.slice(0, 120)))
    const timeout = setTimeout(() => settle(fault('too_slow')), milliseconds)
    reader.once('message', (outcome) => settle(outcome as Outcome<FieldTable | Footprints>))
    reader.once('error', failed)
    // V8 aborts the process that has no heap left, by signal or (on Windows) by this code; nothing else in it does.
    const isAborted = (code: number | null, signal: string | null): boolean => signal === 'SIGABRT' || code === 134
    reader.once('exit', (code, signal) => settle(fault(isAborted(code, signal) ? 'too_much_memory' : 'failed')))
    reader.send(question, (error) => {
      if (error !== null) failed(error)
    })
  })
}
