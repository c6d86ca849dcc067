import { deepStrictEqual, ok } from 'node:assert'
import { dayOf } from '../../domain/calendar.ts'
import { holdsPlace, isChecked, isLive, isOver, mayKnowContact, takesClaims } from '../../domain/claim.ts'
import { claimRules, leaseFrom } from '../../domain/claim-rules.ts'
import { COMMAND_CLASS, isKnownType } from '../../domain/commands.ts'
import { serviceTime } from '../../domain/hours.ts'
import { instantOf } from '../../domain/ids.ts'
import type { Kind, PostBody, Row, RowOf } from '../../domain/nouns.ts'
import type { ClaimBody } from '../../domain/task-nouns.ts'
import { type CommandRecord, loadRecords } from '../../server/records.ts'
import { RowSet, readRow } from '../../server/rows.ts'
import type { OpenStore } from '../../store/open.ts'
import { COMMUNITY } from '../community.ts'
import type { OnDisk } from './look.ts'
import type { Phone } from './phone.ts'
import type { Machine } from './server.ts'

const KINDS = ['task', 'seat', 'claim', 'holding', 'contact', 'disclosure', 'sheet', 'receipt'] as const
const ROWS = `SELECT kind, id, pack, seq, writer, body FROM entity WHERE kind IN (${KINDS.map((kind) => `'${kind}'`)})`

const CHECKS: ReadonlySet<string> = new Set(['task.verify', 'task.unverify', 'task.correct'])

/** What the server holds about tasks, and what it answered to those who asked. */
interface Board {
  readonly rows: RowSet
  readonly records: ReadonlyMap<string, CommandRecord>
  readonly now: number
}
async function boardOf({ server }: Machine): Promise<Board> {
  return server.db.read(async (tx) => {
    const rows = new RowSet()
    for (const row of (await tx.all(ROWS)).map(readRow)) rows.put(row)
    const ids = rows
      .all('holding')
      .flatMap((row) => [row.id, ...(row.body.checked ?? []).map(({ command }) => command)])
    const records = await loadRecords(tx, COMMUNITY, ids)
    return { rows, records: new Map(records.map((record) => [record.id, record])), now: server.time.now }
  })
}

/** I4: what must hold about places and claims, after every step, in the server's own rows. */
export class ClaimChecks {
  readonly #machine: Machine
  #head = -1
  /** Requests that were carried out once, by phone: they may be held afterwards, and never be turned away. */
  readonly #carriedOut = new Map<Phone, Set<string>>()
  /** Those of them that somebody has dismissed since: after that they may be turned away like any other. */
  readonly #dismissed = new Set<string>()
  constructor(machine: Machine) {
    this.#machine = machine
  }

