import * as v from 'valibot'

/** What payloads are made of: every text has its limit. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80), v.regex(/^[A-Za-z0-9._:-]+$/))
export const word = v.pipe(v.string(), v.maxLength(64))
export const text = v.pipe(v.string(), v.maxLength(4000))
export const day = v.pipe(v.string(), v.isoDate())
export const tags = v.pipe(v.array(word), v.maxLength(40))

const CARE_LEVELS = ['red', 'yellow', 'blue', 'green', 'grey'] as const

/** How people end what they registered: a household moves out whole, a person moves or dies, an entry was wrong. */
const ended = v.nullable(v.object({ on: day, why: v.picklist(['moved_out', 'deceased', 'mistake']) }))

/** On what ground a sensitive field is kept (vocabulary consentBases): each has one beside it. */
const basis = v.nullable(word)

/** Fields of a household that people edit; the same schemas judge the form, the phone's replay and the server. */
export const HOUSEHOLD_FIELDS = {
  dwelling: word,
  care: v.picklist(CARE_LEVELS),
  careReason: v.nullable(text),
  interval: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366))),
  tags,
  note: v.nullable(text),
  label: v.nullable(word),
  ended,
  careBasis: basis,
  tagsBasis: basis,
  noteBasis: basis,
} as const
export const RESIDENT_FIELDS = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  sex: v.picklist(['0', '1', '2', '9']),
  birth: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/))),
  phone: v.nullable(v.pipe(v.string(), v.maxLength(40))),
  tags,
  kinship: v.nullable(word),
  residence: word,
  ended,
  tagsBasis: basis,
} as const
/** Of a building; everybody in the community reads them. */
export const BUILDING_FIELDS = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
  address: v.nullable(v.pipe(v.string(), v.maxLength(120))),
  built: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(2200))),
  floors: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))),
  attributes: tags,
  note: v.nullable(v.pipe(v.string(), v.maxLength(400))),
} as const
export const buildingSet = v.partial(v.strictObject(BUILDING_FIELDS))
export const householdSet = v.partial(v.strictObject(HOUSEHOLD_FIELDS))
export const residentSet = v.partial(v.strictObject(RESIDENT_FIELDS))
export const persons = v.pipe(v.array(id), v.maxLength(40))
