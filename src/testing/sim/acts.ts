import type { NewCommand } from '../../domain/commands.ts'
import { type CommandId, instantOf, makeCommandId } from '../../domain/ids.ts'
import { seenInQuestion } from '../../domain/settling.ts'
import type { Chance } from '../../server/demo/chance.ts'
import type { View } from '../../store/contract.ts'

export const STAIRS = ['s1', 's2', 's3'] as const
export const aHouseholdOf = (chance: Chance): string => `h-${chance.pick(STAIRS)}-${chance.between(1, 2)}`
export const newId = (chance: Chance, now: number): CommandId =>
  makeCommandId(
    now,
    Uint8Array.from({ length: 10 }, () => chance.between(0, 255)),
  )

/** What one person does next, with what he sees on his phone. */
const ACTS = { visit: 45, note: 18, tags: 8, resident: 12, settle: 12, newer: 3, unknown: 2 } as const

export interface Acting {
  readonly chance: Chance
  readonly view: View
  readonly person: string
  readonly now: number
}
export function drawCommand(acting: Acting): NewCommand {
  const { chance, now } = acting
  const id = newId(chance, now)
  const base = { id, v: 1, happenedAt: instantOf(now), needs: [], seen: {} }
  switch (chance.weigh(ACTS)) {
    case 'note':
      return { ...base, ...edit(acting, { note: `${acting.person} ${chance.between(1, 999)}` }) }
    case 'tags':
      return { ...base, ...edit(acting, { tags: [chance.pick(['alone', 'disabled', 'carer'])] }) }
    case 'resident':
      return { ...base, ...editResident(acting) }
    case 'settle':
      return { ...base, ...(settle(acting) ?? visit(acting)) }
    case 'newer':
      return { ...base, ...visit(acting), v: 2 }
    case 'unknown':
      return { ...base, type: 'sweep.report', payload: { household: aHouseholdOf(chance) } }
    default:
      return { ...base, ...visit(acting) }
  }
}

export type Drawn = Pick<NewCommand, 'type' | 'payload'> & Partial<NewCommand>
export function visit({ chance, person }: Acting, at?: string): Drawn {
  const raises = chance.happens(0.25) ? { needs: [{ category: 'repair', text: `${person} asks` }] } : {}
  const outcome = chance.pick(['met', 'met', 'no_answer'])
  const payload = { household: at ?? aHouseholdOf(chance), outcome, method: 'door', purpose: 'routine', note: person }
  return { type: 'visit.log', payload: { ...payload, ...raises } }
}
function edit({ chance, view }: Acting, set: Readonly<Record<string, unknown>>): Drawn {
  const household = aHouseholdOf(chance)
  const seen = seenOf(view('household', household)?.writer, set)
  return { type: 'household.edit', seen, payload: { household, set } }
}
function editResident({ chance, view, person }: Acting): Drawn {
  const household = aHouseholdOf(chance)
  const resident = household.replace('h-', 'r-')
  const set = chance.happens(0.5)
    ? { phone: `1540000${chance.between(1000, 9999)}` }
    : { kinship: `${person} ${chance.between(1, 99)}` }
  const seen = seenOf(view('resident', resident)?.writer, set)
  return { type: 'resident.edit', seen, payload: { resident, household, set } }
}
/** The writers of the fields as they stood on the screen. */
export function seenOf(writer: Readonly<Record<string, CommandId>> = {}, set: object): Record<string, CommandId> {
  const known = Object.keys(set).flatMap((field): [string, CommandId][] => {
    const by = writer[field]
    return by === undefined ? [] : [[field, by]]
  })
  return Object.fromEntries(known)
}
function settle({ chance, view }: Acting): Drawn | undefined {
  const open = view.all('conflict').filter((row) => row.body.state === 'open')
  if (open.length === 0) return undefined
  const { id, body } = chance.pick(open)
  const saw = body.values.map(({ value }) => JSON.stringify(value ?? null))
  const choice = chance.happens(0.2) ? 'ask_next_time' : chance.between(0, saw.length - 1)
  const whose = body.household === undefined ? { building: body.of.id } : { household: body.household }
  const seen = seenInQuestion(body, view(body.of.kind, body.of.id)?.writer[body.field])
  return { type: 'conflict.settle', seen, payload: { conflict: id, ...whose, choice, saw } }
}
