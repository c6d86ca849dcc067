import { become, countsAsOpen, holdsPlace, isDoneBy, isLive, isOpen, newClaim, noted } from './claim.ts'
import { claimRules } from './claim-rules.ts'
import type { Decision, Of } from './decide.ts'
import { unfitFor } from './fit.ts'
import { asId, type CommandId, type Instant, type PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { personPack } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import { type Context, put, type See } from './see.ts'
import type { ClaimBody } from './task-nouns.ts'

type Own =
  | Of<'task.claim'>
  | Of<'claim.release'>
  | Of<'claim.extend'>
  | Of<'claim.answer'>
  | Of<'claim.handover'>
  | Of<'step.tick'>
  | Of<'task.finish'>

/**
 * What a volunteer does about his own claims, as far as his phone can tell: it changes rows of his own pack alone.
 * Whether there is a place, who waits, and whom to reach is settled by the server (settle-task.ts).
 */
export function decideClaim(see: See, command: Own, context: Context): Decision {
  const task = see('task', command.payload.task)
  if (task === undefined) return { unknown: { kind: 'task', id: command.payload.task } }
  if (command.type === 'task.claim') return claimTask(see, { command, task }, context)
  const claim = see.under('claim', context.author).find((row) => row.id === command.payload.claim)
  if (claim === undefined || claim.body.task !== task.id)
    return { unknown: { kind: 'claim', id: command.payload.claim } }
  if (isDoneBy(claim.body, command)) return { changes: [] }
  const next = nextOf(see, { command, claim }, context)
  return typeof next === 'string' ? { refused: next } : { changes: [put('claim', claim, next)] }
}

interface Claiming {
  readonly command: Of<'task.claim'>
  readonly task: RowOf<'task'>
}
function claimTask(see: See, { command, task }: Claiming, context: Context): Decision {
  const { author, at } = context
  const mine = see.under('claim', author)
  // The server has settled it already: what it said stands.
  if (mine.some((row) => row.id === command.id)) return { changes: [] }
  // Whether its time is over the server says: a phone's clock may be a day wrong.
  if (!isOpen(task.body)) return { refused: 'task_over' }
  if (mine.some(({ body }) => body.task === task.id && (isLive(body) || holdsPlace(body))))
    return { refused: 'already_claimed' }
  if (mine.filter(({ body }) => countsAsOpen(body)).length >= claimRules(see).openClaims)
    return { refused: 'too_many_claims' }
  const [unfit] = unfitFor(see, task.body, see('volunteer', author)?.body)
  if (unfit !== undefined) return { refused: unfit }
  const event = { at, by: author, command: command.id }
  const claim = newClaim({ task: task.id, person: author, wait: command.payload.wait }, 'claimed', event)
  return { changes: [put('claim', { id: command.id, pack: personPack(author) }, claim)] }
}

interface Doing {
  readonly command: Exclude<Own, Of<'task.claim'>>
  readonly claim: RowOf<'claim'>
}
function nextOf(see: See, { command, claim: row }: Doing, context: Context): ClaimBody | RefusalCode {
  const claim = row.body
  const event = { at: context.at, by: context.author, command: command.id }
  switch (command.type) {
    case 'claim.release': {
      const { why } = command.payload
      const given = why === undefined ? event : { ...event, why }
      return become(claim, claim.state === 'assigned' ? 'declined' : 'released', given) ?? 'claim_over'
    }
    case 'claim.extend':
      if (claim.state !== 'confirmed' && claim.state !== 'started') return 'claim_over'
      if (claim.extended >= claimRules(see).extensions) return 'no_more_time'
      return noted({ ...claim, extended: claim.extended + 1 }, { ...event, why: 'extended' })
    case 'claim.answer':
      return answer(see, { command, claim: row }, event)
    case 'claim.handover':
      return handOver(see, { command, claim }, event)
    case 'step.tick':
      return tick(claim, command, event)
    case 'task.finish':
      return finish(claim, command, event)
    default: {
      const never: never = command
      return never
    }
  }
}

/** Whose doing it is. */
interface Event {
  readonly at: Instant
  readonly by: PersonId
  readonly command: CommandId
}
function answer(
  see: See,
  { command, claim: row }: { command: Of<'claim.answer'>; claim: RowOf<'claim'> },
  event: Event,
): ClaimBody | RefusalCode {
  const { body } = row
  if (body.state === 'assigned') {
    const unfit = command.payload.yes ? whyNotMine(see, body) : undefined
    return unfit ?? become(body, command.payload.yes ? 'confirmed' : 'declined', event) ?? 'claim_over'
  }
  if (body.state !== 'waitlisted') return 'claim_over'
  if (!see.under('seat', body.task).some((seat) => seat.body.claim === row.id)) return 'offer_over'
  return become(body, command.payload.yes ? 'confirmed' : 'released', event) ?? 'claim_over'
}

/** A coordinator has looked past what the card does not show; another volunteer cannot. Nobody gives a guardian's consent. */
function whyNotMine(see: See, { task: id, person, from }: ClaimBody): RefusalCode | undefined {
  const task = see('task', id)?.body
  const unfit = task === undefined ? [] : unfitFor(see, task, see('volunteer', person)?.body)
  return from === undefined ? unfit.find((one) => one === 'consent_missing') : unfit[0]
}

function handOver(
  see: See,
  { command, claim }: { command: Of<'claim.handover'>; claim: ClaimBody },
  event: Event,
): ClaimBody | RefusalCode {
  const { person } = command.payload
  if (claim.state !== 'confirmed' && claim.state !== 'started') return 'claim_over'
  if (person === claim.person || see('person', person) === undefined) return 'not_found'
  return noted({ ...claim, to: asId(person) }, { ...event, why: 'asked' })
}

/** What was done is kept whatever has become of the place; after its end it is flagged. */
const flagged = (claim: ClaimBody): ClaimBody => (isLive(claim) || holdsPlace(claim) ? claim : { ...claim, late: true })

/** Where no place is kept yet nothing is done. What only this phone knows may have one by the time it arrives. */
const hasNoPlaceYet = ({ state }: ClaimBody): boolean => state === 'waitlisted' || state === 'assigned'

function tick(claim: ClaimBody, { payload }: Of<'step.tick'>, event: Event): ClaimBody | RefusalCode {
  if (hasNoPlaceYet(claim)) return 'not_confirmed'
  const { [payload.step]: _, ...others } = claim.ticked
  const ticked = payload.done ? { ...others, [payload.step]: event.at } : others
  return flagged({ ...(become(claim, 'started', event) ?? claim), ticked })
}
function finish(claim: ClaimBody, { payload }: Of<'task.finish'>, event: Event): ClaimBody | RefusalCode {
  if (hasNoPlaceYet(claim)) return 'not_confirmed'
  const { minutes, note, partial } = payload
  const { at } = event
  const begun = become(claim, 'started', event) ?? claim
  const over = become(begun, 'submitted', event) ?? claim
  const done = { at, minutes, ...(note === undefined ? {} : { note }), ...(partial === true ? { partial } : {}) }
  // Checked already: what was checked stays as it was, and a coordinator corrects it if it is wrong.
  if (claim.state === 'verified' || claim.state === 'corrected') return claim
  return flagged({ ...over, done })
}
