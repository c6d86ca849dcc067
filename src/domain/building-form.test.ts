import { expect, test } from 'vitest'
import { aBuilding, commandId, Rows } from '../testing/build.ts'
import { judge } from '../testing/judge.ts'
import { buildingEdit, buildingFault, buildingFields } from './building-form.ts'
import type { Command } from './commands.ts'
import { conflictId } from './edit.ts'
import { instantOf } from './ids.ts'

const NOW = instantOf(Date.parse('2026-11-26T06:20:00.000Z'))
function edited(rows: Rows, change: Partial<ReturnType<typeof buildingFields>>, n: number): Command {
  const row = rows.see('building', 'b1')
  if (row === undefined) throw new Error('no building')
  const fields = buildingFields(row.body)
  const form = { opened: { fields, writer: row.writer }, fields: { ...fields, ...change } }
  const made = buildingEdit('b1', form, { id: commandId(n), now: NOW, pending: new Set() })
  if (made === undefined) throw new Error('nothing changed')
  return { ...made, n }
}

test('only what was changed is sent, and an emptied field is taken away', () => {
  const rows = new Rows([aBuilding({ built: 1987, note: '北门难开' })])
  const command = edited(rows, { floors: '6', built: '', attributes: ['no_lift'] }, 1)
  expect(command.payload).toEqual({ building: 'b1', set: { floors: 6, built: null, attributes: ['no_lift'] } })
  judge(rows, command)
  expect(rows.see('building', 'b1')?.body).toMatchObject({ floors: 6, attributes: ['no_lift'], note: '北门难开' })
  expect(rows.see('building', 'b1')?.body).not.toHaveProperty('built')
})

test('two who did not see each other’s value keep both, and a third settles it', () => {
  const rows = new Rows([aBuilding()])
  const [mine, theirs] = [edited(rows, { floors: '6' }, 1), edited(rows, { floors: '7' }, 2)]
  judge(rows, mine)
  expect(judge(rows, theirs)).toMatchObject({ conflict: true })
  const conflict = conflictId({ kind: 'building', id: 'b1' }, 'floors')
  const [open] = rows.see.under('conflict', 'b1')
  expect(open).toMatchObject({ id: conflict, body: { values: [{ value: 6 }, { value: 7 }] } })
  const payload = { conflict, building: 'b1', choice: 1, saw: ['6', '7'] }
  judge(rows, { ...mine, id: commandId(3), n: 3, type: 'conflict.settle', seen: {}, payload })
  expect(rows.see('building', 'b1')?.body.floors).toBe(7)
  expect(rows.see('conflict', conflict)?.body.state).toBe('settled')
})

test('a year and a number of storeys are whole and within reason', () => {
  const fields = buildingFields(aBuilding().body)
  const faults = [{ built: '87' }, { built: '1987' }, { floors: '0' }, { floors: 'six' }, { floors: '6' }, {}]
  expect(faults.map((over) => buildingFault({ ...fields, ...over }))).toEqual([
    'built',
    undefined,
    'floors',
    'floors',
    undefined,
    undefined,
  ])
})
