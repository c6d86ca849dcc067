import { become, holdsPlace, isChecked, isDoneBy, isLive, newClaim, noted, wasConfirmed } from './claim.ts'
import { whyNotGiven } from './claimer.ts'
import type { Decision, Of } from './decide.ts'
import { asId, type CommandId, type Instant, type PackId, type PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { gridPack, personPack } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import { type Change, type Context, put, type See } from './see.ts'
import type { ClaimBody, VolunteerBody } from './task-nouns.ts'

type Check = Of<'task.verify'> | Of<'task.unverify'> | Of<'task.correct'>
type Desk = Of<'claim.assign'> | Of<'claim.override'> | Of<'claim.swap'> | Check

/**
 * What coordinators do about others' claims. They read and write the holdings in their grid's pack; the server brings
 * each into the claimer's own pack (settle-task.ts).
 */
export function decideDesk(see: See, command: Desk, context: Context): Decision {
  const task = see('task', command.payload.task)
  if (task === undefined) return { unknown: { kind: 'task', id: command.payload.task } }
  if (see('holding', command.id) !== undefined) return { changes: [] }
  if (command.type === 'claim.assign') return assign(see, { command, task }, context)
  const holding = see('holding', command.payload.claim)
  if (holding === undefined || holding.body.task !== task.id)
    return { unknown: { kind: 'holding', id: command.payload.claim } }
  if (isDoneBy(holding.body, command)) return { changes: [] }
  if (command.type === 'claim.swap') return swap(see, { command, task, holding }, context)
  const next = nextOf(holding.body, command, context)
  return typeof next === 'string' ? { refused: next } : { changes: [put('holding', holding, next)] }
}

/** Claims by name lie where the coordinators of the task's own grid read them. */
const deskPack = (task: RowOf<'task'>) => gridPack(task.body.grid)

/** Whose doing it is. */
interface Event {
  readonly at: Instant
  readonly by: PersonId
  readonly command: CommandId
  readonly why?: string
}
interface Giving {
  readonly command: Of<'claim.assign'> | Of<'claim.swap'>
  readonly task: RowOf<'task'>
}
/** Whom a place cannot be given to. */
function whyNotTo(see: See, { command, task }: Giving, { at }: Context): RefusalCode | undefined {
  const { person } = command.payload
  if (see('person', person) === undefined) return 'not_found'
  if (task.body.state !== 'open') return 'task_over'
  const theirs = see.under('holding', task.id).filter((row) => row.body.person === person && row.id !== command.id)
  if (theirs.some(({ body }) => isLive(body) || holdsPlace(body))) return 'already_claimed'
  return whyNotGiven(see, { task: task.body, card: see('card', person)?.body }, at)
}
function given({ command, task }: Giving, { at, author }: Context): Change {
  const { person, why } = command.payload
  const event = { at, by: author, command: command.id, why }
  const claim = newClaim({ task: task.id, person: asId(person), wait: false }, 'assigned', event)
  return put('holding', { id: command.id, pack: deskPack(task) }, claim)
}
function assign(see: See, giving: Giving, context: Context): Decision {
  const refused = whyNotTo(see, giving, context)
  if (refused !== undefined) return { refused }
  const free = see.under('seat', giving.task.id).some(({ body }) => body.gone !== true && body.claim === null)
  return free ? { changes: [given(giving, context)] } : { refused: 'no_place' }
}
function swap(
  see: See,
  giving: Giving & { readonly command: Of<'claim.swap'>; readonly holding: RowOf<'holding'> },
  context: Context,
): Decision {
  const refused = whyNotTo(see, giving, context)
  if (refused !== undefined) return { refused }
  const { holding, command } = giving
  const event = { at: context.at, by: context.author, command: command.id, why: command.payload.why }
  const before = become(holding.body, holding.body.state === 'assigned' ? 'declined' : 'released', event)
  // One who only waits has no place that another could take.
  if (before === undefined || holding.body.state === 'waitlisted') return { refused: 'claim_over' }
  return { changes: [put('holding', holding, before), given(giving, context)] }
}

function nextOf(claim: ClaimBody, command: Of<'claim.override'> | Check, context: Context): ClaimBody | RefusalCode {
  const event = { at: context.at, by: context.author, command: command.id }
  if (command.type !== 'claim.override')
    return claim.person === context.author ? 'own_claim' : check(claim, command, event)
  const { how, why } = command.payload
  const release = claim.state === 'assigned' ? ('declined' as const) : ('released' as const)
  const next = how === 'confirm' ? ('confirmed' as const) : how === 'release' ? release : ('no_show' as const)
  return become(claim, next, { ...event, why }) ?? 'claim_over'
}
function check(claim: ClaimBody, command: Check, event: Event): ClaimBody | RefusalCode {
  switch (command.type) {
    case 'task.verify':
      return verify(claim, command, event)
    case 'task.unverify':
      return unverify(claim, event)
    case 'task.correct':
      return correct(claim, command, event)
    default: {
      const never: never = command
      return never
    }
  }
}

function verify(claim: ClaimBody, command: Of<'task.verify'>, by: Event): ClaimBody | RefusalCode {
  const { verdict, minutes, why, thanks, thanksFrom = 'community' } = command.payload
  const event = { ...by, ...(why === undefined ? {} : { why }) }
  if (verdict === 'sent_back') return become(claim, 'sent_back', event) ?? 'claim_over'
  if (claim.done === undefined) return 'claim_over'
  if (!wasConfirmed(claim)) return 'not_confirmed'
  // Done after the place was gone: it has ended, and what was done is checked all the same.
  const next = claim.late === true && !holdsPlace(claim) ? alsoWhenOver(claim, event) : become(claim, 'verified', event)
  if (next === undefined) return 'claim_over'
  const time = { minutes: minutes ?? claim.done.minutes, ...event }
  return { ...next, checked: [...(claim.checked ?? []), time], ...(thanks === undefined ? {} : { thanks, thanksFrom }) }
}
const alsoWhenOver = (claim: ClaimBody, event: Event): ClaimBody | undefined =>
  isChecked(claim) ? undefined : noted(claim, event)

/** A check that was a slip: the work waits to be checked again. What was corrected since is put right by a correction. */
function unverify(claim: ClaimBody, by: Event): ClaimBody | RefusalCode {
  if (!isChecked(claim)) return 'claim_over'
  const event = { ...by, why: 'unchecked' }
  const isEnded = claim.late === true && !holdsPlace(claim)
  const next = isEnded ? noted(claim, event) : become(claim, 'submitted', event)
  if (next === undefined) return 'claim_over'
  const { thanks: _, thanksFrom: __, ...others } = next
  return { ...others, checked: [...(claim.checked ?? []), { minutes: 0, back: true, ...by }] }
}

function correct(claim: ClaimBody, command: Of<'task.correct'>, event: Event): ClaimBody | RefusalCode {
  const { minutes, why } = command.payload
  if (!isChecked(claim)) return 'claim_over'
  const next = become(claim, 'corrected', { ...event, why }) ?? noted(claim, { ...event, why })
  return { ...next, checked: [...(claim.checked ?? []), { minutes, ...event, why }] }
}

/** A card is edited by the person it is about, and by those who lead where the person's last post lies. */
export function decideCard(see: See, command: Of<'volunteer.edit'> | Of<'card.edit'>, { author }: Context): Decision {
  if (!mayBeHome(see, command.payload.set.home)) return { refused: 'wrong_level' }
  if (command.type === 'volunteer.edit') {
    const card = withFields(see('volunteer', author)?.body ?? emptyCard(author), command.payload.set)
    return { changes: [put('volunteer', { id: author, pack: personPack(author) }, card)] }
  }
  const person = asId<'person'>(command.payload.person)
  const home = see('grid', command.payload.set.home ?? '')
  const pack = see('card', person)?.pack ?? cardPackOf(see, person) ?? (home && gridPack(asId(home.id)))
  if (pack === undefined) return { unknown: { kind: 'card', id: person } }
  const card = withFields(see('card', person)?.body ?? emptyCard(person), command.payload.set)
  return { changes: [put('card', { id: person, pack }, card)] }
}
/** Where somebody lives is said as a building group or a micro-grid: what is wider brings no task nearer. */
const mayBeHome = (see: See, grid: string | null | undefined): boolean => {
  const level = see('grid', grid ?? '')?.body.level
  return typeof grid !== 'string' || level === 'micro' || level === 'stair'
}
const emptyCard = (person: PersonId): VolunteerBody => ({ person, skills: [], slots: [], languages: [], groups: [] })
function withFields(card: VolunteerBody, set: Readonly<Record<string, unknown>>): VolunteerBody {
  const body: Record<string, unknown> = { ...card }
  for (const [field, value] of Object.entries(set)) {
    if (value === null) delete body[field]
    else if (value !== undefined) body[field] = value
  }
  return body as unknown as VolunteerBody
}
/** Where the card of a person is read who has none yet: in the grid of the last post given. */
export function cardPackOf(see: See, person: PersonId): PackId | undefined {
  const grid = see.under('post', person).at(-1)?.body.grid
  return grid === undefined ? undefined : gridPack(grid)
}
