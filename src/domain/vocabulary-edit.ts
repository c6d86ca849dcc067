import type { Decision, Of } from './decide.ts'
import type { Term } from './nouns.ts'
import type { See } from './see.ts'

/** Lists whose terms the program itself knows by name: their words may be changed, nothing may be added or ended. */
export const FIXED_LISTS: readonly string[] = [
  ...['gridLevels', 'roles', 'careLevels', 'visitOutcomes', 'notHomeRule', 'modes', 'sex', 'kinship', 'sensitivity'],
  ...['issueStates', 'issueUrgency', 'taskStates', 'hourRules', 'sweepOutcomes', 'mapLayers', 'maskRules'],
]

/** The list whose terms say what they need, so that a volunteer can be told which suits. */
const GROUPS = 'volunteerGroups'
const KINDS = 'taskKinds'

/** Words, order and whether a term is still offered; its id stays for good, since records name it. */
export function editVocabulary(see: See, { payload }: Of<'vocabulary.edit'>): Decision {
  const list = see('vocabulary', payload.list)
  if (list === undefined) return { refused: 'not_found' }
  const { terms } = list.body
  const known = terms.flatMap((term) => [term, ...(term.children ?? [])]).find(({ id }) => id === payload.term)
  if (FIXED_LISTS.includes(payload.list) && (known === undefined || payload.ended !== undefined))
    return { refused: 'in_use' }
  const made = known === undefined ? newTerm(payload) : changed(known, payload)
  if (made === undefined) return { refused: 'bad_payload' }
  const next = known === undefined ? added(terms, made, payload.under) : replaced(terms, made)
  if (next === undefined) return { refused: 'not_found' }
  const ordered = payload.before === undefined ? next : placed(next, made.id, payload.before)
  const set = { terms: ordered }
  return { changes: [{ op: 'set', kind: 'vocabulary', id: list.id, set, edit: false }] }
}
type Wanted = Of<'vocabulary.edit'>['payload']

const newTerm = ({ term, zh, en, ...wanted }: Wanted): Term | undefined =>
  zh === undefined ? undefined : { id: term, zh, en: en ?? zh, ...needsOf(wanted) }
function changed(known: Term, { zh, en, ended, ...wanted }: Wanted): Term {
  const { ended: was, ...rest } = known
  const isOver = ended ?? was === true
  const over = isOver ? { ended: true } : {}
  return { ...rest, zh: zh ?? known.zh, en: en ?? known.en, ...needsOf(wanted), ...over } as Term
}
/**
 * What a term of its list says besides its words: what a volunteer group needs, and the usual steps of a kind of tasks.
 * Where nobody has said a step in English, the Chinese stands for both.
 */
function needsOf({ list, skills, slots, steps }: Pick<Wanted, 'list' | 'skills' | 'slots' | 'steps'>): object {
  if (list === KINDS) return steps === undefined ? {} : { steps: steps.map(({ zh, en = zh }) => ({ zh, en })) }
  if (list !== GROUPS) return {}
  return { ...(skills === undefined ? {} : { skills }), ...(slots === undefined ? {} : { slots }) }
}
function added(terms: readonly Term[], made: Term, under: string | undefined): readonly Term[] | undefined {
  if (under === undefined) return [...terms, made]
  const group = terms.find(({ id }) => id === under)
  if (group === undefined) return undefined
  return replaced(terms, { ...group, children: [...(group.children ?? []), made] })
}
const replaced = (terms: readonly Term[], made: Term): readonly Term[] =>
  terms.map((term) => {
    if (term.id === made.id) return made
    return term.children === undefined ? term : { ...term, children: replaced(term.children, made) }
  })
/** Before another of its own group; where that is none of them, at the end. */
function placed(terms: readonly Term[], id: string, before: string | null): readonly Term[] {
  const mine = terms.find((term) => term.id === id)
  if (mine === undefined)
    return terms.map((term) =>
      term.children === undefined ? term : { ...term, children: placed(term.children, id, before) },
    )
  const others = terms.filter((term) => term.id !== id)
  const at = others.findIndex((term) => term.id === before)
  return at < 0 ? [...others, mine] : [...others.slice(0, at), mine, ...others.slice(at)]
}
