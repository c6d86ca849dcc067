import type { Term } from './nouns.ts'

/** No longer offered; records that name it keep their word. */
export const isEnded = (term: Term): boolean => term['ended'] === true
/** What may be chosen now: terms that have not ended, and those that are chosen already. */
export const offered = (terms: readonly Term[], chosen: readonly string[] = []): readonly Term[] =>
  terms.filter((term) => !isEnded(term) || chosen.includes(term.id))
/** What a task of a kind (vocabulary taskKinds) is usually done by; whatever else stands there is left out. */
export const usualSteps = (kind: Term | undefined): readonly Pick<Term, 'zh' | 'en'>[] =>
  (Array.isArray(kind?.['steps']) ? kind['steps'] : []).filter(
    (step) => typeof step?.zh === 'string' && typeof step.en === 'string',
  )
