import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import type { NewCommand } from '../../domain/commands.ts'
import type { CommandId, PackId } from '../../domain/ids.ts'
import type { Row } from '../../domain/nouns.ts'
import { historyPack } from '../../domain/packs.ts'
import { VISITS_IN_PACK } from '../../domain/visit.ts'
import { type CommandRecord, loadRecords } from '../../server/records.ts'
import { loadRows } from '../../server/rows.ts'
import type { Bytes } from '../../store/bytes.ts'
import type { OpenStore } from '../../store/open.ts'
import type { RoundResult } from '../../sync/round.ts'
import { COMMUNITY } from '../community.ts'
import { ClaimChecks } from './claim-checks.ts'
import { doorsLieInTheirStairs } from './door-checks.ts'
import { FormerChecks } from './former-checks.ts'
import { asTexts, lookAt, type OnDisk } from './look.ts'
import type { Phone } from './phone.ts'
import { holdsNothingBeyond } from './scope-checks.ts'
import type { Machine } from './server.ts'
import { lostValues } from './values.ts'

interface Watched {
  readonly counts: Readonly<Record<string, number>>
  count(what: string, times: number): void
  readonly phones: readonly Phone[]
  readonly machine: Machine
}
/** The first byte of a body that this build cannot read. */
const NEWER = 99
/** store/curtain.ts. */
const CLOSES_AFTER = 14 * 86_400_000
/** Kinds of which a visible difference would be noticed first. */
const SHOWN = [
  'building',
  'household',
  'resident',
  'visit',
  'need',
  'conflict',
  'post',
  'held',
  'receipt',
  'task',
  'seat',
  'claim',
  'holding',
  'disclosure',
  'sheet',
] as const

/** What must hold, taken from raw tables and from the world's own list of what was committed. */
export class Checks {
  /** Every command that somebody tried to save, saved or not: a phone may have died right after the commit. */
  readonly attempted = new Set<CommandId>()
  /** Households that somebody wanted to become one, or two again. */
  readonly merged = new Set<string>()
  readonly #world: Watched
  readonly #claims: ClaimChecks
  readonly #former: FormerChecks
  readonly #seen = new Map<Phone, { gen: number; cursor: number }>()
  /** What page and disk last agreed on. */
  readonly #agreed = new Map<Phone, { store: OpenStore; print: string; curtained: boolean }>()
  /** Bodies that a newer build wrote, with what they are to a build that can read them. */
  readonly #newer: { readonly phone: Phone; readonly id: CommandId; readonly first: number }[] = []

  constructor(world: Watched) {
    this.#world = world
    this.#claims = new ClaimChecks(world.machine)
    this.#former = new FormerChecks(world.machine)
  }

  nothingOutlivesItsPost(): Promise<void> {
    return this.#claims.nothingOutlivesItsPost()
  }
  async tapped(phone: Phone, command: NewCommand): Promise<void> {
    this.attempted.add(command.id)
    await this.#former.tapped(phone, command)
  }
  /** I6, I7 and I8: true after every single step. */
  async always(phone: Phone): Promise<void> {
    const store = await phone.store()
    await store.refresh()
    const disk = await lookAt(store.database)
    const { gen, cursor } = disk.state
    const before = this.#seen.get(phone) ?? { gen: 0, cursor: 0 }
    if (gen === before.gen) ok(cursor >= before.cursor, `I7 ${phone.name}: ${before.cursor} became ${cursor}`)
    else ok(gen > before.gen, `I7 ${phone.name}: generation ${before.gen} became ${gen}`)
    this.#seen.set(phone, { gen, cursor })
    this.#claims.note(phone, disk)
    await this.#claims.always()
    if (!phone.wasEmptied && !isCurtained(phone, store)) this.#showsOwnVisits(phone, store, disk)
    await this.#showsWhatADiskHolds(phone, store, disk)
  }
  /** A visit of one's own never vanishes while it is neither refused, held, nor beyond the window. */
  #showsOwnVisits(phone: Phone, store: OpenStore, { packs }: OnDisk): void {
    const view = store.view()
    const aside = new Set(store.status().attention.map((one) => one.command.id))
    const rows = [...packs.values()].flatMap((each) => [...each.values()])
    for (const [id, household] of phone.promised) {
      if (household === null || phone.dismissed.has(id) || this.#isNewer(phone, id)) continue
      if (view('household', household) === undefined || aside.has(id) || view('visit', id) !== undefined) continue
      // Where two households became one, the visits of both fill one window, and part again from what is in it.
      if (this.merged.has(household)) continue
      const inWindow = rows.filter((row) => row.kind === 'visit' && row.body.household === household)
      ok(inWindow.length >= VISITS_IN_PACK, `I6 ${phone.name}: ${id} is not shown`)
    }
  }
  #isNewer = (phone: Phone, id: CommandId): boolean => this.#newer.some((one) => one.phone === phone && one.id === id)

