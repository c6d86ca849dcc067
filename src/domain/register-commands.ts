import * as v from 'valibot'
import { buildingSet, householdSet, id, persons, residentSet } from './fields.ts'

const pair = v.object({ kind: v.picklist(['household', 'resident']), id, into: id })

/** Payloads of who comes and goes: rarer than a round, and judged on the phone by rules that are loaded for them. */
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
} as const
