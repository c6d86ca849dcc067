import fc from 'fast-check'
import type { Rows } from './build.ts'
import { type Deed, deeds, History, quarrels, type Step } from './histories.ts'

export const someDeeds = fc.array(fc.oneof(deeds, quarrels), { maxLength: 14 })
export function historyOf(list: readonly Deed[]): History {
  const history = new History()
  for (const deed of list) history.do(deed)
  return history
}

/** Rows say the same in whatever order their fields were written. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, each]) => [field, inOrder(each)]),
  )
}
export const asText = (rows: Rows) => JSON.stringify(inOrder(rows.sorted()))
export interface Written {
  readonly by: Step
  readonly kind: 'household' | 'resident' | 'building' | 'volunteer' | 'card'
  readonly id: string
  readonly field: string
  readonly value: unknown
}
export const json = (value: unknown): string => JSON.stringify(value ?? null)
function editedBy({ command, author }: Step): (Pick<Written, 'kind' | 'id'> & { readonly set: object }) | undefined {
  switch (command.type) {
    case 'household.edit':
      return { kind: 'household', id: command.payload.household, set: command.payload.set }
    case 'resident.edit':
      return { kind: 'resident', id: command.payload.resident, set: command.payload.set }
    case 'building.edit':
      return { kind: 'building', id: command.payload.building, set: command.payload.set }
    case 'volunteer.edit':
      return { kind: 'volunteer', id: author, set: command.payload.set }
    case 'card.edit':
      return { kind: 'card', id: command.payload.person, set: command.payload.set }
    default:
      return undefined
  }
}
export function valuesOf(step: Step): readonly Written[] {
  const edited = 'changes' in step.decision ? editedBy(step) : undefined
  if (edited === undefined) return []
  const { set, ...at } = edited
  return Object.entries(set).map(([field, value]) => ({ by: step, ...at, field, value }))
}
/** A card has no writers and opens no question: the last word on a field counts, whoever had seen what. */
export const isOnCard = ({ kind }: Written): boolean => kind === 'volunteer' || kind === 'card'
