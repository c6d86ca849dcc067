import { decideAdmin } from './admin.ts'
import type { CommandType, Understood } from './commands.ts'
import { decideCore } from './decide-core.ts'
import { asId, type BuildingId } from './ids.ts'
import type { Kind } from './nouns.ts'
import type { Refused } from './refusal.ts'
import type { Change, Context, See } from './see.ts'

/** `conflict` tells that an edit stands beside another value. `unknown` names a row this judge cannot see. */
export type Decision =
  | { readonly changes: readonly Change[]; readonly conflict?: true }
  | { readonly unknown: { readonly kind: Kind; readonly id: string } }
  | Refused

/** A command of one type. */
export type Of<T extends CommandType> = Extract<Understood, { type: T }>

/**
 * Judges a command: the same code on the phone (at the tap and at every replay) and on the server. Synchronous,
 * total and deterministic; reads only through `see`. Applying its changes twice gives the same rows.
 */
export function decide(see: See, command: Understood, context: Context): Decision {
  switch (command.type) {
    case 'visit.log':
    case 'household.look':
    case 'household.edit':
    case 'resident.edit':
    case 'conflict.settle':
      return decideCore(see, command, context)
    case 'post.give':
    case 'post.end':
    case 'household.move':
    case 'building.move':
    case 'held.judge':
      return decideAdmin(see, command, context)
    default: {
      const never: never = command
      return never
    }
  }
}

export type Touched =
  | {
      readonly kind: Kind
      readonly id: string
      /** Rows of these kinds that hang under it are read too. */
      readonly under: readonly Kind[]
    }
  /** Every row of the packs of a building: its doors and all who live behind them. */
  | { readonly packsOf: BuildingId }

/** The rows a command may read or change, apart from pack c, which both sides always hold whole. */
export function touches(command: Understood): readonly Touched[] {
  switch (command.type) {
    case 'visit.log':
      return [{ kind: 'household', id: command.payload.household, under: ['visit', 'need', 'resident'] }]
    case 'household.look':
      return [{ kind: 'household', id: command.payload.household, under: [] }]
    case 'household.edit':
      return [{ kind: 'household', id: command.payload.household, under: ['conflict', 'visit'] }]
    case 'resident.edit':
      return [
        { kind: 'resident', id: command.payload.resident, under: [] },
        { kind: 'household', id: command.payload.household, under: ['conflict'] },
      ]
    case 'conflict.settle':
      return [{ kind: 'household', id: command.payload.household, under: ['conflict', 'resident', 'visit'] }]
    case 'household.move':
      return [
        { kind: 'household', id: command.payload.household, under: ['resident', 'visit', 'need', 'conflict'] },
        { kind: 'door', id: command.payload.door, under: [] },
      ]
    case 'building.move':
      return [{ packsOf: asId(command.payload.building) }]
    case 'held.judge':
      return [{ kind: 'held', id: command.payload.command, under: [] }]
    case 'post.give':
    case 'post.end':
      return []
    default: {
      const never: never = command
      return never
    }
  }
}
