import { expect, test } from 'vitest'
import { understand } from './all-commands.ts'
import { asId, instantOf } from './ids.ts'
import { emptyMoveIn, moveIn } from './register-form.ts'

const stamp = { id: asId<'command'>('c1'), now: instantOf(0) }

test('a note about a household that moves in carries the ground on which it is kept', () => {
  const command = moveIn('d1', { ...emptyMoveIn('rented'), note: '听力不好', noteBasis: 'consent' }, stamp)
  expect(command.payload.set).toMatchObject({ note: '听力不好', noteBasis: 'consent' })
  expect(understand({ ...command, n: 1 })).toMatchObject({ payload: command.payload })
})
test('a form that was kept before there was a ground is saved without one', () => {
  const { noteBasis: _, ...old } = emptyMoveIn('rented')
  expect(moveIn('d1', { ...old, note: '听力不好' }, stamp).payload.set).toMatchObject({ noteBasis: null })
})
