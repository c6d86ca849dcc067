import { isAboutTasks, tasksTouched } from './about-tasks.ts'
import { decideAdmin } from './admin.ts'
import type { CommandType, Understood } from './commands.ts'
import { decideOutbox, isOutbox } from './decide-outbox.ts'
import { conflictId, disputedIn } from './edit.ts'
import { decideGrid } from './grid-edit.ts'
import { asId, type BuildingId } from './ids.ts'
import type { Kind } from './nouns.ts'
import type { Refused } from './refusal.ts'
import { madeId, questionsOf } from './register.ts'
import type { Change, Context, See } from './see.ts'
import { editVocabulary } from './vocabulary-edit.ts'

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
  if (isOutbox(command)) return decideOutbox(see, command, context)
  switch (command.type) {
    case 'post.give':
    case 'post.end':
    case 'post.hand_over':
    case 'person.rename':
    case 'household.move':
    case 'held.judge':
    case 'grid.redraw':
    case 'redraw.withdraw':
    case 'facility.set':
      return decideAdmin(see, command, context)
    case 'grid.add':
    case 'grid.rename':
      return decideGrid(see, command)
    case 'vocabulary.edit':
      return editVocabulary(see, command)
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
      /** It need not be there: what the command makes itself, or what may have come of others. */
      readonly optional?: true
    }
  /** Every row of the packs of a building: its doors and all who live behind them. */
  | { readonly packsOf: BuildingId }
  /** All rows of a kind that hang under a person or a building; null for whoever gives the command. */
  | { readonly hanging: Kind; readonly on: string | null }

/** What hangs under a household. */
export const BELONGINGS = ['resident', 'visit', 'need', 'conflict'] as const
const perhaps = (kind: Kind, id: string): Touched => ({ kind, id, under: [], optional: true })
const alone = (kind: Kind, id: string): Touched => ({ kind, id, under: [] })
/** Somebody who goes to live elsewhere takes along what is disputed about him. */
const goingAlong = (resident: string): readonly Touched[] => [
  alone('resident', resident),
  ...questionsOf(resident).map((id) => perhaps('conflict', id)),
]

/** The rows a command may read or change, apart from pack c, which both sides always hold whole. */
export function touches(command: Understood): readonly Touched[] {
  if (isAboutTasks(command)) return tasksTouched(command)
  switch (command.type) {
    case 'visit.log':
      return [{ kind: 'household', id: command.payload.household, under: ['visit', 'need', 'resident'] }]
    case 'household.look':
      return [{ kind: 'household', id: command.payload.household, under: [] }]
    case 'household.edit':
      return [{ kind: 'household', id: command.payload.household, under: ['conflict', 'visit'] }]
    case 'resident.edit':
      // Conflicts by their own ids: the person may live with another household by now, and they go along.
      return [
        { kind: 'resident', id: command.payload.resident, under: [] },
        { kind: 'household', id: command.payload.household, under: [] },
        ...Object.keys(command.payload.set).map((field) =>
          perhaps('conflict', conflictId({ kind: 'resident', id: command.payload.resident }, field)),
        ),
      ]
    case 'household.add':
      return [
        { kind: 'door', id: command.payload.door, under: [] },
        perhaps('household', command.id),
        ...command.payload.people.map((_, index) => perhaps('resident', madeId(command.id, index))),
        ...(command.payload.from === undefined ? [] : [alone('household', command.payload.from)]),
        ...command.payload.take.flatMap(goingAlong),
      ]
    case 'resident.add':
      return [{ kind: 'household', id: command.payload.household, under: [] }, perhaps('resident', command.id)]
    case 'resident.move':
      return [
        ...goingAlong(command.payload.resident),
        alone('household', command.payload.household),
        alone('household', command.payload.to),
      ]
    case 'register.merge':
    case 'register.part':
      return paired(command.payload)
    // Buildings and what is disputed about them lie in pack c.
    case 'building.edit':
      return []
    case 'door.add':
      return [{ hanging: 'door', on: command.payload.building }, perhaps('door', command.id)]
    case 'door.edit':
      return [{ kind: 'door', id: command.payload.door, under: ['household'] }]
    case 'conflict.settle':
      return settled(command.payload)
    case 'household.move':
      return [
        { kind: 'household', id: command.payload.household, under: BELONGINGS },
        { kind: 'door', id: command.payload.door, under: [] },
      ]
    case 'held.judge':
      return [{ kind: 'held', id: command.payload.command, under: [] }]
    case 'grid.redraw':
      return command.payload.buildings.map(({ building }) => ({ packsOf: asId(building) }))
    default:
      return onlyCommunity(command)
  }
}
/** A later edit of a person goes along, and meets the questions about the one that stands. */
const paired = ({ kind, id, into }: Of<'register.merge'>['payload']): readonly Touched[] =>
  kind === 'resident'
    ? [id, into].flatMap(goingAlong)
    : [id, into].map((each) => ({ kind, id: each, under: BELONGINGS }))
/** A question and what it was about: a household or a person, or a building, which lies in pack c as all about it does. */
function settled({ conflict, household }: Of<'conflict.settle'>['payload']): readonly Touched[] {
  const of = disputedIn(conflict)
  if (of === undefined || of.kind === 'building') return []
  return [
    ...(household === undefined ? [] : [alone('household', household)]),
    perhaps('conflict', conflict),
    of.kind === 'household' ? { ...of, under: ['visit'], optional: true } : perhaps('resident', of.id),
  ]
}
/** Posts, people, grids, service points and words lie in pack c; by its type no other command comes here. */
const onlyCommunity = (
  _: Of<
    | ('post.give' | 'post.end' | 'post.hand_over' | 'person.rename' | 'vocabulary.edit')
    | ('grid.add' | 'grid.rename' | 'redraw.withdraw' | 'facility.set')
  >,
): readonly Touched[] => []
