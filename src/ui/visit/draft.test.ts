import { expect, test } from 'vitest'
import { instantOf, millisOf } from '../../domain/ids.ts'
import { visitFieldsFrom } from '../../domain/visit-form.ts'
import { aVisit, commandId } from '../../testing/build.ts'
import { restoreDraft } from './draft.ts'

const visit = aVisit({ set: { words: '脚下头滑', needs: [{ category: 'live.repair', text: '' }] } })
const after = (ms: number) => instantOf(millisOf(visit.happenedAt) + ms)

test('a visit taken back is the form it came from, under a new id', () => {
  const draft = restoreDraft(visit, commandId(7), after(0))
  expect(draft).toMatchObject({ id: commandId(7), form: 'visit', of: 'h1' })
  expect(visitFieldsFrom(draft.fields)).toMatchObject({
    outcome: 'met',
    words: '脚下头滑',
    needs: [{ category: 'live.repair', text: '' }],
  })
})
test('a time that was typed comes back too; the moment of saving does not', () => {
  const atOf = (savedAt?: ReturnType<typeof after>) =>
    visitFieldsFrom(restoreDraft(visit, commandId(7), savedAt).fields).at
  expect(atOf(after(3_600_000))).toBe(visit.happenedAt)
  expect(atOf(after(500))).toBeUndefined()
  expect(atOf()).toBe(visit.happenedAt)
})
