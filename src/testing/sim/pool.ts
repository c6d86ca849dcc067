import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { History } from './history.ts'
import type { MutantName } from './mutants.ts'
import type { Done, Task } from './worker.ts'

interface Options {
  readonly threads: number
  readonly mutant?: MutantName
}
/** Threads that live histories side by side. */
export class Pool {
  readonly #threads: readonly Thread[]
  constructor({ threads, mutant }: Options) {
    this.#threads = Array.from({ length: threads }, () => new Thread(mutant))
  }
  async each(histories: readonly History[], take: (done: Done) => void): Promise<void> {
    const left = [...histories]
    const run = async (thread: Thread): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift())
        take(await thread.ask({ history: next, shorten: false }))
    }
    await Promise.all(this.#threads.map(run))
  }
  live(history: History): Promise<Done> {
    return this.#first.ask({ history, shorten: false })
  }
  /** The shortest one found that breaks the same rule, and what happens in it. */
  shorten(history: History): Promise<Done> {
    return this.#first.ask({ history, shorten: true })
  }
  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()))
  }
  get #first(): Thread {
    const [thread] = this.#threads
    if (thread === undefined) throw new Error('no threads')
    return thread
  }
}

/** No world takes a tenth of it, unless something in it goes round for ever: that is a broken promise too. */
const LONGEST_MS = 120_000

class Thread {
  readonly #mutant: MutantName | undefined
  #worker: Promise<Worker>
  constructor(mutant: MutantName | undefined) {
    this.#mutant = mutant
    this.#worker = this.#start()
  }
  async #start(): Promise<Worker> {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: this.#mutant === undefined ? {} : { mutant: this.#mutant },
      // Worlds make much garbage that lives for one step.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
      stdout: true,
      stderr: true,
    })
    await nextOf(worker)
    return worker
  }
  async ask(task: Task): Promise<Done> {
    const worker = await this.#worker
    const done = nextOf(worker)
    worker.postMessage(task)
    const over = new AbortController()
    const limit = task.shorten ? LONGEST_MS * 10 : LONGEST_MS
    const late = wait(limit, undefined, { signal: over.signal }).catch(() => undefined)
    const answer = await Promise.race([done, late])
    over.abort()
    if (answer !== undefined) return answer as Done
    // The worker's own loop never comes to an end: only another one can go on.
    await worker.terminate()
    this.#worker = this.#start()
    return { history: task.history, counts: {}, commands: 0, log: [], print: '', error: 'the world never ends' }
  }
  async end(): Promise<void> {
    await (await this.#worker).terminate()
  }
}
/** The next message of a worker; its error, if it breaks before. */
function nextOf(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', arrived).off('error', broke)
    }
    const arrived = (message: unknown): void => {
      settle()
      resolve(message)
    }
    const broke = (error: unknown): void => {
      settle()
      reject(error)
    }
    worker.once('message', arrived).once('error', broke)
  })
}
