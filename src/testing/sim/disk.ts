import { Dexie, RangeSet } from 'dexie'
import { IDBKeyRange } from 'fake-indexeddb'
import { type Chance, chanceOf } from '../../server/demo/chance.ts'
import type { Disk } from '../../store/database.ts'

/** The phone's process ended: nothing after it ran. */
export class Died extends Error {}

/** What the disk will do to one process; counts are of transactions from now on. */
export interface Misfortune {
  /** The process ends at this transaction; `inside` after its first write, so that it must be undone. */
  readonly dies?: { readonly at: number; readonly inside: boolean }
  /** The connection is found lost at this transaction, as iOS does to an app that comes back. */
  readonly losesAt?: number
  /** Every write from this one on finds the disk full. */
  readonly fullFrom?: number
}

/** What outlives every process of a phone. */
export interface Drive {
  readonly factory: IDBFactory
  readonly browser?: Browser
}

/** In so many cases another page of the same browser writes beside a transaction, and so many turns later at most. */
const STIRS = 0.05
const MOST_TURNS = 12
/** What the processes of all phones hear of each other, as pages of one browser do through Dexie. */
export class Browser {
  /** One line for each transaction that any of them begins. */
  readonly begun: string[] = []
  #chance: Chance | undefined

  /** From here on pages stir each other; a stream of its own, so that what else is drawn stays as it is. */
  stirBy(seed: string): void {
    this.#chance = chanceOf(seed)
  }
  began(database: string, what: string): void {
    this.begun.push(`${database} ${what}`)
    if (this.#chance?.happens(STIRS) === true) this.#stir(database, this.#chance.between(0, MOST_TURNS))
  }
  /** Whoever has this database open looks at it again, in the middle of whatever it is at. */
  #stir(database: string, turns: number): void {
    if (turns > 0) setImmediate(() => this.#stir(database, turns - 1))
    else Dexie.on.storagemutated.fire({ [`idb://${database}/meta/`]: new RangeSet() })
  }
}

/**
 * One process of a phone: its own view of a disk that outlives it. What goes wrong goes wrong where the browser would:
 * at IDBDatabase.transaction and at put, below the product's own code.
 */
export class Process {
  readonly disk: Disk
  readonly #browser: Browser | undefined
  #plan: Misfortune = {}
  #count = 0
  isDead = false

  constructor({ factory, browser }: Drive) {
    this.#browser = browser
    const open = (...args: Parameters<IDBFactory['open']>): IDBOpenDBRequest => {
      const request = factory.open(...args)
      // Before the product's own listener: listeners run in the order in which they came.
      request.addEventListener('success', () => this.#watch(request.result))
      return request
    }
    const indexedDB = new Proxy(factory, { get: (of, key) => (key === 'open' ? open : bound(of, key)) })
    this.disk = { indexedDB, IDBKeyRange }
  }
  expect(plan: Misfortune): void {
    this.#plan = plan
    this.#count = 0
  }
  die(): never {
    this.isDead = true
    throw new Died()
  }

  #watch(db: IDBDatabase): void {
    const begin = db.transaction.bind(db)
    db.transaction = (names, mode, options) => {
      if (this.isDead) throw new Died()
      const at = this.#count++
      this.#browser?.began(db.name, `${mode} ${names}`)
      const { dies, losesAt, fullFrom } = this.#plan
      if (dies !== undefined && at >= dies.at && (!dies.inside || mode !== 'readwrite')) this.die()
      if (at === losesAt) {
        db.close()
        throw new DOMException('The connection was lost', 'InvalidStateError')
      }
      if (fullFrom !== undefined && at >= fullFrom && mode === 'readwrite')
        throw new DOMException('The disk is full', 'QuotaExceededError')
      const transaction = begin(names, mode, options)
      if (dies !== undefined && at >= dies.at) this.#endInside(transaction)
      return transaction
    }
  }
  /** The second write of the transaction never comes, and the first is undone. */
  #endInside(transaction: IDBTransaction): void {
    const open = transaction.objectStore.bind(transaction)
    let writes = 0
    transaction.objectStore = (name) => {
      const table = open(name)
      const put = table.put.bind(table)
      table.put = (...args) => (writes++ === 0 ? put(...args) : this.die())
      return table
    }
    transaction.addEventListener('complete', () => {
      this.isDead = true
    })
  }
}
function bound(of: IDBFactory, key: string | symbol): unknown {
  const value: unknown = Reflect.get(of, key)
  return typeof value === 'function' ? value.bind(of) : value
}
