import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PayloadOf } from './commands.ts'
import type { Of } from './decide.ts'
import type { Row, Term, VocabularyBody } from './nouns.ts'
import type { See } from './see.ts'
import { editVocabulary } from './vocabulary-edit.ts'

const TERMS: readonly Term[] = [
  { id: 'a', zh: '甲', en: 'A', hint: 'kept' },
  { id: 'b', zh: '乙', en: 'B', children: [{ id: 'b1', zh: '乙一', en: 'B1' }] },
  { id: 'c', zh: '丙', en: 'C' },
]
type Payload = PayloadOf<'vocabulary.edit'>
/** The list's terms after these edits; the last refusal where one was refused. */
function edit(...edits: readonly Omit<Payload, 'list'>[]): readonly Term[] | string {
  return editList('visitMethods', ...edits)
}
function editList(list: string, ...edits: readonly Omit<Payload, 'list'>[]): readonly Term[] | string {
  let body: VocabularyBody = { terms: TERMS }
  for (const payload of edits) {
    const row = { kind: 'vocabulary', id: list, body } as Row
    const see = Object.assign((_kind: string, id: string) => (id === list ? row : undefined), { under: () => [] })
    const command = { type: 'vocabulary.edit', payload: { list, ...payload } } as Of<'vocabulary.edit'>
    const decision = editVocabulary(see as unknown as See, command)
    if (!('changes' in decision)) return 'refused' in decision ? decision.refused : 'unknown'
    const [change] = decision.changes
    if (change?.op === 'set') body = { ...body, ...change.set }
  }
  return body.terms
}
const idsOf = (terms: readonly Term[] | string): string =>
  typeof terms === 'string' ? terms : terms.map((term) => term.id + idsOf(term.children ?? [])).join('')

test('words change, everything else about a term stays', () => {
  expect(edit({ term: 'a', zh: '新' })).toEqual([{ id: 'a', zh: '新', en: 'A', hint: 'kept' }, TERMS[1], TERMS[2]])
  expect(edit({ term: 'b1', en: 'New' })).toMatchObject([{}, { children: [{ id: 'b1', zh: '乙一', en: 'New' }] }, {}])
})

test('a group of volunteers may say what it needs; of another list that is left out', () => {
  const group = { term: 'd', zh: '夜巡组', skills: ['security'], slots: ['night'] }
  const [, , , made] = editList('volunteerGroups', group)
  expect(made).toEqual({ id: 'd', zh: '夜巡组', en: '夜巡组', skills: ['security'], slots: ['night'] })
  expect(editList('volunteerGroups', group, { term: 'd', skills: [] })[3]).toMatchObject({
    skills: [],
    slots: ['night'],
  })
  expect(edit(group)).toContainEqual({ id: 'd', zh: '夜巡组', en: '夜巡组' })
})

test('a term that ended is still there and can be offered again', () => {
  expect(edit({ term: 'a', ended: true })).toMatchObject([{ id: 'a', ended: true }, {}, {}])
  expect(edit({ term: 'a', ended: true }, { term: 'a', zh: '新' })).toMatchObject([{ zh: '新', ended: true }, {}, {}])
  expect(edit({ term: 'a', ended: true }, { term: 'a', ended: false })).toEqual(TERMS)
})

test('a new term needs a word, comes last, and may belong to a group', () => {
  expect(edit({ term: 'd' })).toBe('bad_payload')
  expect(idsOf(edit({ term: 'd', zh: '丁' }))).toBe('abb1cd')
  expect(idsOf(edit({ term: 'b2', zh: '乙二', under: 'b' }))).toBe('abb1b2c')
  expect(edit({ term: 'd', zh: '丁', under: 'nowhere' })).toBe('not_found')
})

test('a term moves before another of its own group, and nowhere else', () => {
  expect(idsOf(edit({ term: 'c', before: 'a' }))).toBe('cabb1')
  expect(idsOf(edit({ term: 'a', before: null }))).toBe('bb1ca')
  expect(idsOf(edit({ term: 'a', before: 'b1' }))).toBe('bb1ca')
})

test('of the lists that the program knows by name only the words change', () => {
  expect(editList('roles', { term: 'a', zh: '新' })).toMatchObject([{ zh: '新' }, {}, {}])
  expect(editList('roles', { term: 'a', ended: true })).toBe('in_use')
  expect(editList('roles', { term: 'd', zh: '丁' })).toBe('in_use')
})

test('a kind of task has its usual steps, in Chinese where nobody said them in English, and other lists have none', () => {
  const steps = [{ zh: '先打电话', en: 'Call first' }, { zh: '上门' }]
  const said = [
    { zh: '先打电话', en: 'Call first' },
    { zh: '上门', en: '上门' },
  ]
  expect(editList('taskKinds', { term: 'a', steps })).toMatchObject([{ zh: '甲', hint: 'kept', steps: said }, {}, {}])
  expect(editList('taskKinds', { term: 'a', steps }, { term: 'a', zh: '新' })).toMatchObject([{ steps: said }, {}, {}])
  expect(editList('taskKinds', { term: 'd', zh: '丁', steps: [] })).toMatchObject([{}, {}, {}, { steps: [] }])
  expect(edit({ term: 'a', steps })).toEqual(TERMS)
})

test('whatever is edited, no term is ever lost or named twice', () => {
  const anId = fc.constantFrom('a', 'b', 'b1', 'c', 'd', 'e')
  const anEdit = fc.record(
    {
      term: anId,
      zh: fc.constantFrom('新', '旧'),
      under: anId,
      ended: fc.boolean(),
      before: fc.option(anId),
    },
    { requiredKeys: ['term'] },
  )
  fc.assert(
    fc.property(fc.array(anEdit, { maxLength: 6 }), (edits) => {
      const accepted: Omit<Payload, 'list'>[] = []
      for (const one of edits as Omit<Payload, 'list'>[])
        if (typeof edit(...accepted, one) !== 'string') accepted.push(one)
      const flat = (edit(...accepted) as readonly Term[]).flatMap((term) => [term, ...(term.children ?? [])])
      const ids = flat.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toEqual(expect.arrayContaining(['a', 'b', 'b1', 'c']))
    }),
  )
})
