import { expect, test } from 'vitest'
import { asId, makeCommandId } from '../../domain/ids.ts'
import { aServer, everything, HEADER, importInto, mapOf, ROSTER, rowsOf, square } from '../../testing/import-kit.ts'
import { commitServerChanges } from '../commit.ts'
import { signIn } from '../session.ts'

test('a roster makes a community: a grid tree, buildings, doors, households and people', async () => {
  const server = aServer()
  const report = await importInto(server, { roster: ROSTER }, { community: '新社区' })
  expect(report).toMatchObject({ written: true, community: { name: '新社区', isNew: true }, rejected: [] })
  const levels = (await rowsOf(server, 'grid')).map(({ body }) => body.level)
  expect(levels.sort()).toEqual(['micro', 'residential', 'stair', 'stair'])
  const [zhang] = (await rowsOf(server, 'resident')).filter(({ body }) => body.name === '张建明')
  expect(zhang?.body).toMatchObject({
    sex: '1',
    birth: '1942',
    phone: '15400000001',
    kinship: '02',
    pinyin: ['zhang jian ming', 'zjm'],
  })
  const home = (await rowsOf(server, 'household')).find(({ id }) => id === zhang?.body.household)
  expect(home?.body).toMatchObject({ care: 'grey', tags: ['elder_alone_80'], dwelling: 'owner' })
  const [door] = (await rowsOf(server, 'door')).filter(({ id }) => id === home?.body.doors[0])
  const [building] = (await rowsOf(server, 'building')).filter(({ id }) => id === door?.body.building)
  expect([building?.body.name, building?.body.stairs[0]?.label, door?.body.floor]).toEqual(['88弄 12号', '12号', 3])
  expect(home?.pack).toBe(`b:${building?.id}:${building?.body.stairs[0]?.grid}`)
  expect(zhang?.pack).toBe(home?.pack)
})

test('the unknown and the empty are grey, never green', async () => {
  const server = aServer()
  await importInto(server, { roster: `${HEADER}\n88弄,1号,101,张三,男,,,,,,\n88弄,1号,102,,,,,,,,空关\n` })
  expect((await rowsOf(server, 'household')).map(({ body }) => body.care)).toEqual(['grey', 'grey'])
})

test('tags decide no care level: without one in the file a household is grey', async () => {
  const server = aServer()
  await importInto(server, { roster: '楼栋,室号,姓名,标签\n1号楼,101,张三,80岁以上独居老人\n' })
  const [home] = await rowsOf(server, 'household')
  expect([home?.body.care, home?.body.tags]).toEqual(['grey', ['elder_alone_80']])
})

test('a new community’s first coordinator gets a code that signs in', async () => {
  const server = aServer()
  const { codes } = await importInto(server, { roster: ROSTER })
  expect(codes.length).toBe(1)
  expect(await signIn(server, codes[0]?.code ?? '')).toMatchObject({ session: { name: '居委干部' } })
})

test('a dry run and a file with a bad row write nothing at all', async () => {
  const server = aServer()
  expect(await importInto(server, { roster: ROSTER }, { dryRun: true })).toMatchObject({ written: false, codes: [] })
  const bad = `${ROSTER}88弄,12号,,王五,男,,,,,,\n88弄,12号,401,赵六,X,,,,,,\n`
  const report = await importInto(server, { roster: bad })
  expect(report.written).toBe(false)
  expect(report.rejected).toEqual([
    { file: 'roster', line: 6, reason: 'no_room' },
    { file: 'roster', line: 7, reason: 'bad_sex', found: 'X' },
  ])
  expect(await everything(server)).toEqual([])
})

test('good rows alone are taken when that is asked for', async () => {
  const server = aServer()
  const report = await importInto(server, { roster: `${ROSTER}88弄,12号,,王五,男,,,,,,\n` }, { acceptGoodRows: true })
  expect([report.written, report.rejected.length, report.counts.residents.new]).toEqual([true, 1, 3])
})

test('the same files again change nothing', async () => {
  const server = aServer()
  const texts = { roster: ROSTER, buildings: mapOf(square(121, { name: '88弄 12–13号', id: 7 })) }
  await importInto(server, texts)
  const before = await everything(server)
  const again = await importInto(server, texts)
  expect(again).toMatchObject({ written: true, nothingNew: true, missing: { households: 0, residents: 0 } })
  expect(await everything(server)).toEqual(before)
})

test('rows in another order name the same households', async () => {
  const server = aServer()
  const shared = `${HEADER}\n88弄,1号,101,张三,男,,,户主,,,\n88弄,1号,101,李四,男,,,户主,,,\n88弄,1号,101,李妻,女,,,妻子,,,\n`
  await importInto(server, { roster: shared })
  const before = await everything(server)
  const [header, one, two, three] = shared.trim().split('\n')
  await importInto(server, { roster: [header, two, three, one].join('\n') })
  expect(await everything(server)).toEqual(before)
})

test('several heads behind one door are several households, told apart by labels', async () => {
  const server = aServer()
  const roster = `${HEADER}\n88弄,1号,101,张三,男,,,户主,,,\n88弄,1号,101,张妻,女,,,妻子,,,\n88弄,1号,101,李四,男,,,户主,,,\n`
  await importInto(server, { roster })
  const homes = await rowsOf(server, 'household')
  expect(homes.map(({ body }) => body.label).sort()).toEqual(['乙', '甲'])
  expect(homes.every(({ body }) => body.dwelling === 'shared')).toBe(true)
  const people = Map.groupBy(await rowsOf(server, 'resident'), ({ body }) => body.household)
  expect([...people.values()].map((own) => own.length).sort()).toEqual([1, 2])
})

test('a second household that turns up behind a door leaves the first as it was', async () => {
  const server = aServer()
  const first = `${HEADER}\n88弄,1号,101,张三,男,,,户主,,,\n`
  await importInto(server, { roster: first })
  const [before] = await rowsOf(server, 'household')
  await importInto(server, { roster: `${first}88弄,1号,101,李四,男,,,户主,,,\n` })
  const homes = await rowsOf(server, 'household')
  expect(homes.length).toBe(2)
  expect(homes.find(({ id }) => id === before?.id)?.body).toEqual(before?.body)
})

test('what somebody edited at the door is kept, what nobody touched follows the file', async () => {
  const server = aServer()
  const { community } = await importInto(server, { roster: ROSTER })
  const [zhang] = (await rowsOf(server, 'resident')).filter(({ body }) => body.name === '张建明')
  const edit = { op: 'set', kind: 'resident', id: zhang?.id ?? '', set: { phone: '15400009999' }, edit: true } as const
  await commitServerChanges(server, community.id, [
    { id: makeCommandId(1, new Uint8Array(10)), type: 'resident.edit', author: asId('p'), changes: [edit] },
  ])
  const report = await importInto(server, { roster: ROSTER.replace('1942', '1941') })
  expect(report.kept).toBe(1)
  const [after] = (await rowsOf(server, 'resident')).filter(({ id }) => id === zhang?.id)
  expect(after?.body).toMatchObject({ phone: '15400009999', birth: '1941' })
})
