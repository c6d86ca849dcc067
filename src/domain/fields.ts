import * as v from 'valibot'

/** What payloads are made of: every text has its limit. */
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(80), v.regex(/^[A-Za-z0-9._:-]+$/))
export const word = v.pipe(v.string(), v.maxLength(64))
export const text = v.pipe(v.string(), v.maxLength(4000))
export const day = v.pipe(v.string(), v.isoDate())
export const tags = v.pipe(v.array(word), v.maxLength(40))
