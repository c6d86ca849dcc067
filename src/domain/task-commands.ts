import * as v from 'valibot'
import { day, id, tags, text, word } from './fields.ts'
import { instantOf } from './ids.ts'
import { THANKS_FROM } from './task-nouns.ts'

const title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))
const why = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400))
const note = v.pipe(v.string(), v.maxLength(1000))
/** In the one form that sorts as text. */
const instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((at) => !Number.isNaN(Date.parse(at))),
  v.transform((at) => instantOf(Date.parse(at))),
)
const places = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60))
const age = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(120))
const ofTask = { task: id, claim: id }

const TASK_FIELDS = {
  title,
  text,
  steps: v.pipe(v.array(v.object({ id, text: v.pipe(v.string(), v.maxLength(200)) })), v.maxLength(30)),
  place: v.object({
    sort: v.picklist(['building', 'point', 'grid', 'remote']),
    building: v.optional(id),
    point: v.optional(v.tuple([v.number(), v.number()])),
    words: v.optional(word),
  }),
  from: instant,
  until: instant,
  skills: tags,
  papers: v.boolean(),
  youngest: v.nullable(age),
  oldest: v.nullable(age),
  group: v.nullable(word),
  urgency: word,
  waits: v.boolean(),
} as const
const contact = v.object({
  name: v.optional(word),
  phone: v.optional(word),
  place: v.optional(v.pipe(v.string(), v.maxLength(200))),
  note: v.optional(note),
  from: v.optional(instant),
})
const CARD_FIELDS = {
  will: v.nullable(note),
  skills: v.pipe(
    v.array(v.object({ skill: word, certificate: v.optional(word), until: v.optional(day) })),
    v.maxLength(30),
  ),
  slots: tags,
  limits: v.nullable(note),
  languages: tags,
  source: v.nullable(word),
  birth: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/))),
  resting: v.nullable(day),
  home: v.nullable(id),
} as const
const SEEN_FIELDS = { groups: tags, guardian: v.nullable(note), name: v.nullable(word) } as const
const { title: _title, from: _from, until: _until, ...others } = TASK_FIELDS

/** Payloads of tasks and claims; a task made by a command has its id, further shifts the id and their number. */
export const TASK_PAYLOADS = {
  'task.publish': v.object({
    ...v.partial(v.object(others)).entries,
    title,
    kind: word,
    grid: id,
    /** One task each; together they are the shifts of one. */
    shifts: v.pipe(v.array(v.object({ from: instant, until: instant, places })), v.minLength(1), v.maxLength(14)),
    need: v.optional(id),
    contact: v.optional(contact),
  }),
  'task.change': v.object({
    task: id,
    set: v.partial(v.strictObject(TASK_FIELDS)),
    places: v.optional(places),
    /** Null takes it back: nobody is told any longer. */
    contact: v.optional(v.nullable(contact)),
  }),
  'task.close': v.object({ task: id }),
  'task.cancel': v.object({ task: id, why }),
  'task.claim': v.object({ task: id, wait: v.optional(v.boolean(), true) }),
  'claim.release': v.object({ ...ofTask, why: v.optional(note) }),
  'claim.extend': v.object(ofTask),
  /** To a place that fell free, to an assignment, to somebody who would hand over. */
  'claim.answer': v.object({ ...ofTask, yes: v.boolean() }),
  'claim.handover': v.object({ ...ofTask, person: id }),
  'claim.assign': v.object({ task: id, person: id, why }),
  'claim.override': v.object({ ...ofTask, how: v.picklist(['confirm', 'release', 'no_show']), why }),
  'claim.swap': v.object({ ...ofTask, person: id, why }),
  'step.tick': v.object({ ...ofTask, step: id, done: v.boolean() }),
  'task.finish': v.object({
    ...ofTask,
    /** Of service alone: neither the way there nor training counts. */
    minutes,
    note: v.optional(note),
    partial: v.optional(v.boolean()),
  }),
  'task.verify': v.object({
    ...ofTask,
    verdict: v.picklist(['verified', 'sent_back']),
    minutes: v.optional(minutes),
    why: v.optional(note),
    thanks: v.optional(note),
    thanksFrom: v.optional(v.picklist(THANKS_FROM)),
  }),
  /** Takes a check back that was a slip. */
  'task.unverify': v.object(ofTask),
  'task.correct': v.object({ ...ofTask, minutes, why }),
  /** The own card; what others have to see for themselves is not on it. */
  'volunteer.edit': v.object({ set: v.partial(v.strictObject(CARD_FIELDS)) }),
  /** Somebody's card, as whoever leads there fills it in at a door; with a home also of somebody who has no post yet. */
  'card.edit': v.object({ person: id, set: v.partial(v.strictObject({ ...CARD_FIELDS, ...SEEN_FIELDS })) }),
} as const
