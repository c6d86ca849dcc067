import { Dexie, type Table, type Transaction } from 'dexie'
import type { PackSum } from '../domain/check.ts'
import type { AccountId, CommandId, Instant, PackId } from '../domain/ids.ts'
import type { CommandStatus } from '../domain/nouns.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import type { Bytes } from './bytes.ts'
import { Fault, isFull, isStorageError } from './fault.ts'
import { Freezing, type OnFrozen } from './frozen.ts'
import type { OutboxState } from './view.ts'

/** A pack as the server packed it or as folding left it: everything up to `seq` is in it. */
export interface PackRecord {
  readonly gen: number
  readonly id: PackId
  readonly seq: number
  readonly bytes: Bytes
}
/** One pull. Opened it is a DeltaBody; packs in `reload` changed on disk, those in `dropped` are gone. */
export interface DeltaRecord {
  readonly gen: number
  readonly k: number
  readonly reload: readonly PackId[]
  readonly dropped: readonly PackId[]
  readonly bytes: Bytes
}
/** A page or pack that waits until its pull is whole. */
export interface StagedRecord {
  readonly gen: number
  readonly key: string
  /** Of packs only. */
  readonly seq?: number
  readonly sum?: PackSum
  readonly bytes: Bytes
}
/** What the outbox, `received` and `attention` know of a command besides its body. */
interface CommandRecord {
  readonly id: CommandId
  readonly n: number
  readonly savedAt: Instant
  /** Packs it changes, as judged at the tap: bodies about a lost pack are found by them. */
  readonly packs: readonly PackId[]
  readonly bytes: Bytes
  /** The id that the server gave it, where it knows this one with other content: receipts name that. */
  readonly as?: CommandId
}
export interface OutboxRecord extends CommandRecord {
  readonly state: OutboxState
  readonly seq: number
  /** What the server had answered before its history was replaced. */
  readonly was?: CommandStatus
  /** Where in history a receipt stands that came before the answer: what it tells is as new as that. */
  readonly told?: number
}
export interface ReceivedRecord extends CommandRecord {
  readonly seq: number
  readonly status: CommandStatus
  readonly at: Instant
}
export interface AttentionRecord extends CommandRecord {
  readonly seq: number
  readonly status: 'refused' | 'held'
  readonly code: RefusalCode
  readonly at: Instant
  /** Of one that is only set aside: what the server had answered before its history was replaced. */
  readonly was?: CommandStatus
}
export interface DraftRecord {
  readonly id: CommandId
  readonly at: Instant
  readonly bytes: Bytes
}
export interface MetaRecord {
  readonly key: string
  readonly value: unknown
}

export interface Tables {
  readonly pack: Table<PackRecord, [number, string]>
  readonly delta: Table<DeltaRecord, [number, number]>
  readonly staged: Table<StagedRecord, [number, string]>
  readonly outbox: Table<OutboxRecord, string>
  readonly received: Table<ReceivedRecord, string>
  readonly attention: Table<AttentionRecord, string>
  readonly draft: Table<DraftRecord, string>
  readonly meta: Table<MetaRecord, string>
}
export type TableName = keyof Tables

/** Version 1 for good: keys are opaque and bodies additive, so that any build can read any other's outbox. */
const SCHEMA: Readonly<Record<TableName, string>> = {
  pack: '[gen+id]',
  delta: '[gen+k]',
  staged: '[gen+key]',
  outbox: 'id,n,state',
  received: 'id,at',
  attention: 'id',
  draft: 'id',
  meta: 'key',
}
export const databaseName = (account: AccountId): string => `app-${account}`

/** IndexedDB as the context gives it; tests pass fake-indexeddb. */
export interface Disk {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
  readonly onFrozen?: OnFrozen
}

export interface Database {
  readonly account: AccountId
  /**
   * One transaction, strictly durable: the promise fulfils after the commit. Opens the connection again and tries
   * once more where it was lost, and again after the page was frozen; `body` may therefore run twice and must only touch its tables.
   * Raises Fault `storage_full` or `storage_lost`.
   */
  run<T>(mode: 'r' | 'rw', tables: readonly TableName[], body: (tables: Tables) => PromiseLike<T>): Promise<T>
  /** Called after every commit that wrote, whichever page or worker made it. */
  onWrite(listener: () => void): () => void
  close(): void
}

/** Opens lazily: the first transaction does. */
export function openDatabase(disk: Disk, account: AccountId): Database {
  const name = databaseName(account)
  const dexie = new Dexie(name, {
    indexedDB: disk.indexedDB,
    IDBKeyRange: disk.IDBKeyRange,
    // Dexie's own cache shows values before they are committed (seen in three engines).
    cache: 'disabled',
    chromeTransactionDurability: 'strict',
  })
  dexie.version(1).stores(SCHEMA)
  const tables = dexie as unknown as Tables

  const freezing = new Freezing(disk.onFrozen)
  const attempt = async <T>(
    mode: 'r' | 'rw',
    names: readonly TableName[],
    body: (tables: Tables) => PromiseLike<T>,
  ) => {
    let mine: Transaction | undefined
    try {
      // Dexie follows native awaits only where the function it is given is itself async.
      return await dexie.transaction(mode, [...names], async (transaction) => {
        mine = transaction
        freezing.begin(transaction)
        return body(tables)
      })
    } finally {
      if (mine !== undefined) freezing.end(mine)
    }
  }
  return {
    account,
    async run(mode, names, body) {
      for (let isSecond = false; ; ) {
        if (freezing.thawed !== undefined) await freezing.thawed
        try {
          return await attempt(mode, names, body)
        } catch (error) {
          if (!isStorageError(error)) throw error
          if (isFull(error)) throw new Fault('storage_full', error)
          if (isSecond) throw new Fault('storage_lost', error)
          dexie.close({ disableAutoOpen: false })
          isSecond = freezing.thawed === undefined
        }
      }
    },
    onWrite(listener) {
      const prefix = `idb://${name}/`
      const heard = (parts: object): void => {
        if (Object.keys(parts).some((part) => part === 'all' || part.startsWith(prefix))) listener()
      }
      Dexie.on('storagemutated', heard)
      return () => Dexie.on.storagemutated.unsubscribe(heard)
    },
    close() {
      freezing.stop()
      dexie.close()
    },
  }
}
