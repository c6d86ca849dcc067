import { type PackSum, withoutRow, withRow } from '../domain/check.ts'
import type { CommandId, GridId, Instant, PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { applyChange, type Change } from '../domain/see.ts'
import type { Exit } from '../domain/wire.ts'
import { lookNoted, type Noted, notesOf } from './changed.ts'
import { IN_LIST, numberOf, type SqlRow, textOf, type Writing } from './database.ts'
import { type Ground, gridOf } from './ground.ts'
import { markAfter } from './marks.ts'
import { type CommandRecord, writeRecord } from './records.ts'
import { keyOf, loadRows, RowSet, writeRow } from './rows.ts'
import type { CommunityState } from './server.ts'

/** What the changes of one command come to; nothing is taken over yet. */
export interface Staged {
  readonly rows: ReadonlyMap<string, Row>
  readonly exits: readonly Exit[]
  readonly regrids: readonly (readonly [PackId, GridId])[]
  readonly packs: ReadonlySet<PackId>
  readonly seq: number
}

/** The changes of two commands that take one place in history. Rows of the second must not be those of the first. */
export const together = (a: Staged, b: Staged): Staged => ({
  rows: new Map([...a.rows, ...b.rows]),
  exits: [...a.exits, ...b.exits],
  regrids: [...a.regrids, ...b.regrids],
  packs: new Set([...a.packs, ...b.packs]),
  seq: a.seq,
})

/**
 * One write transaction's pages of the book: gives seqs and marks, keeps the rows as changed so far, and writes
 * rows, exits, pack sums, commands and the head in a fixed number of calls. The one way rows come into the database.
 */
export class Ledger {
  readonly community: CommunityState
  readonly ground: Ground
  readonly rows: RowSet
  readonly packs: Map<PackId, GridId | null>
  /** The server's clock, for all of the transaction. */
  readonly now: Instant
  /** Commands known by id: loaded ones, and those of this transaction. */
  readonly records = new Map<CommandId, CommandRecord>()
  #head: CommunityState['head']
  readonly #fresh = new Map<CommandId, CommandRecord>()
  readonly #original = new Map<string, Row>()
  readonly #changed = new Map<string, Row>()
  readonly #exits: Exit[] = []
  readonly #changes = new Map<string, SqlRow>()
  readonly #packSeq = new Map<PackId, number>()
  #groundMoved = false

  constructor(community: CommunityState, ground: Ground, now: Instant) {
    this.now = now
    this.community = community
    this.ground = ground
    this.rows = new RowSet(ground.rows)
    this.packs = new Map(ground.packs)
    this.#head = community.head
  }
  /** Whether anything has come of this transaction so far. */
  get hasNews(): boolean {
    return this.#changed.size > 0
  }
  get hasNewPosts(): boolean {
    return [...this.#changed.values()].some((row) => row.kind === 'post')
  }
  get head(): CommunityState['head'] {
    return this.#head
  }
  /** Rows as the database holds them; pack c is always there. */
  load(rows: readonly Row[]): void {
    for (const row of rows) {
      const key = keyOf(row)
      if (this.#original.has(key)) continue
      this.#original.set(key, row)
      this.rows.put(row)
    }
  }
  /** Throws where a change names a row that is not there: a fault of the judge, and nothing is taken over. */
  stage(changes: readonly Change[], command: CommandId): Staged {
    const stamp = { command, seq: this.#head.seq + 1 }
    const rows = new Map<string, Row>()
    const exits: Exit[] = []
    const regrids: [PackId, GridId][] = []
    const packs = new Set<PackId>()
    for (const change of changes) {
      if (change.op === 'regrid') {
        regrids.push([change.pack, change.grid])
        packs.add(change.pack)
        continue
      }
      const key = keyOf(change)
      const before = rows.get(key) ?? this.rows.find(change.kind, change.id)
      const after = applyChange(before, change, stamp)
      if (after === undefined) throw new Error(`a change names an unknown ${change.kind}`)
      rows.set(key, after)
      packs.add(after.pack)
      if (before !== undefined && before.pack !== after.pack) {
        packs.add(before.pack)
        exits.push({ seq: stamp.seq, kind: after.kind, id: after.id, pack: before.pack })
      }
    }
    return { rows, exits, regrids, packs, seq: stamp.seq }
  }
  /** Gives the command its place in history: the next seq, which is also the staged changes'. `letIn` was held till now. */
  accept(record: Omit<CommandRecord, 'seq' | 'mark'>, staged: Staged, letIn = record): CommandRecord {
    this.#head = markAfter(this.#head, record)
    for (const row of staged.rows.values()) {
      // What the server lets in by itself is the doing of whoever sent it.
      const doing = record.type === 'held.reopen' ? letIn : record
      this.#note(notesOf(this.rows.find(row.kind, row.id), row, doing), row.seq)
      this.#take(row)
    }
    if (letIn.status === 'ok') this.#note(lookNoted(letIn), staged.seq)
    for (const pack of staged.packs) this.#touch(pack, staged.seq)
    for (const [pack, grid] of staged.regrids) {
      this.packs.set(pack, grid)
      this.#groundMoved = true
    }
    this.#exits.push(...staged.exits)
    return this.keep({ ...record, seq: this.#head.seq, mark: this.#head.hash })
  }
  /** Keeps an answer: a refused command's, or one that a later decision changed. */
  keep(record: CommandRecord): CommandRecord {
    this.records.set(record.id, record)
    this.#fresh.set(record.id, record)
    return record
  }
  #note(notes: readonly Noted[], seq: number): void {
    for (const { kind, id, fields } of notes) {
      const change = { community: this.community.id, kind, id, seq, fields: JSON.stringify(fields) }
      this.#changes.set(`${kind} ${id} ${seq}`, change)
    }
  }
  #take(row: Row): void {
    this.rows.put(row)
    this.#changed.set(keyOf(row), row)
    if (row.pack === COMMUNITY_PACK) this.#groundMoved = true
  }
  #touch(pack: PackId, seq: number): void {
    this.#packSeq.set(pack, seq)
    if (this.packs.has(pack)) return
    this.packs.set(pack, gridOf(this, pack))
    this.#groundMoved = true
  }

  /** Seven calls, whatever the number of commands; none where nothing came of them. */
  async write(tx: Writing): Promise<void> {
    const { id } = this.community
    if (this.#fresh.size === 0) return
    await this.#loadOriginals(tx)
    const sums = await this.#sums(tx)
    await tx.put(
      'entity',
      [...this.#changed.values()].map((row) => writeRow(id, row)),
    )
    await tx.put('change', [...this.#changes.values()])
    await tx.put(
      'exit',
      this.#exits.map((exit) => ({ community: id, old_pack: exit.pack, seq: exit.seq, kind: exit.kind, id: exit.id })),
    )
    await tx.put(
      'pack',
      [...sums].map(([pack, sum]) => ({
        community: id,
        id: pack,
        grid: this.packs.get(pack) ?? null,
        seq: this.#packSeq.get(pack) ?? 0,
        count: sum.count,
        hash: sum.hash,
      })),
    )
    await tx.put(
      'command',
      [...this.#fresh.values()].map((record) => writeRecord(id, record)),
    )
    const { horizon, safe, ground } = this.community
    const { seq, hash } = this.#head
    const moved = this.#groundMoved ? seq : ground
    await tx.put('community', [{ community: id, head: seq, mark: hash, horizon, safe, ground: moved }])
  }
  /** A put on a row that no judge had asked for still replaces what the database holds: its pack's sum must know. */
  async #loadOriginals(tx: Writing): Promise<void> {
    const unseen = [...this.#changed.values()].filter((row) => this.#before(row) === undefined)
    const rows = await loadRows(tx, this.community.id, {
      rows: unseen.map((row) => [row.kind, row.id] as const),
      under: [],
      packs: [],
    })
    for (const row of rows) {
      this.#original.set(keyOf(row), row)
      const now = this.#changed.get(keyOf(row))
      if (now === undefined || now.pack === row.pack) continue
      this.#exits.push({ seq: now.seq, kind: row.kind, id: row.id, pack: row.pack })
      this.#packSeq.set(row.pack, now.seq)
    }
  }
  #before(row: Row): Row | undefined {
    return this.#original.get(keyOf(row)) ?? this.ground.rows.find(row.kind, row.id)
  }
  async #sums(tx: Writing): Promise<ReadonlyMap<PackId, PackSum>> {
    const sums = new Map<PackId, PackSum>()
    for (const pack of this.#packSeq.keys()) sums.set(pack, { count: 0, hash: 0 })
    const known = await tx.all(
      `SELECT id, count, hash FROM pack WHERE community = ? AND id ${IN_LIST}`,
      this.community.id,
      JSON.stringify([...sums.keys()]),
    )
    for (const row of known) {
      sums.set(textOf(row, 'id') as PackId, { count: numberOf(row, 'count'), hash: numberOf(row, 'hash') })
    }
    for (const row of this.#changed.values()) {
      const before = this.#before(row)
      if (before !== undefined) sums.set(before.pack, withoutRow(mustHave(sums, before.pack), before))
      sums.set(row.pack, withRow(mustHave(sums, row.pack), row))
    }
    return sums
  }
}
function mustHave(sums: ReadonlyMap<PackId, PackSum>, pack: PackId): PackSum {
  const sum = sums.get(pack)
  if (sum === undefined) throw new Error('a pack was changed without being touched')
  return sum
}
