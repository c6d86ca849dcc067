import { expect, test } from 'vitest'
import { aRow, Rows } from '../testing/build.ts'
import type { Term } from './nouns.ts'
import { offered, usualSteps } from './terms.ts'
import { commonNeeds } from './visit-form.ts'

const term = (id: string, more: object = {}): Term => ({ id, zh: id, en: id, ...more })

test('a term that ended is offered to nobody but whoever has chosen it', () => {
  const terms = [term('a'), term('b', { ended: true }), term('c', { ended: true })]
  expect(offered(terms).map(({ id }) => id)).toEqual(['a'])
  expect(offered(terms, ['c']).map(({ id }) => id)).toEqual(['a', 'c'])
})

test('the usual needs are those that are still offered', () => {
  const groups = [
    term('one', { children: [term('x'), term('y', { ended: true })] }),
    term('two', { ended: true, children: [term('z')] }),
  ]
  const rows = new Rows([aRow('vocabulary', 'needCategories', { terms: groups })])
  const all = Object.assign(rows.see, { all: () => [] })
  expect(commonNeeds(all as never, 3)).toEqual(['x'])
})

test('a kind has the usual steps that the vocabulary gives it, and none where it gives none or nonsense', () => {
  const step = { zh: '领工具', en: 'Fetch the tools' }
  expect(usualSteps(term('clean', { steps: [step, null, '打扫', { zh: '打扫' }] }))).toEqual([step])
  expect([usualSteps(term('visit')), usualSteps(term('odd', { steps: 'x' })), usualSteps(undefined)]).toEqual([
    [],
    [],
    [],
  ])
})
