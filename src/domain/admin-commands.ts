import * as v from 'valibot'
import { day, id, tags, word } from './fields.ts'
import { LEVELS } from './levels.ts'

/** As long as a step of a task may be. */
const step = v.pipe(v.string(), v.maxLength(200))
const called = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60))

/** More corners than anybody draws; a file's outline is simplified to fit. */
const corner = v.tuple([
  v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
])
const rings = v.pipe(v.array(v.pipe(v.array(corner), v.minLength(4), v.maxLength(400))), v.minLength(1), v.maxLength(8))

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
  /** The post goes to somebody else from a day on; on that day both hold it, so that nobody's visit falls between. */
  'post.hand_over': v.object({ post: id, next: id, person: id, name: v.optional(word), on: day }),
  'person.rename': v.object({ person: id, name: called }),
  'grid.add': v.object({ grid: id, parent: id, level: v.picklist(LEVELS), name: called, code: v.optional(word) }),
  'grid.rename': v.object({ grid: id, name: called, code: v.optional(word) }),
  /** One term of a list: its words, whether it is still offered, its place. A term that is not there is a new one. */
  'vocabulary.edit': v.object({
    list: id,
    term: id,
    zh: v.optional(called),
    en: v.optional(called),
    /** The group a new term belongs to. */
    under: v.optional(id),
    ended: v.optional(v.boolean()),
    /** What a group of volunteers needs: ids of vocabulary volunteerSkills and availabilitySlots. */
    skills: v.optional(tags),
    slots: v.optional(tags),
    /** The term it is to stand before; null for the end. */
    before: v.optional(v.nullable(id)),
    /** Of a kind of task: what it is usually done by. */
    steps: v.optional(v.pipe(v.array(v.object({ zh: step, en: v.optional(step) })), v.maxLength(30))),
  }),
  'household.move': v.object({ household: id, door: id }),
  /**
   * What hangs where, from a day on: a grid's boundary, grids with all that hangs on them, stairs of buildings, and the
   * grid itself where it ends. What waits is carried out under the same name.
   */
  'grid.redraw': v.object({
    redraw: id,
    grid: id,
    boundary: v.optional(v.nullable(v.pipe(v.array(rings), v.minLength(1), v.maxLength(8)))),
    grids: v.pipe(v.array(v.object({ grid: id, to: id })), v.maxLength(120)),
    buildings: v.pipe(
      v.array(v.object({ building: id, stairs: v.pipe(v.array(id), v.minLength(1), v.maxLength(60)), to: id })),
      v.maxLength(120),
    ),
    end: v.optional(v.picklist(['merged', 'mistake'])),
    on: day,
  }),
  'redraw.withdraw': v.object({ redraw: id }),
  /** Made or written anew, whole; with a day it is there no more. */
  'facility.set': v.object({
    facility: id,
    grid: id,
    sort: word,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
    point: corner,
    phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
    note: v.optional(v.pipe(v.string(), v.maxLength(400))),
    ended: v.optional(day),
  }),
  'held.judge': v.object({ command: id, verdict: v.picklist(['accept', 'dismiss']) }),
} as const
