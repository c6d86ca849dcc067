import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { aServer, importInto, rowsOf } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'

const HEADER = '楼栋,室号,姓名,标签,关爱等级,备注,知情依据'
const basesOf = async (server: ReturnType<typeof aServer>) => {
  const [home] = await rowsOf(server, 'household')
  const [person] = await rowsOf(server, 'resident')
  return {
    home: [home?.body.careBasis, home?.body.tagsBasis, home?.body.noteBasis],
    person: person?.body.tagsBasis,
  }
}

test('the ground that a row gives is kept beside each sensitive field that the row fills, and beside no other', async () => {
  const server = aServer()
  await importInto(server, { roster: `${HEADER}\n1号楼,101,张三,80岁以上独居老人,红,,本人同意\n` })
  expect(await basesOf(server)).toEqual({ home: ['consent', 'consent', undefined], person: 'consent' })
  const empty = aServer()
  await importInto(empty, { roster: `${HEADER}\n1号楼,101,张三,,,门铃坏了,监护人知情同意\n` })
  expect(await basesOf(empty)).toEqual({ home: [undefined, undefined, 'consent_guardian'], person: undefined })
})

test('a ground that no list has is told and left out', async () => {
  const server = aServer()
  const { remarks } = await importInto(server, { roster: `${HEADER}\n1号楼,101,张三,,红,,听说的\n` })
  expect(remarks).toContainEqual({ file: 'roster', code: 'unknown_basis', found: '听说的', line: 2, count: 1 })
  expect(await basesOf(server)).toEqual({ home: [undefined, undefined, undefined], person: undefined })
})

test('a later file brings the ground, but not for what a person wrote since', async () => {
  const server = aServer()
  const row = '1号楼,101,张三,80岁以上独居老人,红,轻敲'
  const { community } = await importInto(server, { roster: `${HEADER}\n${row},\n` })
  const [home] = await rowsOf(server, 'household')
  const edit = { op: 'set', kind: 'household', id: home?.id ?? '', set: { care: 'yellow' }, edit: true } as const
  await commitServerChanges(server, community.id, [
    { id: makeCommandId(1, new Uint8Array(10)), type: 'household.edit', author: asId('p'), changes: [edit] },
  ])
  await importInto(server, { roster: `${HEADER}\n${row},法定职责\n` })
  expect(await basesOf(server)).toEqual({ home: [undefined, 'duty', 'duty'], person: 'duty' })
})
