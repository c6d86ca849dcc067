import * as v from 'valibot'
import { day, id, word } from './fields.ts'

/** Payloads of administration, which is online only: no phone's outbox ever holds one. */
export const ADMIN_PAYLOADS = {
  'post.give': v.object({
    post: id,
    person: id,
    name: v.optional(word),
    grid: id,
    role: word,
    since: day,
    until: v.nullable(day),
    standIn: v.optional(v.boolean()),
  }),
  'post.end': v.object({ post: id, until: day }),
  'household.move': v.object({ household: id, door: id }),
  'building.move': v.object({
    building: id,
    stairs: v.pipe(v.array(v.object({ stair: id, grid: id })), v.minLength(1)),
  }),
  'held.judge': v.object({ command: id, verdict: v.picklist(['accept', 'dismiss']) }),
} as const
