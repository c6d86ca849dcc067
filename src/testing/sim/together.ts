import type { NewCommand } from '../../domain/commands.ts'
import type { Acting } from './acts.ts'
import type { Phone } from './phone.ts'
import { drawAsking, drawCancel, drawYes } from './task-acts.ts'

/** How a world lets somebody tap. */
export interface Hands {
  acting(phone: Phone): Promise<Acting>
  tap(phone: Phone, command: NewCommand): Promise<string>
}
/** One asks another to take over, who says yes; all of it while both have a network. */
export async function takeOver(hands: Hands, phone: Phone, other: Phone): Promise<string> {
  await phone.round()
  const asks = drawAsking(await hands.acting(phone), other.person)
  if (asks === undefined) return 'nothing'
  await hands.tap(phone, asks)
  await phone.round()
  await other.round()
  const answers = drawYes(await hands.acting(other), asks.id)
  if (answers === undefined) return 'not asked'
  await hands.tap(other, answers)
  await other.round()
  return 'answered'
}
/** Whoever leads calls off a task that people come to. */
export async function callOff(hands: Hands, phones: readonly Phone[]): Promise<string> {
  const staff = phones.find((one) => one.isSignedIn && one.person === 'staff')
  await staff?.round()
  const cancels = staff === undefined ? undefined : drawCancel(await hands.acting(staff))
  if (staff === undefined || cancels === undefined) return 'nothing'
  await hands.tap(staff, cancels)
  await staff.round()
  return 'called off'
}
