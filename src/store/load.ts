import type { PackId, PersonId } from '../domain/ids.ts'
import { COMMUNITY_PACK, readPack } from '../domain/packs.ts'
import type { PackBody } from '../domain/wire.ts'
import { type Gzip, open, openEach } from './bytes.ts'
import type {
  AttentionRecord,
  Database,
  DeltaRecord,
  DraftRecord,
  OutboxRecord,
  PackRecord,
  Tables,
} from './database.ts'
import { Fault } from './fault.ts'
import { EMPTY_MIRROR, editMirror, listOf, type Mirror } from './mirror.ts'
import { type DeltaBody, type Health, readMeta, type SyncState, type Ticks } from './state.ts'

/** What the page has already in memory, so that a read brings only the rest. */
export interface Known {
  readonly ticks: Ticks
  /** Of the state last seen. */
  readonly rev: number
  readonly gen: number
  readonly reload: number
  /** Number of the first delta not yet applied. */
  readonly next: number
  readonly packs: ReadonlySet<PackId>
  /** The last look saw the end of the stream: from there on deltas name the packs that are new. */
  readonly ready: boolean
}
/** One consistent look at the disk: everything read in one transaction. Undefined lists have not changed. */
export interface Look {
  readonly state: SyncState
  readonly health: Health
  readonly ticks: Ticks
  readonly outbox: readonly OutboxRecord[] | undefined
  readonly attention: readonly AttentionRecord[] | undefined
  readonly drafts: readonly DraftRecord[] | undefined
  /** True when the mirror is to be made from nothing. */
  readonly whole: boolean
  readonly packs: readonly PackRecord[]
  readonly deltas: readonly DeltaRecord[]
}
const LAST_KEY = '\uffff'

export async function look(database: Database, seenNow: () => Known): Promise<Look> {
  if (seenNow().gen === 0) return lookAtAll(database, seenNow())
  const glance = await database.run('r', ['meta'], readAll)
  const { state, ticks } = glance
  // Asked after the glance: the page's own tap, which it has heard of, may have come into the memory meanwhile.
  const known = seenNow()
  const isSame = state.rev === known.rev && state.shown === known.gen && ticks.lists === known.ticks.lists
  // A page hears of its own commits too: the next tap need not wait until all tables were read for nothing.
  if (isSame && ticks.outbox === known.ticks.outbox) {
    return {
      ...glance,
      outbox: undefined,
      attention: undefined,
      drafts: undefined,
      whole: false,
      packs: [],
      deltas: [],
    }
  }
  return lookAtAll(database, known)
}
async function readAll(tables: Tables): Promise<Pick<Look, 'state' | 'health' | 'ticks'>> {
  const [state, health, ticks] = await Promise.all([
    readMeta(tables, 'state'),
    readMeta(tables, 'health'),
    readMeta(tables, 'ticks'),
  ])
  return { state, health, ticks }
}
function lookAtAll(database: Database, known: Known): Promise<Look> {
  return database.run('r', ['pack', 'delta', 'outbox', 'attention', 'draft', 'meta'], async (tables) => {
    const { state, health, ticks } = await readAll(tables)
    const lists = ticks.lists !== known.ticks.lists
    const [outbox, attention, drafts] = await Promise.all([
      ticks.outbox === known.ticks.outbox ? undefined : tables.outbox.orderBy('n').toArray(),
      lists ? tables.attention.toArray() : undefined,
      lists ? tables.draft.toArray() : undefined,
    ])
    return { state, health, ticks, outbox, attention, drafts, ...(await lookAtRows(tables, state, known)) }
  })
}

async function lookAtRows(
  tables: Tables,
  state: SyncState,
  known: Known,
): Promise<Pick<Look, 'whole' | 'packs' | 'deltas'>> {
  const { shown, gen, deltas: kept } = state
  // Deltas that were folded before this page saw them are found only in their packs.
  const missed = shown === gen && kept.first > known.next
  const whole = shown !== known.gen || state.reload !== known.reload || missed
  const from = whole ? 0 : known.next
  const deltas = await tables.delta.where('[gen+k]').between([shown, from], [shown, Number.MAX_SAFE_INTEGER]).toArray()
  const ofGen = tables.pack.where('[gen+id]').between([shown, ''], [shown, LAST_KEY])
  if (whole) return { whole, deltas, packs: await ofGen.toArray() }
  const wanted = new Set<string>(deltas.flatMap((delta) => delta.reload))
  // The last packs of a stream and its end may have come since the last look.
  if (!known.ready && shown === gen) {
    for (const key of await ofGen.primaryKeys()) if (!known.packs.has(key[1] as PackId)) wanted.add(key[1])
  }
  const packs = await tables.pack.bulkGet([...wanted].map((id): [number, string] => [shown, id]))
  return { whole, deltas, packs: packs.filter((pack) => pack !== undefined) }
}