  /** A page that has just been opened shows what the one that has been open all along shows. */
  async #showsWhatADiskHolds(phone: Phone, store: OpenStore, { print }: OnDisk): Promise<void> {
    const now = { store, print, curtained: isCurtained(phone, store) }
    const before = this.#agreed.get(phone)
    if (before?.store === store && before.print === print && before.curtained === now.curtained) return
    const other = await phone.openStore()
    // Both look within the two looks that must agree: what was written after the page's last one it cannot show.
    await store.refresh()
    await other.refresh()
    const [mine, theirs] = [shownBy(store), shownBy(other)]
    other.close()
    // A round of the phone's own that was given up may have written between the two looks: at rest nothing does.
    if ((await lookAt(store.database)).print !== print) return
    deepStrictEqual(mine, theirs, `I8 ${phone.name}`)
    this.#agreed.set(phone, now)
  }

  /** A round in fair weather leaves nothing unanswered behind, whatever became of the commands before it. */
  async nothingWaits(phone: Phone, result: RoundResult | 'died'): Promise<void> {
    if (result === 'died' || result.trouble !== null) return
    const { outbox } = await lookAt((await phone.store()).database)
    const waiting = outbox.filter(({ id, state }) => state !== 'acked' && !this.#isNewer(phone, id as CommandId))
    deepStrictEqual(waiting, [], `I9 ${phone.name}`)
    const store = await phone.store()
    this.#claims.knows(phone, store)
  }

  /** A newer build was here for a while, and left a body that this one cannot read. */
  async writeNewer(phone: Phone): Promise<string> {
    const { database } = await phone.store()
    const written = await database.run('rw', ['outbox'], async ({ outbox }) => {
      const record = await outbox.where('state').equals('new').last()
      const first = record?.bytes[0]
      if (record === undefined || first === undefined || first === NEWER) return undefined
      await outbox.put({
        ...record,
        bytes: Uint8Array.from(record.bytes, (byte, i) => (i === 0 ? NEWER : byte)) as Bytes,
      })
      return { phone, id: record.id, first }
    })
    if (written !== undefined) this.#newer.push(written)
    // The build that wrote it had its own page.
    phone.close()
    return written?.id ?? 'nothing'
  }
  /** I10: all the rest is sent meanwhile, nothing of it was lost, and the newer build sends it. */
  async bringNewerBack(): Promise<void> {
    for (const { phone } of this.#newer) {
      const result = await phone.round()
      ok(result === 'died' || result.trouble !== 'upgrade', `I10 ${phone.name}: the rest is not sent`)
      await this.nothingWaits(phone, result)
    }
    for (const { phone, id, first } of this.#newer.splice(0)) {
      const { database } = await phone.store()
      await database.run('rw', ['outbox'], async ({ outbox }) => {
        const record = await outbox.get(id)
        ok(record !== undefined && record.bytes[0] === NEWER, `I10 ${phone.name}: ${id} is gone`)
        await outbox.put({
          ...record,
          bytes: Uint8Array.from(record.bytes, (byte, i) => (i === 0 ? first : byte)) as Bytes,
        })
      })
      phone.close()
    }
  }

  /** At rest: everything that was promised. */
  async atRest(): Promise<void> {
    const { phones } = this.#world
    const records = await this.#world.machine.server.db.read((tx) => loadRecords(tx, COMMUNITY, [...this.attempted]))
    const judged = new Map(records.map((record) => [record.id, record]))
    const rows = await this.#allRows()
    for (const { status } of records) this.#world.count(`ended ${status}`, 1)
    await this.#claims.count((what, times) => this.#world.count(what, times))
    for (const report of phones.flatMap((phone) => phone.reports)) this.#world.count(report, 1)
    for (const phone of phones) {
      const disk = await lookAt((await phone.store()).database)
      await this.#holdsWhatTheServerHolds(phone, disk)
      await holdsNothingBeyond(this.#world.machine, phone, disk.state.packs)
      keptEveryCommand(phone, disk, judged)
      this.#claims.turnedNoneAway(phone, judged, rows)
    }
    await this.#happenedOnce(records)
    deepStrictEqual(astray(rows), [], 'I12')
    await doorsLieInTheirStairs(this.#world.machine)
    this.#keptEveryValue(records, rows)
    // What was restored was redrawn in another world, and a clock that jumps puts what it noted on another day.
    const { restored = 0, 'clock jumps': jumps = 0 } = this.#world.counts
    if (restored + jumps === 0) await this.#former.atRest(judged)
    // Packs that differ are healed by being fetched again: it must never have been needed.
    const repairs = phones.flatMap((phone) => phone.reports.filter((what) => what.startsWith('repair')))
    deepStrictEqual(repairs, [], 'I1: a pack had to be fetched again')
  }
  async #holdsWhatTheServerHolds(phone: Phone, disk: OnDisk): Promise<void> {
    const { packs, state, bodiesOf, about } = disk
    const { db } = this.#world.machine.server
    const rows = await db.read((tx) => loadRows(tx, COMMUNITY, { rows: [], under: [], packs: state.packs }))
    const mine = [...packs.values()].flatMap((each) => [...each.values()])
    deepStrictEqual(asTexts(mine), asTexts(rows as readonly Row[]), `I1 ${phone.name}`)
    await this.#showsThem(phone, disk, rows)
    const [row] = await db.read((tx) => tx.all('SELECT safe FROM community'))
    for (const { id, packs: of, seq } of about) {
      const isLost = of.some((pack) => state.lost[pack] !== undefined && !state.packs.includes(pack))
      ok(!isLost || seq > Number(row?.['safe']), `I5 ${phone.name}: ${id} is still there, and a backup covers it`)
    }
    for (const pack of bodiesOf) ok(state.packs.includes(pack), `I5 ${phone.name}: a body of ${pack} is left`)
  }
  /** With nothing of its own on the way a phone shows the server's rows themselves, not what its own code makes of them. */
  async #showsThem(phone: Phone, { outbox, state }: OnDisk, rows: readonly Row[]): Promise<void> {
    const store = await phone.store()
    await store.refresh()
    if (outbox.length > 0 || isCurtained(phone, store) || state.shown !== state.gen) return
    const held = rows.filter(({ kind }) => (SHOWN as readonly string[]).includes(kind))
    const shown = SHOWN.flatMap((kind) => store.view().all(kind) as readonly Row[])
    deepStrictEqual(asTexts(shown), asTexts(held), `I8 ${phone.name} at rest`)
    this.#world.count('shown as held', 1)
  }
  async #happenedOnce(records: readonly CommandRecord[]): Promise<void> {
    const { db } = this.#world.machine.server
    const found = await db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'visit'"))
    const visits = found.map((row) => String(row['id'])).sort()
    const accepted = records.filter(({ type, status }) => type === 'visit.log' && status === 'ok')
    deepStrictEqual(visits, accepted.map(({ id }) => id as string).sort(), 'I3')
  }
  #allRows(): Promise<readonly Row[]> {
    return this.#world.machine.server.db.read(async (tx) => {
      const packs = await tx.all('SELECT id FROM pack')
      const ids = packs.map((row) => String(row['id']) as PackId)
      return loadRows(tx, COMMUNITY, { rows: [], under: [], packs: ids })
    })
  }
  /** After a restore commands come back in another order, and one that builds on a later one is the newer. */
  #keptEveryValue(records: readonly CommandRecord[], rows: readonly Row[]): void {
    if (this.#world.counts['restored'] !== undefined) return
    deepStrictEqual(lostValues(rows, records), [], 'I11')
  }
}
/** Rows about a household that is not there or has become another's, or that lie elsewhere. */
function astray(rows: readonly Row[]): readonly string[] {
  const households = new Map(rows.flatMap((row) => (row.kind === 'household' ? [[row.id, row] as const] : [])))
  return rows.flatMap((row) => {
    if (row.kind !== 'resident' && row.kind !== 'visit' && row.kind !== 'need' && row.kind !== 'conflict') return []
    if (row.body.household === undefined) return []
    const { pack, body } = households.get(row.body.household) ?? {}
    const isThere = body?.ended?.why !== 'merged' || row.kind === 'conflict'
    if (isThere && pack !== undefined && (row.pack === pack || row.pack === historyPack(pack))) return []
    return [`${row.kind} ${row.id} in ${row.pack} of ${row.body.household} in ${pack}, ${body?.ended?.why ?? 'there'}`]
  })
}

