import { expect, test } from 'vitest'
import { instantOf, millisOf } from '../../domain/ids.ts'
import { visitFieldsFrom } from '../../domain/visit-form.ts'
import { aVisit, commandId } from '../../testing/build.ts'
import { restoreDraft } from './draft.ts'

const savedAfter = (ms: number) => {
  const command = aVisit({ set: { words: '脚下头滑', needs: [{ category: 'live.repair', text: '' }] } })
  return { command, state: 'phone' as const, savedAt: instantOf(millisOf(command.happenedAt) + ms) }
}

test('a visit taken back is the form it came from, under a new id', () => {
  const draft = restoreDraft(savedAfter(0), commandId(7))
  expect(draft).toMatchObject({ id: commandId(7), form: 'visit', of: 'h1' })
  expect(visitFieldsFrom(draft.fields)).toMatchObject({
    outcome: 'met',
    words: '脚下头滑',
    needs: [{ category: 'live.repair', text: '' }],
  })
})
test('a time that was typed comes back too; the moment of saving does not', () => {
  const typed = savedAfter(3_600_000)
  expect(visitFieldsFrom(restoreDraft(typed, commandId(7)).fields).at).toBe(typed.command.happenedAt)
  expect(visitFieldsFrom(restoreDraft(savedAfter(500), commandId(7)).fields).at).toBeUndefined()
})
