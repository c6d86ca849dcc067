import { startOfDay } from './calendar.ts'
import { become, holdsPlace, isLive, mayKnowContact, SERVER, takesClaims } from './claim.ts'
import { type ClaimRules, claimRules, type Lease, leaseFrom, offerFrom } from './claim-rules.ts'
import { isResting, mayStillClaim, whyNotAsked, whyNotGiven } from './claimer.ts'
import { timeZoneOf } from './due.ts'
import type { Day, Instant, PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { gridPack, historyPack, openPack, personPack } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import { type Change, put, type See } from './see.ts'
import { sheetChanges } from './sheet.ts'
import type {
  ClaimBody,
  ClaimState,
  ContactBody,
  DisclosureBody,
  SeatBody,
  TaskBody,
  VolunteerBody,
} from './task-nouns.ts'

/** Rows of one kind by id: as they were, and as they are in the middle of a command. */
class Pile<T> {
  readonly #before = new Map<string, T>()
  readonly now = new Map<string, T>()
  add(id: string, body: T): void {
    this.#before.set(id, body)
    this.now.set(id, body)
  }
  changed(): readonly (readonly [string, T])[] {
    return [...this.now].filter(([id, body]) => this.#before.get(id) !== body)
  }
}

/**
 * One task with all its places and claims, in the middle of a command that the server carries out with full sight, in
 * the community's own transaction. Whatever was done, `rest` leaves it as it must be:
 * - a place whose claim has ended is free, and nobody holds two;
 * - a free place is offered to whoever has waited longest and does not rest, with a time to answer;
 * - who waits without an offer knows the own number on the wait list, and nobody else does;
 * - a hand-over ends with the claim that would have been handed over;
 * - the contact is in the packs of those who hold a place, in no other, and only until the task or their post is over;
 * - a publisher who does not read the claims of the grid has a sheet of this task.
 */
export class TaskDesk {
  readonly id: string
  readonly now: Instant
  readonly rules: ClaimRules
  readonly claims = new Pile<ClaimBody>()
  readonly #seats = new Pile<SeatBody>()
  readonly #told = new Map<string, RowOf<'disclosure'>>()
  readonly #see: See
  readonly #before: TaskBody
  #task: TaskBody
  #contact: ContactBody | undefined
  #contactBefore: ContactBody | undefined

  /** Undefined where there is no such task. */
  static open(see: See, id: string, now: Instant): TaskDesk | undefined {
    const task = see('task', id)
    return task === undefined ? undefined : new TaskDesk(see, task, now)
  }
  private constructor(see: See, task: RowOf<'task'>, now: Instant) {
    this.#see = see
    this.id = task.id
    this.now = now
    this.rules = claimRules(see)
    this.#before = task.body
    this.#task = task.body
    for (const row of see.under('seat', task.id)) this.#seats.add(row.id, row.body)
    for (const row of see.under('holding', task.id)) this.claims.add(row.id, row.body)
    for (const row of see.under('disclosure', task.id)) if (row.pack.startsWith('p:')) this.#told.set(row.id, row)
    this.#contactBefore = this.#contact = see('contact', task.id)?.body
  }
  get task(): TaskBody {
    return this.#task
  }
  set task(body: TaskBody) {
    this.#task = body
  }
  set contact(body: ContactBody) {
    this.#contact = body
  }
  get contact(): ContactBody | undefined {
    return this.#contact
  }

  /** Takes over what the command itself changes. */
  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.op !== 'put') continue
      if (change.kind === 'task') this.#task = change.body as TaskBody
      if (change.kind === 'seat') this.#seats.now.set(change.id, change.body as SeatBody)
      if (change.kind === 'claim' || change.kind === 'holding') this.claims.now.set(change.id, change.body as ClaimBody)
      if (change.kind === 'contact') this.#contact = change.body as ContactBody
    }
  }

  claim(id: string): ClaimBody | undefined {
    return this.claims.now.get(id)
  }
  setClaim(id: string, body: ClaimBody | undefined): void {
    if (body !== undefined) this.claims.now.set(id, body)
  }
  /** The next state by the server's own doing, where the claim has one. */
  move(id: string, state: ClaimState, why?: string): void {
    const claim = this.claim(id)
    const event = { at: this.now, by: SERVER, ...(why === undefined ? {} : { why }) }
    if (claim !== undefined) this.setClaim(id, become(claim, state, event))
  }

  seat(id: string): SeatBody | undefined {
    return this.#seats.now.get(id)
  }
  /** The place that a claim holds or is offered. */
  seatOf(claim: string): string | undefined {
    return this.#inOrder().find(([, seat]) => seat.claim === claim)?.[0]
  }
  /** A place that nobody holds and nobody is offered. */
  freeSeat(): string | undefined {
    return this.#inOrder().find(([, seat]) => seat.claim === null)?.[0]
  }
  /** The place offered to whoever on the wait list came last. */
  lastOffered(): string | undefined {
    const offered = this.#inOrder().filter(([, seat]) => seat.offer === true && this.#stateOf(seat) === 'waitlisted')
    const orderOf = ([, seat]: readonly [string, SeatBody]): number => this.claim(seat.claim ?? '')?.order ?? 0
    return offered.sort((a, b) => orderOf(b) - orderOf(a))[0]?.[0]
  }
  #inOrder(): (readonly [string, SeatBody])[] {
    return [...this.#seats.now].filter(([, seat]) => seat.gone !== true).sort(([, a], [, b]) => a.no - b.no)
  }
  #stateOf = (seat: SeatBody): ClaimState | undefined => this.claim(seat.claim ?? '')?.state

  /** Keeps a place for a claim. */
  hold(id: string, claim: string): void {
    this.#give(id, claim, leaseFrom(this.rules, this.#task, this.now))
  }
  /** Offers a place to a claim, which has to answer. */
  offer(id: string, claim: string): void {
    this.#give(id, claim, { ...offerFrom(this.rules, this.#task, this.now), offer: true })
  }
  #give(id: string, claim: string | null, { until, ends, offer }: Partial<Lease> & { offer?: true }): void {
    const seat = this.seat(id)
    if (seat === undefined) return
    const given = { task: seat.task, no: seat.no, claim, until: until ?? null, ends: ends ?? null }
    this.#seats.now.set(id, offer === undefined ? given : { ...given, offer })
  }
  /** What was begun or asked for longer has its lease anew; what is done has none. */
  renew(claim: string): void {
    const id = this.seatOf(claim)
    const seat = id === undefined ? undefined : this.seat(id)
    if (id === undefined || seat === undefined || seat.offer === true) return
    const state = this.#stateOf(seat)
    if (state === 'confirmed' || state === 'started') this.hold(id, claim)
    else if (seat.until !== null) this.#give(id, claim, {})
  }

  /** Whoever has no post left from which he could come lets go of what he holds or waits for; what he has done stays. */
  letGoWithoutPost(): void {
    for (const [id, claim] of this.live())
      if (!this.#hasPost(claim)) this.move(id, claim.state === 'assigned' ? 'declined' : 'released', 'post_ended')
  }
  #hasPost = ({ person }: ClaimBody): boolean => mayStillClaim(this.#see, { person, grid: this.#task.grid }, this.now)

  /** Why somebody cannot be given a place by a coordinator, or be asked to take one over. */
  whyNot(person: PersonId, how: 'given' | 'asked'): RefusalCode | undefined {
    const of = { task: this.#task, card: this.#cardOf(person) }
    return (how === 'given' ? whyNotGiven : whyNotAsked)(this.#see, of, this.now)
  }

  #cardOf = (person: PersonId): VolunteerBody | undefined =>
    (this.#see('card', person) ?? this.#see('volunteer', person))?.body

  rest(): void {
    for (const [id, seat] of this.#inOrder()) {
      if (seat.claim !== null && !this.#keeps(seat)) this.#give(id, null, {})
    }
    for (const [id, claim] of this.claims.now) this.#restHandOver(id, claim)
    const wakes = takesClaims(this.#task, this.now) ? this.#restWaiting() : undefined
    for (const [id, seat] of this.#inOrder())
      if (seat.claim === null && seat.ends !== (wakes ?? null)) this.#give(id, null, wakes ? { ends: wakes } : {})
    // A place that was taken away waits for nobody.
    for (const [id, seat] of this.#seats.now)
      if (seat.gone === true && seat.ends !== null) this.#seats.now.set(id, { ...seat, ends: null })
    this.#restTurns()
  }
  /** Whoever rests is not asked and keeps his turn. Gives when the first of them rests no more. */
  #restWaiting(): Instant | undefined {
    const wakes: Day[] = []
    for (const [id, { person }] of this.#waiting()) {
      const free = this.freeSeat()
      if (free === undefined) break
      const card = this.#cardOf(person)
      if (isResting(this.#see, card, this.now)) wakes.push(...(card?.resting === undefined ? [] : [card.resting]))
      else this.offer(free, id)
    }
    const [first] = wakes.sort()
    const at = first === undefined ? undefined : startOfDay(first, timeZoneOf(this.#see))
    return at !== undefined && at < this.#task.until ? at : undefined
  }
  #restTurns(): void {
    const turns = new Map(this.#waiting().map(([id], at) => [id, at + 1]))
    for (const [id, claim] of this.claims.now) {
      const { turn, ...others } = claim
      const now = turns.get(id)
      if (turn !== now) this.setClaim(id, now === undefined ? others : { ...others, turn: now })
    }
  }
  #keeps(seat: SeatBody): boolean {
    const claim = this.claim(seat.claim ?? '')
    if (claim === undefined) return false
    return seat.offer === true ? claim.state === 'waitlisted' || claim.state === 'assigned' : holdsPlace(claim)
  }
  #restHandOver(id: string, claim: ClaimBody): void {
    if (claim.from !== undefined && claim.state === 'assigned') {
      const before = this.claim(claim.from)
      if (before === undefined || !(before.state === 'confirmed' || before.state === 'started'))
        this.move(id, 'declined', 'gone')
    }
    const isAsked = [...this.claims.now.values()].some((other) => other.from === id && other.state === 'assigned')
    if (claim.to !== undefined && !isAsked) {
      const { to: _, ...alone } = this.claim(id) ?? claim
      this.setClaim(id, alone)
    }
  }
  /** Who waits and has no offer, the first come first. */
  #waiting(): readonly (readonly [string, ClaimBody])[] {
    return [...this.claims.now]
      .filter(([id, claim]) => claim.state === 'waitlisted' && this.seatOf(id) === undefined)
      .sort(([, a], [, b]) => a.order - b.order)
  }

  /** Every row that is not as it was, with claims and contacts in the packs of all who may know them. */
  changes(): readonly Change[] {
    const { grid } = this.#task
    const changes: Change[] = []
    if (this.#task !== this.#before) changes.push(put('task', { id: this.id, pack: openPack(grid) }, this.#task))
    for (const [id, seat] of this.#seats.changed()) changes.push(put('seat', { id, pack: openPack(grid) }, seat))
    for (const [id, claim] of this.claims.changed()) {
      changes.push(put('claim', { id, pack: personPack(claim.person) }, claim))
      changes.push(put('holding', { id, pack: gridPack(grid) }, claim))
    }
    if (this.#contact !== undefined && this.#contact !== this.#contactBefore)
      changes.push(put('contact', { id: this.id, pack: gridPack(grid) }, this.#contact))
    const published = { id: this.id, task: this.#task, contact: this.#contact, claims: this.claims.now }
    return [...changes, ...this.#disclosures(), ...sheetChanges(this.#see, published, this.now)]
  }
  #disclosures(): readonly Change[] {
    // Whoever was helped is left alone once it is over, however long its holders have to report or to do it again.
    const isOn = this.#task.state === 'open' && this.now < this.#task.until
    return [...this.claims.now].flatMap(([id, claim]): Change[] => {
      const known = this.#told.get(id)
      const pack = personPack(claim.person)
      if (isOn && mayKnowContact(claim) && this.#isTold(this.#contact) && this.#hasPost(claim)) {
        const { from: _, told: __, ...contact } = this.#contact
        const body: DisclosureBody = { ...contact, claim: id, at: known?.body.at ?? this.now }
        return JSON.stringify(known?.body) === JSON.stringify(body) ? [] : [put('disclosure', { id, pack }, body)]
      }
      // What is left says that it was told, and to whom; nothing of what.
      const emptied = { task: this.id, claim: id, at: known?.body.at ?? this.now }
      return known === undefined ? [] : [put('disclosure', { id, pack: historyPack(pack) }, emptied)]
    })
  }
  #isTold(contact: ContactBody | undefined): contact is ContactBody {
    return contact !== undefined && contact.gone !== true && contact.from <= this.now
  }
  /** Whether somebody has to do with it: waits for a place, has one or has used one. */
  isIn(person: string): boolean {
    return [...this.claims.now.values()].some(
      (claim) => claim.person === person && (isLive(claim) || holdsPlace(claim)),
    )
  }
  /** Claims that are alive. */
  live(): readonly (readonly [string, ClaimBody])[] {
    return [...this.claims.now].filter(([, claim]) => isLive(claim))
  }
}
