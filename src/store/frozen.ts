import { isStorageError } from './fault.ts'

/** Calls back with true before the browser freezes this page, with false when it goes on; gives the way to stop. */
export type OnFrozen = (listener: (isFrozen: boolean) => void) => () => void

/**
 * A transaction of a frozen page never ends and holds up all pages and the worker: WebKit 2.50 keeps pages that were
 * left, and closing a connection waits for it. So what is under way is given up before, and done anew when the page
 * goes on. Can go once WebKit keeps no page with an open transaction.
 */
export class Freezing {
  /** How often the page was frozen: what failed meanwhile may have been given up. */
  times = 0
  /** While it is frozen; fulfils when it goes on. */
  thawed: Promise<void> | undefined
  readonly stop: () => void
  readonly #underWay = new Set<{ abort(): void }>()
  #thaw = (): void => undefined

  constructor(onFrozen: OnFrozen | undefined) {
    this.stop = onFrozen?.((isFrozen) => this.#heard(isFrozen)) ?? (() => undefined)
  }
  begin(transaction: { abort(): void }): void {
    this.#underWay.add(transaction)
  }
  end(transaction: { abort(): void }): void {
    this.#underWay.delete(transaction)
  }
  #heard(isFrozen: boolean): void {
    this.#thaw()
    this.thawed = isFrozen ? new Promise((resolve) => (this.#thaw = resolve)) : undefined
    if (!isFrozen) return
    this.times++
    for (const transaction of this.#underWay) giveUp(transaction)
  }
}

/** One that is already being committed ends by itself, in the browser's own process. */
function giveUp(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch (error) {
    if (!isStorageError(error)) throw error
  }
}
