import { setImmediate as nextTurn } from 'node:timers/promises'
import { Fault } from './fault.ts'

/** How a database does works in one transaction. */
export interface Doing<Tx> {
  /** All that `work` does is on disk afterwards, or nothing is. May run it again from its beginning. */
  transaction(work: (tx: Tx) => Promise<void>): Promise<void>
  /** One work among others: where it throws, what it did is undone and the others stay. */
  apart<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Whether the transaction itself has come to its end with this error: then none of its works counts. */
  isOver(error: unknown): boolean
}
interface Waiting<Tx> {
  /** Gives how to tell that it is on disk. */
  readonly begin: (tx: Tx) => Promise<() => void>
  readonly fail: (error: unknown) => void
}

/** Others are to have the thread or the row, and phones their answers, after this long. */
const LONGEST_MS = 50

/**
 * Works that wait are done together, each on what those before it left: the flush at the end of a transaction takes
 * longer than most works do. Nobody is told before that flush.
 */
export class Together<Tx> {
  readonly #doing: Doing<Tx>
  readonly #limit: number
  readonly #waiting: Waiting<Tx>[] = []
  #open = 0
  #running: Promise<void> | undefined

  constructor(doing: Doing<Tx>, limit: number) {
    this.#doing = doing
    this.#limit = limit
  }
  get isIdle(): boolean {
    return this.#open === 0
  }
  /** In the order in which they came. Fault busy beyond the limit. */
  async join<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#open >= this.#limit) throw new Fault('busy', 'Too many requests are waiting.')
    this.#open++
    const done = new Promise<T>((resolve, reject) => {
      const begin = async (tx: Tx): Promise<() => void> => {
        const result = await work(tx)
        return () => resolve(result)
      }
      this.#waiting.push({ begin, fail: reject })
    })
    this.#running ??= this.#runAll()
    try {
      return await done
    } finally {
      this.#open--
    }
  }
  /** Resolves when all that wait now have been told. */
  async rest(): Promise<void> {
    await this.#running
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#runSome()
    this.#running = undefined
  }
  /** One transaction of those that wait; whoever arrives meanwhile is taken along. */
  async #runSome(): Promise<void> {
    await nextTurn()
    const begun: Waiting<Tx>[] = []
    const isAlone = this.#waiting.length === 1
    const take = (): Waiting<Tx> => {
      const one = this.#waiting.shift() as Waiting<Tx>
      begun.push(one)
      return one
    }
    let tell: (() => void)[] = []
    try {
      await this.#doing.transaction(async (tx) => {
        if (isAlone) {
          tell = [await (begun[0] ?? take()).begin(tx)]
          return
        }
        tell = []
        for (const one of begun) tell.push(await this.#one(tx, one))
        const ends = performance.now() + LONGEST_MS
        while (this.#waiting.length > 0 && (begun.length === 0 || performance.now() < ends)) {
          tell.push(await this.#one(tx, take()))
        }
      })
    } catch (error) {
      for (const one of begun.length > 0 ? begun : this.#waiting.splice(0)) one.fail(error)
      return
    }
    for (const each of tell) each()
  }
  async #one(tx: Tx, { begin, fail }: Waiting<Tx>): Promise<() => void> {
    try {
      return await this.#doing.apart(tx, begin)
    } catch (error) {
      if (this.#doing.isOver(error)) throw error
      return () => fail(error)
    }
  }
}