  async always(): Promise<void> {
    const { db } = this.#machine.server
    const [row] = await db.read((tx) => tx.all('SELECT head FROM community'))
    const head = Number(row?.['head'])
    if (head === this.#head) return
    this.#head = head
    const board = await boardOf(this.#machine)
    for (const task of board.rows.all('task')) this.#placesAreKept(board, task)
    for (const holding of board.rows.all('holding')) this.#claimIsRight(board, holding)
    this.#timeCountsOnce(board)
    for (const told of board.rows.all('disclosure')) this.#toldRightly(board, told)
    for (const sheet of board.rows.all('sheet')) this.#sheetSaysWhatIs(board, sheet)
  }

  #placesAreKept({ rows, now }: Board, task: RowOf<'task'>): void {
    const seats = under(rows, 'seat', task.id)
    const claims = under(rows, 'holding', task.id)
    const held = seats.flatMap(({ body }) => (body.claim === null ? [] : [body.claim]))
    ok(new Set(held).size === held.length, `I4 ${task.id}: a claim holds two places`)
    const there = seats.filter(({ body }) => body.gone !== true)
    ok(held.length <= there.length, `I4 ${task.id}: more claims than places`)
    for (const { body } of seats) {
      if (body.claim === null) continue
      const state = claims.find((row) => row.id === body.claim)?.body.state
      const isRight =
        body.offer === true ? state === 'waitlisted' || state === 'assigned' : state && holdsPlace({ state })
      ok(isRight, `I4 ${task.id}: a place is kept for a claim that is ${state}`)
    }
    const seated = claims.filter(({ body }) => holdsPlace(body))
    for (const claim of seated) ok(held.includes(claim.id), `I4 ${claim.id}: ${claim.body.state} without a place`)
    const waiting = claims.filter(({ body }) => body.state === 'waitlisted').sort((a, b) => a.body.order - b.body.order)
    const unasked = waiting.filter((claim) => !held.includes(claim.id))
    for (const claim of claims) {
      const turn = unasked.indexOf(claim) + 1
      ok((claim.body.turn ?? 0) === turn, `I4 ${claim.id}: told number ${claim.body.turn}, and is ${turn}`)
    }
    if (!takesClaims(task.body, instantOf(now))) return
    const free = there.some(({ body }) => body.claim === null)
    ok(!free || unasked.length === 0, `I4 ${task.id}: a place is free while somebody waits`)
    const asked = waiting.length - unasked.length
    deepStrictEqual(
      waiting.slice(asked).map(({ id }) => id),
      unasked.map(({ id }) => id),
      `I4 ${task.id}: somebody was asked before his turn`,
    )
  }

  #claimIsRight({ rows, records }: Board, { id, body, pack }: RowOf<'holding'>): void {
    const own = rows.find('claim', id)
    deepStrictEqual([own?.pack, own?.body], [`p:${body.person}`, body], `I4 ${id}: its two rows differ`)
    const task = rows.find('task', body.task) as RowOf<'task'> | undefined
    ok(task !== undefined && pack === `w:${task.body.grid}`, `I4 ${id} lies in ${pack}`)
    const record = records.get(id)
    if (record?.type === 'task.claim' && record.status !== 'held') {
      // Held at first, it took its turn when a coordinator let it through.
      const wasHeld = rows.find('receipt', id) !== undefined
      ok(wasHeld || body.order === record.seq, `I4 ${id}: its order is ${body.order}, it arrived as ${record.seq}`)
      if (record.status === 'ok' && !wasHeld) this.#leaseIsKept(rows, { id, task, record })
    }
    const checked = body.checked ?? []
    ok(new Set(checked.map(({ command }) => command)).size === checked.length, `I4 ${id}: time counted twice`)
    for (const { command, by } of checked) {
      const type = records.get(command)?.type
      ok(type !== undefined && CHECKS.has(type), `I4 ${id}: time counted by ${type}`)
      ok(by !== body.person, `I4 ${id}: its own time was counted by its holder`)
    }
    const isDone = body.state === 'verified' || body.state === 'corrected'
    ok(isDone === isChecked(body) || (body.late === true && isOver(body)), `I4 ${id}: ${body.state}, yet time counts`)
  }
  /** What a volunteer reads as his time is the last figure checked of each claim that coordinators read, once. */
  #timeCountsOnce({ rows }: Board): void {
    const whole = { unit: 1, mostPerDay: Number.MAX_SAFE_INTEGER, timeZone: 'UTC' }
    const checked = new Map<string, number>()
    for (const { body } of rows.all('holding')) {
      const minutes = body.done === undefined ? 0 : (body.checked?.at(-1)?.minutes ?? 0)
      checked.set(body.person, (checked.get(body.person) ?? 0) + minutes)
    }
    for (const [person, sum] of checked) {
      const { minutes } = serviceTime(
        under(rows, 'claim', person).map((row) => row.body),
        whole,
      )
      ok(minutes === sum, `I4 ${person}: ${minutes} minutes of service, and ${sum} were checked`)
    }
  }
  /** A place that was confirmed at once is kept for a whole lease from its arrival. */
  #leaseIsKept(rows: RowSet, { id, task, record }: { id: string; task: RowOf<'task'>; record: CommandRecord }): void {
    const seat = under(rows, 'seat', task.id).find(({ body }) => body.claim === id)
    if (seat === undefined || seat.body.until === null || seat.body.offer === true) return
    const { until } = leaseFrom(claimRules(rows.see()), task.body, record.receivedAt)
    ok(seat.body.until >= until, `I4 ${id}: its lease ends ${seat.body.until}, not ${until}`)
  }

  #toldRightly({ rows, now }: Board, { id, pack, body }: RowOf<'disclosure'>): void {
    const claim = rows.find('holding', id) as RowOf<'holding'> | undefined
    if (pack.startsWith('h:')) {
      ok(body.name === undefined && body.phone === undefined, `I4 ${id}: a contact is kept after its claim`)
      return
    }
    ok(claim !== undefined && mayKnowContact(claim.body), `I4 ${id}: told to one whose claim is ${claim?.body.state}`)
    ok(pack === `p:${claim.body.person}`, `I4 ${id}: told to another`)
    const task = rows.find('task', body.task) as RowOf<'task'> | undefined
    ok(task?.body.state === 'open', `I4 ${id}: told of a task that is ${task?.body.state}`)
    const contact = rows.find('contact', body.task) as RowOf<'contact'> | undefined
    ok(contact?.body.gone !== true, `I4 ${id}: told what was taken back`)
    ok(contact !== undefined && Date.parse(contact.body.from) <= now, `I4 ${id}: told before its time`)
  }

  /** What a publisher reads of the own task: whom it helps, and whoever holds a place or waits; of a task that is over, nothing. */
  #sheetSaysWhatIs({ rows }: Board, { id, pack, body }: RowOf<'sheet'>): void {
    const task = rows.find('task', id) as RowOf<'task'> | undefined
    const claims = under(rows, 'holding', id)
    if (pack.startsWith('h:')) {
      deepStrictEqual(body, { task: id, holders: [] }, `I4 ${id}: its sheet was taken back and still names people`)
      return
    }
    ok(pack === `p:${task?.body.by}`, `I4 ${id}: its sheet lies in ${pack}`)
    const isGoingOn = (claim: ClaimBody): boolean => isLive(claim) || claim.state === 'submitted'
    ok(task?.body.state === 'open' || claims.some((row) => isGoingOn(row.body)), `I4 ${id}: its sheet outlives it`)
    const coming = claims.filter((row) => isLive(row.body) || holdsPlace(row.body))
    deepStrictEqual(
      new Map(body.holders.map(({ claim, person, state }) => [claim, [person, state]])),
      new Map(coming.map((row) => [row.id, [row.body.person, row.body.state]])),
      `I4 ${id}: its sheet names others than those who come`,
    )
    const contact = rows.find('contact', id) as RowOf<'contact'> | undefined
    const name = contact?.body.gone === true ? undefined : contact?.body.name
    ok(
      body.contact?.name === name,
      `I4 ${id}: its sheet names ${body.contact?.name} as the one who is helped, not ${name}`,
    )
  }
  /** Once the server has looked, nobody whose post has ended has a sheet, a contact or a place. */
  async nothingOutlivesItsPost(): Promise<void> {
    const { server } = this.#machine
    const { rows } = await boardOf(this.#machine)
    const posts = await server.db.read((tx) => tx.all("SELECT body FROM entity WHERE kind = 'post'"))
    const today = dayOf(instantOf(server.time.now), 'Asia/Shanghai')
    const bodies = posts.map(({ body }) => JSON.parse(String(body)) as PostBody)
    const may = (person: string): boolean =>
      bodies.some(
        (post) => post.person === person && post.since <= today && (post.until === null || post.until >= today),
      )
    for (const { id, pack } of rows.all('sheet'))
      ok(pack.startsWith('h:') || may(pack.slice(2)), `I4 ${id}: a sheet outlives the post of ${pack}`)
    for (const { id, pack } of rows.all('disclosure'))
      ok(pack.startsWith('h:') || may(pack.slice(2)), `I4 ${id}: a contact outlives the post of ${pack}`)
    for (const { id, body } of rows.all('holding')) {
      const isToCome = isLive(body) && body.state !== 'sent_back'
      ok(!isToCome || may(body.person), `I4 ${id}: ${body.state} outlives the post of ${body.person}`)
    }
  }

  /** What has become of claims in this world, by how often. */
  async count(note: (what: string, times: number) => void): Promise<void> {
    const { rows } = await boardOf(this.#machine)
    for (const { pack } of rows.all('sheet')) note(pack.startsWith('h:') ? 'sheet taken back' : 'sheet', 1)
    for (const { body } of rows.all('holding')) {
      for (const state of new Set(body.log.map((event) => event.state))) note(`claim ${state}`, 1)
      for (const { by, why } of body.log)
        if (by === 'server' && why !== undefined && /^[a-z_]+$/.test(why)) note(why, 1)
    }
  }
  /** After a round of its own without trouble a phone knows what has become of every claim. */
  knows(phone: Phone, store: OpenStore): void {
    if (store.status().waiting.some(({ state }) => state !== 'received')) return
    const mine = store.view().under('claim', phone.session.person)
    const unknown = mine.filter(({ body }) => body.state === 'claimed').map(({ id }) => id)
    deepStrictEqual(unknown, [], `I4 ${phone.name}: does not know what became of a claim`)
  }
  note(phone: Phone, { received, outbox, attention }: OnDisk): void {
    const done = this.#carriedOut.get(phone) ?? new Set()
    for (const [id, status] of received) if (status === 'ok' || status === 'conflict') done.add(id)
    for (const { id, state } of outbox) if (state === 'acked') done.add(id)
    this.#carriedOut.set(phone, done)
    for (const [id, { status, code }] of attention)
      if (status === 'refused' && code === 'was_accepted') this.#dismissed.add(id)
  }
  /** What had its way once is never simply turned away afterwards, unless a person has looked at it. */
  turnedNoneAway(phone: Phone, judged: ReadonlyMap<string, CommandRecord>, rows: readonly Row[]): void {
    const closed = new Set(
      rows.flatMap((row) => (row.kind === 'held' && row.body.state === 'dismissed' ? [row.id] : [])),
    )
    for (const id of this.#carriedOut.get(phone) ?? []) {
      const record = judged.get(id)
      if (record?.status !== 'refused' || !isRequest(record.type) || this.#dismissed.has(id) || closed.has(id)) continue
      ok(
        record.code === 'was_accepted',
        `I4 ${phone.name}: ${record.type} ${id} was carried out and then ${record.code}`,
      )
    }
  }
}
const isRequest = (type: string): boolean => isKnownType(type) && COMMAND_CLASS[type] === 'request'
const under = <K extends Kind>(rows: RowSet, kind: K, parent: string): readonly RowOf<K>[] =>
  rows.under(kind, parent) as readonly Row[] as readonly RowOf<K>[]
