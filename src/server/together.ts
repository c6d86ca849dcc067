import { setImmediate as nextTurn } from 'node:timers/promises'
import { Fault } from './fault.ts'

/** How a database does works in one transaction. */
export interface Doing {
  /** All that `work` does is on disk afterwards, or nothing is. */
  transaction(work: () => Promise<void>): Promise<void>
  /** One work among others: where it throws, what it did is undone and the others stay. */
  apart<T>(work: () => Promise<T>): Promise<T>
  /** The transaction has ended under our hands: none of its works counts. */
  isOver(): boolean
}
interface Waiting {
  /** Gives how to tell that it is on disk. */
  readonly begin: () => Promise<() => void>
  readonly fail: (error: unknown) => void
}

/** Others are to have the thread, and phones their answers, after this long. */
const LONGEST_MS = 50

/**
 * Works that wait are done together, each on what those before it left: the flush at the end of a transaction takes
 * longer than most works do. Nobody is told before that flush.
 */
export class Together {
  readonly #doing: Doing
  readonly #limit: number
  readonly #waiting: Waiting[] = []
  #open = 0

  constructor(doing: Doing, limit: number) {
    this.#doing = doing
    this.#limit = limit
  }
  get isWaiting(): boolean {
    return this.#waiting.length > 0
  }
  /** Fault busy beyond the limit. `first` is true where nobody else has asked for a turn yet. */
  join<T>(work: () => Promise<T>): { readonly done: Promise<T>; readonly first: boolean } {
    if (this.#open >= this.#limit) throw new Fault('busy', 'Too many requests are waiting.')
    this.#open++
    const first = !this.isWaiting
    const done = new Promise<T>((resolve, reject) => {
      const begin = async (): Promise<() => void> => {
        const result = await work()
        return () => resolve(result)
      }
      this.#waiting.push({ begin, fail: reject })
    })
    return { done: done.finally(() => this.#open--), first }
  }

  /** One transaction of those that wait; whoever has arrived meanwhile is taken along. */
  async run(): Promise<void> {
    await nextTurn()
    if (!this.isWaiting) return
    const begun: Waiting[] = []
    const tell: (() => void)[] = []
    try {
      await this.#doing.transaction(async () => {
        const ends = performance.now() + LONGEST_MS
        while (this.#waiting.length > 0 && (begun.length === 0 || performance.now() < ends)) {
          const one = this.#waiting.shift() as Waiting
          begun.push(one)
          tell.push(await this.#one(one))
        }
      })
    } catch (error) {
      for (const one of begun) one.fail(error)
      return
    }
    for (const each of tell) each()
  }
  /** No turn is to be had. */
  fail(error: unknown): void {
    for (const one of this.#waiting.splice(0)) one.fail(error)
  }
  async #one({ begin, fail }: Waiting): Promise<() => void> {
    try {
      return await this.#doing.apart(begin)
    } catch (error) {
      if (this.#doing.isOver()) throw error
      return () => fail(error)
    }
  }
}
