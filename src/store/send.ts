import type { NewCommand } from '../domain/commands.ts'
import type { CommandId, Instant, PackId } from '../domain/ids.ts'
import { type Bytes, close, type Gzip, open } from './bytes.ts'
import type { AttentionRecord, Database, DraftRecord, OutboxRecord } from './database.ts'
import { isEmptied, readMeta, type Ticks, tick, writeMeta } from './state.ts'

/** What a view was made of: T1 saves only if all of it still holds. */
export interface JudgedOn {
  readonly gen: number
  readonly cursor: number
  readonly reload: number
  readonly n: number
}
/** A command as it lies on the disk. The place is for its author alone and never leaves the phone. */
export interface KeptCommand {
  readonly command: NewCommand
  readonly place?: string
}
export const closeCommand = ({ command, place }: KeptCommand, gzip: Gzip): Promise<Bytes> =>
  close(place === undefined ? command : { ...command, place }, gzip)
/** Raises Fault `upgrade` where only a newer build can read it. */
export async function openCommand(bytes: Bytes, gzip: Gzip): Promise<KeptCommand> {
  const { place, ...command } = (await open(bytes, gzip)) as NewCommand & Pick<KeptCommand, 'place'>
  return place === undefined ? { command } : { command, place }
}
export interface Saving {
  readonly id: CommandId
  readonly savedAt: Instant
  readonly packs: readonly PackId[]
  readonly bytes: Bytes
}
/** `moved`: judge again on a newer view. `known`: this very command was saved before. */
export type Saved = 'moved' | 'known' | { readonly n: number; readonly ticks: Ticks }

/**
 * T1. One strict transaction that compares what was judged on, draws `n` and puts one outbox record; it also drops the
 * draft that the command came from. When the promise fulfils the command is on the disk.
 */
export function saveCommand(database: Database, saving: Saving, on: JudgedOn): Promise<Saved> {
  return database.run('rw', ['outbox', 'received', 'attention', 'draft', 'meta'], async (tables) => {
    const { id } = saving
    // Asked and written all at once: each wait for an answer is as long as a screen's frame on a slow phone.
    const [draft, state, ticks, ...known] = await Promise.all([
      tables.draft.get(id),
      readMeta(tables, 'state'),
      readMeta(tables, 'ticks'),
      ...[tables.outbox.get(id), tables.attention.get(id), tables.received.get(id)],
    ])
    if (known.some((record) => record !== undefined)) {
      await tables.draft.delete(id)
      await tick(tables, 'lists')
      return 'known'
    }
    if (state.gen !== on.gen || state.cursor !== on.cursor || state.reload !== on.reload || ticks.n !== on.n)
      return 'moved'
    const n = ticks.n + 1
    const after: Ticks = { n, outbox: ticks.outbox + 1, lists: ticks.lists + (draft === undefined ? 0 : 1) }
    await Promise.all([
      tables.outbox.add({ ...saving, n, state: 'new', seq: 0 }),
      draft === undefined ? undefined : tables.draft.delete(id),
      writeMeta(tables, 'ticks', after),
    ])
    return { n, ticks: after }
  })
}

/** Takes back a command that has not left the phone; false when it has, or is not there. */
export function undoCommand(database: Database, id: CommandId): Promise<boolean> {
  return database.run('rw', ['outbox', 'meta'], async (tables) => {
    const record = await tables.outbox.get(id)
    if (record?.state !== 'new') return false
    await tables.outbox.delete(id)
    await tick(tables, 'outbox')
    return true
  })
}

export function putDraft(database: Database, draft: DraftRecord): Promise<void> {
  return database.run('rw', ['draft', 'meta'], async (tables) => {
    await tables.draft.put(draft)
    await tick(tables, 'lists')
  })
}
export function deleteDraft(database: Database, id: CommandId): Promise<void> {
  return database.run('rw', ['draft', 'meta'], async (tables) => {
    await tables.draft.delete(id)
    await tick(tables, 'lists')
  })
}

/** Held by the server a command has its place in history; without one it never got there and is only set aside here. */
export const isSetAside = (record: AttentionRecord): boolean => record.status === 'held' && record.seq === 0
export const asUnsent = ({ status: _, code: __, at: ___, ...command }: AttentionRecord): OutboxRecord => ({
  ...command,
  state: 'unsure',
})

/**
 * Takes a settled command out of the person's sight. A held one still has its place in the server's history, so it is
 * kept among the received ones in case that history is replaced; one that was only set aside goes out once more. A
 * phone that was emptied keeps nothing received: it might never hear that a backup covers it.
 */
export function dismissAttention(database: Database, id: CommandId, at: Instant): Promise<void> {
  return database.run('rw', ['attention', 'received', 'outbox', 'meta'], async (tables) => {
    const record = await tables.attention.get(id)
    if (record === undefined) return
    const { code: _, ...rest } = record
    if (isSetAside(record)) await tables.outbox.put(asUnsent(record))
    else if (record.status === 'held' && !isEmptied(await readMeta(tables, 'state')))
      await tables.received.put({ ...rest, at })
    await tables.attention.delete(id)
    await tick(tables, 'both')
  })
}
