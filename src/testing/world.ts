import { expect } from 'vitest'
import type { NewCommand } from '../domain/commands.ts'
import { type CommandId, instantOf, makeCommandId } from '../domain/ids.ts'
import type { Row, RowOf } from '../domain/nouns.ts'
import { VISITS_IN_PACK } from '../domain/visit.ts'
import { administer } from '../server/admin.ts'
import { loadRecords } from '../server/records.ts'
import { loadRows } from '../server/rows.ts'
import { readState } from '../store/health.ts'
import { aServer, COMMUNITY, endPost, givePost, type TestServer, who } from './community.ts'
import { FAIR, Phone, type Weather } from './world-phone.ts'

/** What a world met on its way: a seed in which nothing happened proves nothing. */
export interface Met {
  saved: number
  deaths: number
  lost: number
  restores: number
  moves: number
}
const PEOPLE = ['leader1', 'leader2', 'micro', 'staff'] as const
const STAIRS = ['s1', 's2', 's3'] as const
const HOUR = 3_600_000

/** One real server, several phones and one seed: everything that happens follows from the seed. */
export class World {
  readonly phones: readonly Phone[]
  readonly met: Met = { saved: 0, deaths: 0, lost: 0, restores: 0, moves: 0 }
  server: TestServer
  readonly #chance: () => number
  #copy: Uint8Array
  #drawn = 0
  readonly #seen = new Map<Phone, { gen: number; cursor: number }>()

