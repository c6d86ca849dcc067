import { Fault } from './fault.ts'

/** Works that may wait: a crowd of as many has its answers sooner than a phone takes a silent server for gone. */
export const QUEUE = 2_000

/** Works wait for each other in the order they came; beyond the limit newcomers are told that the server is busy. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0
  readonly #limit: number
  constructor(limit: number) {
    this.#limit = limit
  }
  get isIdle(): boolean {
    return this.#waiting === 0
  }
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#limit) throw new Fault('busy', 'Too many requests are waiting.')
    this.#waiting += 1
    const turn = this.#last.then(work)
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    )
    try {
      return await turn
    } finally {
      this.#waiting -= 1
    }
  }
  /** Resolves when all that wait now have had their turn. */
  async rest(): Promise<void> {
    await this.#last
  }
}
