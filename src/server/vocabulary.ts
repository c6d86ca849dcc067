import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { Term, VocabularyBody } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { type Change, put } from '../domain/see.ts'

const term: v.GenericSchema<unknown, Term> = v.looseObject({
  id: v.string(),
  zh: v.string(),
  en: v.string(),
  children: v.optional(v.array(v.lazy(() => term))),
}) as v.GenericSchema<unknown, Term>
const lists = v.record(
  v.string(),
  v.object({ terms: v.array(term), rule: v.optional(v.record(v.string(), v.unknown())) }),
)

/**
 * The default lists by name, as a new community starts with them: a copy in its pack c, which it may then edit.
 * Ids are stable and never used again; lists of national codes carry the code as id (sex, kinship …).
 */
export function defaultVocabularies(): ReadonlyMap<string, VocabularyBody> {
  const file = readFileSync(new URL('vocabulary.json', import.meta.url), 'utf8')
  return new Map(Object.entries(v.parse(lists, JSON.parse(file)) as Record<string, VocabularyBody>))
}

/** Puts of every default list: one row a list, its id is the list's name. */
export const vocabularyChanges = (): readonly Change[] =>
  [...defaultVocabularies()].map(([id, body]) => put('vocabulary', { id, pack: COMMUNITY_PACK }, body))