  static async make(seed: number): Promise<World> {
    const server = await aServer()
    return new World(seed, server, await server.db.copy())
  }
  private constructor(seed: number, server: TestServer, copy: Uint8Array) {
    this.server = server
    this.#copy = copy
    this.#chance = mulberry(seed)
    this.phones = PEOPLE.map((person) => {
      const ahead = Math.round((this.#chance() - 0.5) * 4 * HOUR)
      return new Phone(person, { server: () => this.server, ahead })
    })
  }

  /** One thing happens. */
  async step(): Promise<void> {
    this.server.time.now += Math.floor(this.#chance() * 20 * 60_000)
    const what = this.#chance()
    const phone = this.#pick(this.phones)
    if (what < 0.4) await this.#act(phone)
    else if (what < 0.85) await this.#sync(phone)
    else if (what < 0.9) phone.die()
    else if (what < 0.94) await this.#movePost()
    else if (what < 0.96) await this.#administer()
    else if (what < 0.98) this.#copy = await this.server.db.copy()
    else await this.#restore()
    await this.#holdsAlways(phone)
  }

  async #act(phone: Phone): Promise<void> {
    const view = (await phone.store()).view()
    const household = this.#household()
    const writer = view('household', household)?.writer ?? {}
    const isEdit = this.#chance() < 0.4
    const text = `${phone.person} ${this.#drawn}`
    const command: NewCommand = {
      id: this.#newId(phone),
      type: isEdit ? 'household.edit' : 'visit.log',
      v: 1,
      happenedAt: instantOf(phone.now()),
      needs: [],
      seen: isEdit && writer.note !== undefined ? { note: writer.note } : {},
      payload: isEdit
        ? { household, set: { note: text } }
        : { household, outcome: 'met', method: 'door', purpose: 'routine', note: text },
    }
    if (await phone.act(command)) this.met.saved++
  }

  async #sync(phone: Phone): Promise<void> {
    const weather = this.#weather(phone)
    const result = await phone.round(weather)
    if (result === 'died') this.met.deaths++
    else if (result.trouble === 'offline') this.met.lost++
  }
  #weather(phone: Phone): Weather {
    const fates = [
      'through',
      'through',
      'through',
      'request lost',
      'answer lost',
      'sent twice',
      'answered late',
    ] as const
    return {
      meanwhile: () => this.#meanwhile(phone),
      packsLate: this.#chance() < 0.3,
      requests: Array.from({ length: 6 }, () => this.#pick(fates)),
      cutAfter: this.#chance() < 0.2 ? Math.floor(this.#chance() * 6) : null,
      diesAt: this.#chance() < 0.25 ? Math.floor(this.#chance() * 14) : null,
    }
  }
  /** An answer hangs in the air: others go on, the page runs a round of its own, the server may be replaced. */
  async #meanwhile(phone: Phone): Promise<void> {
    const other = this.#pick(this.phones)
    if (other !== phone) {
      await this.#act(other)
      await other.round(FAIR)
    }
    if (this.#chance() < 0.15) await this.#restore()
    if (this.#chance() < 0.6) await phone.round(FAIR)
    await this.#holdsAlways(phone)
  }
  async #movePost(): Promise<void> {
    this.met.moves++
    const person = this.#pick(['leader1', 'leader2', 'micro'] as const)
    if (this.#chance() < 0.4) {
      await endPost(this.server, person, '2026-11-20')
      return
    }
    const grid = person === 'micro' ? this.#pick(['m1', 'm2'] as const) : this.#pick(STAIRS)
    await givePost(this.server, { person, role: person === 'micro' ? 'micro_leader' : 'stair_leader', grid })
  }
  /** Households and buildings change grids, and a coordinator has a word on what was held. */
  async #administer(): Promise<void> {
    const staff = this.phones.find((phone) => phone.person === 'staff')
    const held = (await staff?.store())?.view().all('held') ?? []
    const what = this.#chance()
    const command =
      what < 0.4 && held.length > 0
        ? { type: 'held.judge', payload: { command: this.#pick(held).id, verdict: this.#pick(['accept', 'dismiss']) } }
        : what < 0.8
          ? { type: 'household.move', payload: { household: this.#household(), door: `d-${this.#pick(STAIRS)}-1` } }
          : {
              type: 'building.move',
              payload: { building: `b-${this.#pick(STAIRS)}`, stairs: [{ stair: '1', grid: this.#pick(STAIRS) }] },
            }
    const { status } = await administer(this.server, who('staff'), command)
    if (status === 200) this.met.moves++
  }
  #household(): string {
    return `h-${this.#pick(STAIRS)}-${1 + Math.floor(this.#chance() * 2)}`
  }
  /** The server's machine was lost: an older copy of its database takes its place. */
  async #restore(): Promise<void> {
    this.met.restores++
    const { now } = this.server.time
    await this.server.db.close()
    this.server = await aServer({ from: this.#copy })
    this.server.time.now = now
  }

  async close(): Promise<void> {
    for (const phone of this.phones) phone.die()
    await this.server.db.close()
  }

  /** Fair weather until nobody has anything left to say. */
  async rest(): Promise<void> {
    for (let quiet = 0, rounds = 0; quiet < 2; rounds++) {
      if (rounds > 40) throw new Error('the world never came to rest')
      const before = await this.#heads()
      for (const phone of this.phones) {
        await phone.round(FAIR)
        await this.#holdsAlways(phone)
      }
      quiet = before === (await this.#heads()) ? quiet + 1 : 0
    }
  }
  async #heads(): Promise<string> {
    const states = await Promise.all(this.phones.map(async (phone) => readState((await phone.store()).database)))
    const [row] = await this.server.db.read((tx) => tx.all('SELECT head FROM community'))
    return JSON.stringify([row, states.map((state) => [state.gen, state.cursor, state.packs])])
  }

  /** I2, I6 and I7: true after every single step. */
  async #holdsAlways(phone: Phone): Promise<void> {
    const store = await phone.store()
    await store.refresh()
    const { gen, cursor } = await readState(store.database)
    const before = this.#seen.get(phone) ?? { gen: 0, cursor: 0 }
    if (gen === before.gen) expect(cursor, 'I7').toBeGreaterThanOrEqual(before.cursor)
    else expect(gen, 'I7').toBeGreaterThan(before.gen)
    this.#seen.set(phone, { gen, cursor })
    if (!phone.wasRevoked) await this.#showsOwnVisits(phone)
  }
  /** A visit of one's own never vanishes while it is neither refused, held, nor beyond the window. */
  async #showsOwnVisits(phone: Phone): Promise<void> {
    const store = await phone.store()
    const view = store.view()
    const aside = new Set(store.status().attention.map((one) => one.command.id))
    for (const [id, household] of phone.visited) {
      if (view('household', household) === undefined || aside.has(id) || view('visit', id) !== undefined) continue
      const { packs } = await phone.read()
      const rows = [...packs.values()].flatMap((each) => [...each.values()])
      const inWindow = rows.filter((row) => row.kind === 'visit' && row.body.household === household)
      expect(inWindow.length, `I6 ${phone.person} ${id}`).toBeGreaterThanOrEqual(VISITS_IN_PACK)
    }
  }

  /** At rest: everything that was promised. */
  async holds(): Promise<void> {
    for (const phone of this.phones) {
      await this.#holdsWhatTheServerHolds(phone)
      await this.#keptEveryCommand(phone)
      await this.#showsWhatADiskHolds(phone)
    }
    await this.#happenedOnce()
    // Packs that differ are healed by being fetched again: it must never have been needed.
    expect(
      this.phones.flatMap((phone) => phone.reports.filter((what) => what.startsWith('repair'))),
      'I1',
    ).toEqual([])
  }
  async #holdsWhatTheServerHolds(phone: Phone): Promise<void> {
    const { packs, state, bodiesOf } = await phone.read()
    const rows = await this.server.db.read((tx) => loadRows(tx, COMMUNITY, { rows: [], under: [], packs: state.packs }))
    const mine = [...packs.values()].flatMap((each) => [...each.values()])
    expect(sorted(mine), `I1 ${phone.person}`).toEqual(sorted(rows))
    for (const pack of bodiesOf) expect(state.packs, `I5 ${phone.person}`).toContain(pack)
  }
  async #keptEveryCommand(phone: Phone): Promise<void> {
    const { outbox, received, attention, state } = await phone.read()
    const records = await this.server.db.read((tx) => loadRecords(tx, COMMUNITY, phone.acted))
    const status = new Map<string, string>(records.map((record) => [record.id, record.status]))
    expect(outbox.map((record) => record.id)).toEqual(isSignedOut(state.packs) ? outbox.map((record) => record.id) : [])
    for (const id of phone.acted) {
      const judged = status.get(id)
      const known = received.get(id) ?? attention.get(id) ?? outbox.find((record) => record.id === id)?.state
      // Whoever was shut out in between kept only what still waited (403 drops the rest).
      if (isSignedOut(state.packs) || (phone.wasRevoked && known === undefined)) continue
      expect(judged, `I2 ${phone.person} ${id}`).toBeDefined()
      expect(known, `I2 ${phone.person} ${id}`).toBe(judged)
    }
  }
  async #showsWhatADiskHolds(phone: Phone): Promise<void> {
    const before = (await phone.store()).view()
    const shown = sorted([...before.all('household'), ...before.all('visit'), ...before.all('conflict')])
    phone.die()
    const store = await phone.store()
    await store.refresh()
    const after = store.view()
    expect(shown, `I8 ${phone.person}`).toEqual(
      sorted([...after.all('household'), ...after.all('visit'), ...after.all('conflict')]),
    )
  }
  async #happenedOnce(): Promise<void> {
    const found = await this.server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'visit'"))
    const ids = found.map((row) => String(row.id))
    expect(new Set(ids).size, 'I3').toBe(ids.length)
    const acted = this.phones.flatMap((phone) => phone.acted)
    const records = await this.server.db.read((tx) => loadRecords(tx, COMMUNITY, acted))
    const visits = records.filter((record) => record.type === 'visit.log' && record.status === 'ok')
    expect([...ids].sort(), 'I3').toEqual(visits.map((record) => record.id as string).sort())
  }

  #newId(phone: Phone): CommandId {
    this.#drawn++
    const bytes = Uint8Array.from({ length: 10 }, () => Math.floor(this.#chance() * 256))
    return makeCommandId(phone.now(), bytes)
  }
  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#chance() * from.length)]
    if (picked === undefined) throw new Error('nothing to pick from')
    return picked
  }
}
const isSignedOut = (packs: readonly string[]): boolean => packs.length === 0
const sorted = (rows: readonly Row[] | readonly RowOf<'visit'>[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row, Object.keys(flatten(row)).sort())).sort()
const flatten = (row: unknown): Record<string, true> => {
  const keys: Record<string, true> = {}
  JSON.stringify(row, (key, value: unknown) => {
    keys[key] = true
    return value
  })
  return keys
}

/** mulberry32 (public domain). */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