export interface Unpacker {
  readonly gzip: Gzip
  readonly person: PersonId
  /** The building that the person has asked for comes with the own ones. */
  readonly first?: string
  /** Lets the screen have the thread; asked whenever SLICE ms have gone. */
  pause(): Promise<void>
  clock(): number
}
const SLICE = 8
export interface Unpacked {
  readonly mirror: Mirror
  readonly packs: ReadonlySet<PackId>
  /** True when packs were left out because only a newer build can read them. */
  readonly unreadable: boolean
}

/**
 * Unpacks what a look brought onto the mirror before it, in slices. Own packs come first; `onOwn` is called once they
 * are readable while others still wait, on a page that shows nothing yet.
 */
export async function unpack(
  unpacker: Unpacker,
  from: { look: Look; before: Unpacked },
  onOwn: (own: Unpacked) => void,
): Promise<Unpacked> {
  const { look: seen, before } = from
  const base = seen.whole ? EMPTY_MIRROR : before.mirror
  const packs = new Set(seen.whole ? [] : before.packs)
  let edit = editMirror(base)
  // Before the packs: one that was lost and came back lies on the disk.
  if (!seen.whole) for (const delta of seen.deltas) for (const pack of delta.dropped) edit.dropPack(pack)
  let unreadable = false
  let sliceEnds = unpacker.clock() + SLICE
  const take = async (record: PackRecord, opening: Promise<unknown>): Promise<void> => {
    if (unpacker.clock() >= sliceEnds) {
      await unpacker.pause()
      sliceEnds = unpacker.clock() + SLICE
    }
    try {
      const body = (await opening) as Pick<PackBody, 'rows'>
      edit.putPack(record.id, record.seq, body.rows)
      packs.add(record.id)
    } catch (error) {
      if (!(error instanceof Fault && error.kind === 'upgrade')) throw error
      unreadable = true
    }
  }
  const deltas = await Promise.all(
    seen.deltas.map(async (record) => (await open(record.bytes, unpacker.gzip)) as DeltaBody),
  )
  // The newest posts may lie in a delta.
  const peek = (): Mirror => {
    for (const body of deltas)
      edit.apply(
        body.rows.filter((row) => row.kind === 'post'),
        [],
      )
    return edit.done()
  }
  const { own, others } = await arrange(unpacker, seen.packs, { take, peek })
  const finish = (): Unpacked => {
    for (const body of deltas) {
      edit.apply(
        body.rows.filter((row) => others.length === 0 || packs.has(row.pack)),
        body.exits,
      )
    }
    return { mirror: edit.done(), packs: new Set(packs), unreadable }
  }
  for (const [record, opening] of openEach(own, unpacker.gzip)) await take(record, opening)
  if (others.length > 0) {
    // What a page shows already stays until all of the new is there: nothing vanishes meanwhile.
    if (before.packs.size === 0) {
      onOwn(finish())
      edit = editMirror(edit.done())
    }
    for (const [record, opening] of openEach(others.splice(0), unpacker.gzip)) await take(record, opening)
  }
  return finish()
}

/** The community's pack is taken at once: it tells which leaf grids are the person's own. */
async function arrange(
  { person, first, gzip }: Unpacker,
  records: readonly PackRecord[],
  with_: { take(record: PackRecord, opening: Promise<unknown>): Promise<void>; peek(): Mirror },
): Promise<{ own: PackRecord[]; others: PackRecord[] }> {
  const community = records.find((record) => record.id === COMMUNITY_PACK)
  if (community !== undefined) await with_.take(community, open(community.bytes, gzip))
  const isOwn = ownPacks(person, with_.peek())
  const rest = records.filter((record) => record !== community)
  const isFirst = (id: PackId): boolean => {
    const name = readPack(id)
    return isOwn(id) || name?.sort !== 'b' || name.building === first
  }
  return { own: rest.filter(({ id }) => isFirst(id)), others: rest.filter(({ id }) => !isFirst(id)) }
}
/** The person's own pack and the buildings of the grids that he holds a post in, not those further below. */
export function ownPacks(person: PersonId, mirror: Mirror): (pack: PackId) => boolean {
  const grids = new Set<string>()
  for (const row of listOf(mirror.shelves.get('post'))) {
    if (row.kind === 'post' && row.body.person === person) grids.add(row.body.grid)
  }
  return (pack) => {
    const name = readPack(pack)
    return name?.sort === 'c' || name?.sort === 'p' || (name?.sort === 'b' && grids.has(name.grid))
  }
}
