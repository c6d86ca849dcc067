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

class Thread {
  readonly #worker: Worker
  readonly #ready: Promise<void>
  constructor(mutant: MutantName | undefined) {
    const workerData = mutant === undefined ? {} : { mutant }
    // Worlds make much garbage that lives for one step.
    const resourceLimits = { maxYoungGenerationSizeMb: 64 }
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData,
      resourceLimits,
      stdout: true,
      stderr: true,
    })
    this.#ready = this.#next().then(() => undefined)
  }
  async ask(task: Task): Promise<Done> {
    await this.#ready
    const done = this.#next()
    this.#worker.postMessage(task)
    return (await done) as Done
  }
  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.#worker.off('message', arrived).off('error', broke)
      }
      const arrived = (message: unknown): void => {
        settle()
        resolve(message)
      }
      const broke = (error: unknown): void => {
        settle()
        reject(error)
      }
      this.#worker.once('message', arrived).once('error', broke)
    })
  }
  async end(): Promise<void> {
    await this.#ready
    await this.#worker.terminate()
  }
}
