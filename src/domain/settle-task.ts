import { newClaim, takesClaims } from './claim.ts'
import type { CommandType } from './commands.ts'
import type { Of } from './decide.ts'
import { cardPackOf } from './decide-desk.ts'
import { asId, type Instant, type PersonId } from './ids.ts'
import { personPack } from './packs.ts'
import type { RefusalCode } from './refusal.ts'
import { type Change, put, type See } from './see.ts'
import type { Settled, Settling } from './settle.ts'
import { sheetChanges } from './sheet.ts'
import { TaskDesk } from './task-desk.ts'
import type { ContactBody, TaskBody, VolunteerBody } from './task-nouns.ts'

const TYPES = [
  'task.change',
  'task.close',
  'task.cancel',
  'task.claim',
  'claim.release',
  'claim.extend',
  'claim.answer',
  'claim.handover',
  'claim.assign',
  'claim.override',
  'claim.swap',
  'step.tick',
  'task.finish',
  'task.verify',
  'task.unverify',
  'task.correct',
] as const satisfies readonly CommandType[]
type OnTask = Of<(typeof TYPES)[number]>
export const isOnTask = (command: Settling['command']): command is OnTask =>
  (TYPES as readonly string[]).includes(command.type)

/**
 * What the server adds to a command about a task: who gets the place, who waits, who is told whom to reach. It alone
 * knows all claims, and their order is that of their arrival. A claim that came too late is accepted all the same, as
 * waiting or lost, beside the one that was first: `conflict`. One that had its place before the history was replaced
 * and has none now is refused, and whoever asks holds it for a coordinator.
 */
export function settleTask(sight: See, settling: Settling): Settled {
  const { changes, arrival } = settling
  const command = settling.command as OnTask
  const desk = TaskDesk.open(sight, command.payload.task, arrival.now)
  if (desk === undefined) return { refused: 'not_found' }
  desk.apply(changes)
  const refused = carryOut(desk, command, settling)
  if (refused !== undefined) return { refused }
  desk.rest()
  const isTaken = command.type === 'task.claim' && desk.claim(command.id)?.state !== 'confirmed'
  if (isTaken && arrival.was === 'ok') return { refused: 'no_place' }
  return isTaken ? { changes: desk.changes(), conflict: true } : { changes: desk.changes() }
}

function carryOut(desk: TaskDesk, command: OnTask, { arrival }: Settling): RefusalCode | undefined {
  switch (command.type) {
    case 'task.claim':
      return takePlace(desk, command, arrival.seq)
    case 'claim.answer':
      return takeOffer(desk, command.payload.claim)
    case 'claim.handover':
      return askToTakeOver(desk, command, arrival.seq)
    case 'claim.assign':
    case 'claim.swap':
      return give(desk, command, arrival.seq)
    case 'claim.override':
      return command.payload.how === 'confirm' ? keepPlaceFor(desk, command.payload.claim) : undefined
    case 'claim.extend':
    case 'step.tick':
    case 'task.finish':
    case 'task.verify':
      desk.renew(command.payload.claim)
      return undefined
    case 'task.change':
      return tellOfChange(desk, command)
    case 'task.close':
      for (const [id, claim] of desk.live()) if (claim.state === 'waitlisted') desk.move(id, 'released', 'closed')
      return undefined
    case 'task.cancel':
      for (const [id] of desk.live()) desk.move(id, 'cancelled', command.payload.why)
      return undefined
    case 'claim.release':
    case 'task.unverify':
    case 'task.correct':
      return undefined
    default: {
      const never: never = command
      return never
    }
  }
}

