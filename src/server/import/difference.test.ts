import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { aServer, everything, importInto, mapOf, ROSTER, rowsOf, square } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'

const DRY = { dryRun: true }

test('before anything is written the difference says what would be added, with names', async () => {
  const { difference, counts } = await importInto(aServer(), { roster: ROSTER }, DRY)
  expect(counts.residents.new).toBe(3)
  expect(difference.added).toContainEqual({ kind: 'building', name: '88弄 12号' })
  expect(difference.added).toContainEqual({ kind: 'door', name: '12号 302' })
  expect(difference.added).toContainEqual({ kind: 'resident', name: '12号 302 张建明' })
  expect(difference.changed).toEqual([])
})

test('a changed file shows each field as it was and as it would be, found by its door or its foreign id', async () => {
  const server = aServer()
  const buildings = mapOf(square(121, { name: '88弄 12号', id: 7 }))
  await importInto(server, { roster: ROSTER, buildings })
  const before = await everything(server)
  const newer = ROSTER.replace('1942', '1941').replace('自住', '出租')
  const moved = mapOf(square(121.0001, { name: '八十八弄十二号', id: 7 }))
  const { difference, counts } = await importInto(server, { roster: newer, buildings: moved }, DRY)
  expect(difference.changed).toContainEqual({
    kind: 'resident',
    name: '12号 302 张建明',
    fields: [{ field: 'birth', before: '1942', after: '1941' }],
  })
  expect(difference.changed).toContainEqual({
    kind: 'household',
    name: '12号 302',
    fields: [{ field: 'dwelling', before: 'owner', after: 'rented' }],
  })
  const fields = difference.changed.find(({ kind }) => kind === 'building')?.fields ?? []
  expect(fields.map(({ field }) => field)).toEqual(['name', 'shape'])
  expect(fields[0]).toEqual({ field: 'name', before: '88弄 12号', after: '八十八弄十二号' })
  expect([counts.buildings.new, difference.added]).toEqual([0, []])
  expect(await everything(server)).toEqual(before)
})

test('what somebody wrote at a door is shown as left alone, with what the file says', async () => {
  const server = aServer()
  const { community } = await importInto(server, { roster: ROSTER })
  const [zhang] = (await rowsOf(server, 'resident')).filter(({ body }) => body.name === '张建明')
  const edit = { op: 'set', kind: 'resident', id: zhang?.id ?? '', set: { phone: '15400009999' }, edit: true } as const
  await commitServerChanges(server, community.id, [
    { id: makeCommandId(1, new Uint8Array(10)), type: 'resident.edit', author: asId('p'), changes: [edit] },
  ])
  const { difference, kept } = await importInto(server, { roster: ROSTER }, DRY)
  const fields = [{ field: 'phone', before: '15400009999', after: '15400000001' }]
  expect([kept, difference.kept]).toEqual([1, [{ kind: 'resident', name: '12号 302 张建明', fields }]])
})

test('what was shown is what is written: once the register has moved on, nothing is', async () => {
  const server = aServer()
  const { digest } = await importInto(server, { roster: ROSTER }, DRY)
  expect((await importInto(server, { roster: ROSTER }, DRY)).digest).toBe(digest)
  await importInto(server, { roster: ROSTER.replace('1942', '1941') })
  const before = await everything(server)
  const stale = await importInto(server, { roster: ROSTER }, { digest })
  expect(stale).toMatchObject({ written: false, isStale: true })
  expect(await everything(server)).toEqual(before)
  const shown = await importInto(server, { roster: ROSTER }, DRY)
  expect(await importInto(server, { roster: ROSTER }, { digest: shown.digest })).toMatchObject({ written: true })
})

test('an import that is stopped before it writes leaves nothing', async () => {
  const server = aServer()
  const stop = new AbortController()
  const stopping = importInto(server, { roster: ROSTER }, { signal: stop.signal, onStage: () => stop.abort() })
  await expect(stopping).rejects.toThrow()
  expect(await everything(server)).toEqual([])
})