/** Each ends accepted, in conflict, refused or held, and the phone says what the server says. */
function keptEveryCommand(phone: Phone, disk: OnDisk, judged: ReadonlyMap<string, CommandRecord>): void {
  const { outbox, received, attention, state } = disk
  deepStrictEqual(
    outbox.map(({ id, state: at }) => `${id} ${at}`).filter((one) => !one.endsWith(' acked')),
    [],
    `I2 ${phone.name}: never sent`,
  )
  for (const id of phone.promised.keys()) {
    const there = judged.get(id)?.status
    const aside = attention.get(id)
    const here = received.get(id) ?? aside?.status
    // Alone it made every request fail: it waits for a person, and the server need not know it.
    if (aside?.status === 'held' && aside.seq === 0) continue
    if (here === undefined && phone.dismissed.has(id)) continue
    if (here === undefined && phone.wasEmptied && (there !== undefined || phone.answered.has(id))) continue
    // Refused at once it left no trace in any history, and its author knows.
    if (there === undefined && here === 'refused') continue
    ok(there !== undefined, `I2 ${phone.name}: ${id} is not on the server`)
    // Shut out, the person cannot hear what became of it since.
    if (state.packs.length === 0) continue
    // What was received about a lost pack goes once a backup covers it.
    if (here === undefined && phone.lostPacks && (there === 'ok' || there === 'conflict')) continue
    strictEqual(here, there, `I2 ${phone.name}: ${id}`)
  }
}
/** By its own clock this phone has not heard of the server for so long that it shows doors alone. */
function isCurtained(phone: Phone, store: OpenStore): boolean {
  const { freshAt, clockOffset } = store.status()
  return freshAt !== null && phone.now() + clockOffset - Date.parse(freshAt) > CLOSES_AFTER
}
function shownBy(store: OpenStore): readonly string[] {
  const view = store.view()
  const { attention, waiting } = store.status()
  return [
    // What a pending command made has no place in history yet, and no screen asks for it.
    ...asTexts(SHOWN.flatMap((kind) => (view.all(kind) as readonly Row[]).map((row) => ({ ...row, seq: 0 })))),
    ...attention.map((one) => `${one.command.id} ${one.status}`),
    ...waiting.map((one) => `${one.command.id} ${one.state}`),
  ]
}