function takePlace(desk: TaskDesk, command: Of<'task.claim'>, order: number): RefusalCode | undefined {
  const claim = desk.claim(command.id)
  if (claim === undefined || !takesClaims(desk.task, desk.now)) return 'task_over'
  desk.setClaim(command.id, { ...claim, order })
  const seat = desk.freeSeat()
  if (seat !== undefined) {
    desk.hold(seat, command.id)
    desk.move(command.id, 'confirmed')
  } else desk.move(command.id, claim.wait && desk.task.waits ? 'waitlisted' : 'lost')
  return undefined
}
/** The command has moved the claim already; the place follows. */
function takeOffer(desk: TaskDesk, id: string): RefusalCode | undefined {
  const claim = desk.claim(id)
  if (claim?.state !== 'confirmed') return undefined
  const seat = desk.seatOf(claim.from ?? id)
  if (seat === undefined) return 'offer_over'
  if (claim.from !== undefined) desk.move(claim.from, 'released', 'handed_over')
  desk.hold(seat, id)
  return undefined
}
function askToTakeOver(desk: TaskDesk, command: Of<'claim.handover'>, order: number): RefusalCode | undefined {
  const { claim: from, person } = command.payload
  const before = desk.claim(from)
  if (before === undefined) return 'claim_over'
  if (desk.isIn(person)) return 'already_claimed'
  const refused = desk.whyNot(asId(person), 'asked')
  if (refused !== undefined) return refused
  const event = { at: desk.now, by: before.person, command: command.id }
  const asked = newClaim({ task: desk.id, person: asId(person), wait: false, from }, 'assigned', event)
  desk.setClaim(command.id, { ...asked, order })
  return undefined
}
function give(desk: TaskDesk, command: Of<'claim.assign'> | Of<'claim.swap'>, order: number): RefusalCode | undefined {
  const seat = command.type === 'claim.assign' ? desk.freeSeat() : desk.seatOf(command.payload.claim)
  const { id } = command
  const claim = desk.claim(id)
  if (seat === undefined || claim === undefined) return 'no_place'
  // Not every coordinator reads every card.
  const refused = desk.whyNot(claim.person, 'given')
  if (refused !== undefined) return refused
  desk.setClaim(id, { ...claim, order })
  desk.offer(seat, id)
  return undefined
}
/** A coordinator's word is stronger than an offer: whoever had it waits again. */
function keepPlaceFor(desk: TaskDesk, claim: string): RefusalCode | undefined {
  const seat = desk.seatOf(claim) ?? desk.freeSeat() ?? desk.lastOffered()
  if (seat === undefined) return 'no_place'
  desk.hold(seat, claim)
  return undefined
}
function tellOfChange(desk: TaskDesk, { payload }: Of<'task.change'>): undefined {
  const fields = [...Object.keys(payload.set), ...(payload.contact === undefined ? [] : ['contact'])]
  for (const [id, claim] of desk.live()) {
    if (fields.length > 0) desk.setClaim(id, { ...claim, changed: { at: desk.now, fields } })
    if (payload.set.until !== undefined) desk.renew(id)
  }
  return undefined
}

/** A task is new: whoever published it and does not read the grid's claims has its sheet from the first. */
export function settlePublish(sight: See, { changes, arrival }: Settling): readonly Change[] {
  const sheets = changes.flatMap((change) => {
    if (change.op !== 'put' || change.kind !== 'task') return []
    const { id, body } = change
    const contact = changes.find((one) => one.op === 'put' && one.kind === 'contact' && one.id === id)
    const said = contact?.op === 'put' ? (contact.body as ContactBody) : undefined
    return sheetChanges(sight, { id, task: body as TaskBody, contact: said, claims: [] }, arrival.now)
  })
  return [...changes, ...sheets]
}

/**
 * A volunteer's card lies in his own pack and where coordinators read it, and says the same in both. Where a
 * free place waits for the end of the rest it falls due at once: it is settled anew by what the card says now.
 */
export function settleCard(sight: See, { changes, arrival }: Settling): readonly Change[] {
  return changes.flatMap((change): readonly Change[] => {
    if (change.op !== 'put') return [change]
    const { id } = change
    const body = change.body as VolunteerBody
    const woken = wake(sight, id, arrival.now)
    if (change.kind === 'card')
      return [change, put('volunteer', { id, pack: personPack(id as PersonId) }, body), ...woken]
    const pack = sight('card', id)?.pack ?? cardPackOf(sight, id as PersonId)
    return [change, ...(pack === undefined ? [] : [put('card', { id, pack }, body)]), ...woken]
  })
}
/** A free place, while somebody waits for it, waits for him to rest no more (TaskDesk.rest): it is looked at anew. */
const wake = (sight: See, person: string, now: Instant): readonly Change[] =>
  sight
    .under('claim', person)
    .filter(({ body }) => body.state === 'waitlisted')
    .flatMap(({ body }) => sight.under('seat', body.task))
    .filter(({ body }) => body.claim === null && body.gone !== true && (body.ends === null || body.ends > now))
    .map((seat) => put('seat', seat, { ...seat.body, ends: now }))
