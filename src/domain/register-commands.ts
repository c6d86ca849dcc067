import * as v from 'valibot'
import { buildingSet, day, householdSet, id, persons, residentSet } from './fields.ts'

const pair = v.object({ kind: v.picklist(['household', 'resident']), id, into: id })

/** Of a door: where it is, what is written on it, what is behind it, and that it is there no more. */
export const DOOR_FIELDS = {
  floor: v.pipe(v.number(), v.integer(), v.minValue(-9), v.maxValue(200)),
  room: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(24)),
  use: v.picklist(['home', 'shop', 'shared', 'store']),
  /** What a shop is called. */
  name: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))),
  ended: v.nullable(v.object({ on: day, why: v.picklist(['demolished', 'mistake']) })),
} as const
const { ended: _, name, ...onTheDoor } = DOOR_FIELDS

/** Payloads of who comes and goes, and of what is settled: rarer than a round, and judged on the phone by rules that are loaded for them. */
export const REGISTER_PAYLOADS = {
  /** A household behind a door: one that moved in, or part of another (`from`) that keeps house for itself. */
  'household.add': v.object({
    door: id,
    set: householdSet,
    people: v.pipe(v.array(residentSet), v.maxLength(20)),
    from: v.optional(id),
    take: v.optional(persons, []),
  }),
  'resident.add': v.object({ household: id, set: residentSet }),
  /** Somebody goes to live with another household; `household` is the one left. */
  'resident.move': v.object({ resident: id, household: id, to: id }),
  /** Two records of one household or person become one; the one named first ends. And the two apart again. */
  'register.merge': pair,
  'register.part': pair,
  'building.edit': v.object({ building: id, set: buildingSet }),
  'conflict.settle': v.object({
    conflict: id,
    /** Whose the two values are: of a household with its people, or of a building. */
    household: v.optional(id),
    building: v.optional(id),
    /** Which of the values seen is right (by its place), or that both stay until somebody asks. */
    choice: v.union([v.pipe(v.number(), v.integer(), v.minValue(0)), v.literal('ask_next_time')]),
    /** The values the person saw, as JSON: a value not among them opens the conflict again. */
    saw: v.pipe(v.array(v.string()), v.maxLength(200)),
  }),
  /** A door that the register lacked: its id is the command's. */
  'door.add': v.object({ building: id, stair: id, ...onTheDoor, name: v.optional(name) }),
  'door.edit': v.object({ door: id, set: v.partial(v.strictObject(DOOR_FIELDS)) }),
} as const
