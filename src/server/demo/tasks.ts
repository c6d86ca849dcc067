import { plusDays } from '../../domain/calendar.ts'
import { become, newClaim, SERVER } from '../../domain/claim.ts'
import { type ClaimRules, claimRules, leaseFrom } from '../../domain/claim-rules.ts'
import { asId, type Day, type GridId, type Instant, instantOf, type PersonId } from '../../domain/ids.ts'
import { gridPack, openPack, personPack } from '../../domain/packs.ts'
import { type Change, put, type See } from '../../domain/see.ts'
import type { ClaimBody, ContactBody, DisclosureBody, SeatBody, TaskBody } from '../../domain/task-nouns.ts'
import type { Chance } from './chance.ts'
import { type Estate, RESIDENTIAL } from './estate.ts'
import { nameFor, phoneOf, surnameOf } from './names.ts'
import { DEMO_PEOPLE, KNOWN_PEOPLE, type Staff } from './posts.ts'
import { PLANNED, type PlannedTask } from './task-plan.ts'

interface Board {
  readonly estate: Estate
  readonly staff: Staff
  readonly today: Day
  readonly rules: See
}
/** Open tasks of a week with some of their places taken, as they hang on the board in the morning of `today`. */
export function taskChanges(board: Board, chance: Chance): readonly Change[] {
  const volunteers = board.staff.posts.flatMap(({ body }) =>
    body.role === 'volunteer' && !KNOWN_PEOPLE.has(body.person) ? [body.person] : [],
  )
  const rules = claimRules(board.rules)
  return PLANNED.flatMap((plan, place) => {
    const others = chance.shuffle(volunteers)
    const holders = [...(HELD_BY[place] ?? []), ...others].slice(0, plan.taken ?? 0)
    return new Hung({ board, rules, plan, place }, chance.fork(plan.title)).changes(holders)
  })
}
/** The people of the sign-in codes have something of their own to look at: one is fetching medicine, both sweep. */
const HELD_BY: Readonly<Record<number, readonly PersonId[]>> = {
  0: [DEMO_PEOPLE.volunteer],
  1: [DEMO_PEOPLE.volunteer, DEMO_PEOPLE.groupLeader],
}

interface Hanging {
  readonly board: Board
  readonly rules: ClaimRules
  readonly plan: PlannedTask
  readonly place: number
}
class Hung {
  readonly #of: Hanging
  readonly #id: string
  readonly #task: TaskBody
  readonly #contact: ContactBody | undefined

  constructor(of: Hanging, chance: Chance) {
    this.#of = of
    this.#id = `task${String(of.place + 1).padStart(2, '0')}`
    // Nothing is from later than the first minute of today.
    const published = at(plusDays(of.board.today, -1), 10)
    this.#task = taskOf(of, published)
    this.#contact = of.plan.helps === true ? contactOf(this.#id, published, chance) : undefined
  }

  changes(holders: readonly PersonId[]): readonly Change[] {
    const pack = openPack(this.#task.grid)
    const claims = holders.map((person, no) => this.#claim(person, no))
    const lease = leaseFrom(this.#of.rules, this.#task, at(this.#of.board.today, 8))
    const seats = Array.from({ length: this.#of.plan.places }, (_, no) => {
      const claim = claims[no]
      const free: SeatBody = { task: this.#id, no: no + 1, claim: null, until: null, ends: null }
      const seat = claim === undefined ? free : { ...free, claim: claim.id, ...lease }
      return put('seat', { id: `${this.#id}-s${no + 1}`, pack }, seat)
    })
    const contact = this.#contact
    return [
      put('task', { id: this.#id, pack }, this.#task),
      ...seats,
      ...claims.flatMap((claim) => this.#claimRows(claim)),
      ...(contact === undefined ? [] : [put('contact', { id: this.#id, pack: gridPack(this.#task.grid) }, contact)]),
    ]
  }

  #claim(person: PersonId, no: number): { readonly id: string; readonly body: ClaimBody } {
    const claimed = at(plusDays(this.#of.board.today, -1), 18)
    const begun = newClaim({ task: this.#id, person, wait: true }, 'claimed', { at: claimed, by: person })
    const confirmed = become(begun, 'confirmed', { at: claimed, by: SERVER }) ?? begun
    const body = this.#of.place === 0 ? this.#started(confirmed) : confirmed
    return { id: `claim${this.#id.slice(4)}-${no + 1}`, body: { ...body, order: no + 1 } }
  }
  /** Two steps of the medicine are done. */
  #started(claim: ClaimBody): ClaimBody {
    const [first, second] = this.#task.steps
    if (first === undefined || second === undefined) return claim
    const one = at(plusDays(this.#of.board.today, -1), 19)
    const two = instantOf(Date.parse(one) + 25 * 60_000)
    const started = become(claim, 'started', { at: one, by: claim.person }) ?? claim
    return { ...started, ticked: { [first.id]: one, [second.id]: two } }
  }
  #claimRows({ id, body }: { readonly id: string; readonly body: ClaimBody }): readonly Change[] {
    const own = personPack(body.person)
    const told = this.#contact
    return [
      put('claim', { id, pack: own }, body),
      put('holding', { id, pack: gridPack(this.#task.grid) }, body),
      ...(told === undefined ? [] : [put('disclosure', { id, pack: own }, disclosureOf(told, id))]),
    ]
  }
}

/** An hour of a day in the community's own zone. */
const at = (day: Day, hour: number): Instant =>
  instantOf(Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`))

function taskOf({ board, plan }: Hanging, published: Instant): TaskBody {
  const [first, from, until] = plan.on
  const day = plusDays(board.today, first)
  const lastDay = plusDays(day, (plan.days ?? 1) - 1)
  const grid = plan.micro === undefined ? RESIDENTIAL : microOf(board.estate, plan.micro)
  const by = DEMO_PEOPLE.coordinator
  return {
    kind: plan.kind,
    title: plan.title,
    text: plan.text ?? '',
    grid,
    steps: plan.steps.map((text, no) => ({ id: String(no + 1), text })),
    place: {
      sort: plan.remote === true ? 'remote' : 'grid',
      ...(plan.words === undefined ? {} : { words: plan.words }),
    },
    from: at(day, from),
    until: at(lastDay, until),
    skills: plan.skills ?? [],
    ...(plan.youngest === undefined ? {} : { youngest: plan.youngest }),
    urgency: plan.urgent === true ? 'urgent' : 'normal',
    waits: true,
    ...(plan.helps === true ? { tellsFrom: published } : {}),
    state: 'open',
    by,
    at: published,
    log: [{ at: published, by, what: 'published' }],
  }
}
function microOf(estate: Estate, order: number): GridId {
  const found = estate.grids.find(({ body }) => body.level === 'micro' && body.order === order)
  if (found === undefined) throw new Error(`the estate has no micro-grid ${order}`)
  return asId(found.id)
}

function contactOf(task: string, from: Instant, chance: Chance): ContactBody {
  const name = nameFor(surnameOf(chance), { sex: '2', age: 78 }, chance)
  const place = `${chance.between(1, 20)}号 ${chance.between(1, 6)}0${chance.between(1, 3)}`
  return { task, name, phone: phoneOf(9_000 + chance.between(0, 900)), place, note: '敲门重一点', from, told: true }
}
function disclosureOf({ from, told: _, ...contact }: ContactBody, claim: string): DisclosureBody {
  return { ...contact, claim, at: from }
}
