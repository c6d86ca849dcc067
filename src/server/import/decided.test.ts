import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportReport, ImportSource } from '../../domain/import-wire.ts'
import type { Kind, Rings, RowOf } from '../../domain/nouns.ts'
import { aServer, COMMUNITY, freshId, rowsIn, type TestServer, who } from '../../testing/community.ts'
import { administer } from '../admin.ts'
import { importAuthor } from '../changed.ts'
import { commitServerChanges } from '../commit.ts'
import { carryOutRedraws } from '../redraws.ts'
import { readFile } from './read-file.ts'
import { runImport } from './run.ts'

const TODAY = '2026-11-26'
const DAY = 86_400_000

async function bring(server: TestServer, source: ImportSource, text: string): Promise<ImportReport> {
  const read = await readFile(source, new TextEncoder().encode(text))
  if ('fault' in read) throw new Error(`${read.fault} ${read.found}`)
  const files = { [source]: read.ok as never }
  const report = await runImport(server, files, { dryRun: false, acceptGoodRows: false, community: COMMUNITY })
  if ('communities' in report) throw new Error('which community?')
  return report
}
async function decide(server: TestServer, type: string, payload: object): Promise<void> {
  const { body } = await administer(server, who('staff'), { type, payload })
  expect(body, type).toMatchObject({ result: { status: 'ok' } })
}
const redraw = (server: TestServer, grid: string, over: object) =>
  decide(server, 'grid.redraw', { redraw: freshId(), grid, grids: [], buildings: [], on: TODAY, ...over })
const all = async <K extends Kind>(server: TestServer, kind: K) =>
  (await rowsIn(server, 'c')).filter((row) => row.kind === kind) as unknown as readonly RowOf<K>[]
const named = async (server: TestServer, kind: 'person' | 'grid' | 'facility', name: string) => {
  const found = (await all<'person' | 'grid' | 'facility'>(server, kind)).filter(({ body }) => body.name === name)
  if (found.length !== 1) throw new Error(`${found.length} called ${name}`)
  return found[0]?.id ?? ''
}
const postsOf = async (server: TestServer, person: string) => {
  const id = await named(server, 'person', person)
  return (await all(server, 'post')).filter(({ body }) => body.person === id)
}
/** What the preview says is kept: whose, which field, what stands and what the file says. */
const keptIn = ({ difference }: ImportReport) =>
  difference.kept.flatMap(({ name, fields }) =>
    fields.map(({ field, before, after }) => `${name} ${field}: ${before} / ${after}`),
  )
/** The process that decided is gone: all that is known stands in the database. */
async function afterRestart(): Promise<{ readonly server: TestServer; again(): Promise<TestServer> }> {
  const file = join(mkdtempSync(join(tmpdir(), 'decided-')), 'test.db')
  const server = await aServer({ file })
  return {
    server,
    async again() {
      await server.db.close()
      return aServer({ file, isFilled: true, time: server.time })
    },
  }
}

const POSTS = `姓名,岗位,网格,开始,结束
韩大,楼组长,s1,2026-01-01,
杨大,微网格长,m1,2026-01-01,
施大,楼组长,s2,2026-01-01,2027-12-31
`
test('whose post was ended or handed over and who was renamed stays so when the file of posts comes again, and it is told', async () => {
  const { server, again } = await afterRestart()
  await bring(server, 'posts', POSTS)
  const [han, shi] = [(await postsOf(server, '韩大'))[0], (await postsOf(server, '施大'))[0]]
  await decide(server, 'post.end', { post: han?.id, until: TODAY })
  await decide(server, 'post.hand_over', { post: shi?.id, next: freshId(), person: 'leader3', on: TODAY })
  await decide(server, 'person.rename', { person: await named(server, 'person', '杨大'), name: '杨大梅' })
  const before = await rowsIn(server, 'c')
  const later = await again()
  const report = await bring(later, 'posts', POSTS)
  expect(keptIn(report)).toEqual([
    `韩大 s1 until: ${TODAY} / `,
    '杨大梅 name: 杨大梅 / 杨大',
    `施大 s2 until: ${TODAY} / 2027-12-31`,
  ])
  expect(report).toMatchObject({ nothingNew: true, kept: 3, counts: { people: { same: 3 }, posts: { same: 3 } } })
  expect(report.codes.map(({ name }) => name)).toContain('杨大梅')
  expect(await rowsIn(later, 'c')).toEqual(before)
})

test('a file that names no first day does not give back a post that was ended; one that names a later day does', async () => {
  const server = await aServer()
  const undated = '姓名,岗位,网格\n韩大,楼组长,s1\n'
  await bring(server, 'posts', undated)
  await decide(server, 'post.end', { post: (await postsOf(server, '韩大'))[0]?.id, until: TODAY })
  server.time.now += 30 * DAY
  const report = await bring(server, 'posts', undated)
  expect([report.nothingNew, keptIn(report)]).toEqual([true, [`韩大 s1 until: ${TODAY} / `]])
  const leaders = await bring(server, 'grids', '名称,上级,级别,负责人\ns1,m1,楼组,韩大\n')
  expect([leaders.nothingNew, leaders.kept]).toEqual([true, 1])
  await bring(server, 'posts', '姓名,岗位,网格,开始\n韩大,楼组长,s1,2026-12-26\n')
  expect((await postsOf(server, '韩大')).map(({ body }) => body.until).sort()).toEqual([TODAY, null])
})

test('an empty end takes no day away, and a changed file still ends what nobody decided about', async () => {
  const server = await aServer()
  await bring(server, 'posts', POSTS)
  expect(await bring(server, 'posts', POSTS.replace('2027-12-31', ''))).toMatchObject({ nothingNew: true, kept: 0 })
  const ended = await bring(server, 'posts', POSTS.replace('s1,2026-01-01,', 's1,2026-01-01,2026-12-31'))
  expect(ended.difference.changed.map(({ name }) => name)).toEqual(['韩大 s1'])
  const given = { post: freshId(), person: await named(server, 'person', '韩大'), grid: 's3', role: 'stair_leader' }
  await decide(server, 'post.give', { ...given, since: TODAY, until: null })
  const file = `姓名,岗位,网格,开始,结束\n韩大,楼组长,s3,${TODAY},2027-01-31\n`
  expect((await bring(server, 'posts', file)).counts.posts).toMatchObject({ new: 0, changed: 1 })
})

test('somebody whom Administration entered and renamed is still the one that the file means', async () => {
  const server = await aServer()
  const [person, post] = [freshId(), freshId()]
  const given = { post, person, name: '水生', grid: 's1', role: 'stair_leader', since: '2026-01-01', until: null }
  await decide(server, 'post.give', given)
  const file = '姓名,岗位,网格,开始\n水生,楼组长,s1,2026-01-01\n'
  expect((await bring(server, 'posts', file)).nothingNew).toBe(true)
  await decide(server, 'person.rename', { person, name: '水生林' })
  expect((await bring(server, 'posts', file)).nothingNew).toBe(true)
  // Somebody else comes who bears the name that has become free: the post tells who is meant.
  await decide(server, 'post.give', { ...given, post: freshId(), person: freshId(), grid: 's2' })
  expect((await bring(server, 'posts', file)).nothingNew).toBe(true)
})

const area = (east: number): Rings => [
  [
    [121 + east, 31],
    [121.001 + east, 31],
    [121.001 + east, 31.001],
    [121 + east, 31],
  ],
]
const boundaries = (areas: Readonly<Record<string, number>>): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: Object.entries(areas).map(([name, east]) => ({
      ...{ type: 'Feature', properties: { name } },
      geometry: { type: 'Polygon', coordinates: area(east) },
    })),
  })
test('a boundary that was redrawn, at once or when its day came, stays when the file comes again; others follow the file', async () => {
  const { server, again } = await afterRestart()
  const file = { m1: 0, m2: 0.1, s1: 0.2, s2: 0.3 }
  await bring(server, 'boundaries', boundaries(file))
  await redraw(server, 'm1', { boundary: [area(0.5)] })
  await redraw(server, 'm2', { boundary: [area(0.6)], on: '2026-11-28' })
  await redraw(server, 's1', { boundary: [area(0.7)] })
  await redraw(server, 's1', { boundary: null })
  await redraw(server, 'm1', { boundary: [area(0.8)], on: '2026-12-31' })
  expect(keptIn(await bring(server, 'boundaries', boundaries(file)))).toHaveLength(2)
  server.time.now += 2 * DAY
  await carryOutRedraws(server)
  await decide(server, 'grid.rename', { grid: 's2', name: '二组' })
  const before = await rowsIn(server, 'c')
  const later = await again()
  const report = await bring(later, 'boundaries', boundaries(file))
  expect(report).toMatchObject({ nothingNew: true, kept: 3, counts: { boundaries: { same: 4 } }, rejected: [] })
  expect(await rowsIn(later, 'c')).toEqual(before)
  const moved = await bring(later, 'boundaries', boundaries({ ...file, s2: 0.4 }))
  expect(moved.difference.changed).toMatchObject([{ name: '二组', fields: [{ field: 'boundary' }] }])
})

const GRIDS = `微网格,楼组,编号
东片,东一组,11
,东二组,12
西片,西一组,21
南片,,31
`
test('grids that were renamed, numbered, hung elsewhere or ended stay so when the table comes again, and it is told', async () => {
  const { server, again } = await afterRestart()
  await bring(server, 'grids', GRIDS)
  const at = (name: string) => named(server, 'grid', name)
  await decide(server, 'grid.rename', { grid: await at('东一组'), name: '东风组', code: '99' })
  await redraw(server, await at('西片'), { grids: [{ grid: await at('东二组'), to: await at('西片') }] })
  await redraw(server, await at('南片'), { end: 'mistake' })
  const before = await rowsIn(server, 'c')
  const later = await again()
  const report = await bring(later, 'grids', GRIDS)
  expect(keptIn(report).sort()).toEqual(
    [
      '东风组 name: 东风组 / 东一组',
      '东风组 code: 99 / 11',
      '东二组 parent: 西片 / 东片',
      `南片 ended: ${TODAY} / `,
    ].sort(),
  )
  expect(report).toMatchObject({ nothingNew: true, counts: { grids: { new: 0, changed: 0 } }, rejected: [] })
  expect(await rowsIn(later, 'c')).toEqual(before)
  const newer = await bring(later, 'grids', GRIDS.replace(',21', ',22'))
  expect(newer.counts.grids).toMatchObject({ new: 0, changed: 1 })
})

test('a table of names and what they hang under keeps what was decided too; nothing new is put under what has ended', async () => {
  const server = await aServer()
  const file = '名称,上级,级别\n东片,root,微网格\n东一组,东片,楼组\n东二组,东片,楼组\n'
  await bring(server, 'grids', file)
  const at = (name: string) => named(server, 'grid', name)
  await redraw(server, await at('东片'), {
    ...{
      grids: [
        { grid: await at('东一组'), to: 'm1' },
        { grid: await at('东二组'), to: 'm1' },
      ],
      end: 'merged',
    },
  })
  const report = await bring(server, 'grids', file)
  expect([report.nothingNew, report.rejected, keptIn(report)]).toEqual([
    true,
    [],
    [`东片 ended: ${TODAY} / `, '东一组 parent: m1 / 东片', '东二组 parent: m1 / 东片'],
  ])
  const more = await bring(server, 'grids', `${file}东三组,东片,楼组\n`)
  expect(more.rejected).toMatchObject([{ line: 5, reason: 'grid_ended' }])
  const posts = await bring(server, 'posts', '姓名,岗位,网格\n甲,微网格长,东片\n')
  expect(posts.rejected).toMatchObject([{ line: 2, reason: 'grid_ended' }])
  const drawn = await bring(server, 'boundaries', boundaries({ 东片: 0, m1: 0.1 }))
  expect([drawn.written, keptIn(drawn)]).toEqual([true, [`东片 ended: ${TODAY} / `]])
})

test('a roster that names a renamed, moved or ended grid for a new building makes no second one and revives none', async () => {
  const server = await aServer()
  const row = (building: string, micro: string, group: string) => `${building},101,张三,${micro},${group}\n`
  const header = '楼栋,室号,姓名,微网格,楼组\n'
  await bring(server, 'roster', header + row('1号楼', '东片', '东一组') + row('2号楼', '东片', '东二组'))
  await bring(server, 'grids', '微网格,楼组\n东片,东三组\n')
  const at = (name: string) => named(server, 'grid', name)
  const group = await at('东一组')
  await decide(server, 'grid.rename', { grid: await at('东片'), name: '东风片' })
  await redraw(server, 'm1', { grids: [{ grid: group, to: 'm1' }] })
  const gone = await at('东三组')
  await redraw(server, gone, { end: 'mistake' })
  const more = row('3号楼', '东片', '东一组') + row('4号楼', '东片', '东三组')
  const report = await bring(server, 'roster', header + more)
  expect(report.difference.added.filter(({ kind }) => kind === 'grid')).toEqual([{ kind: 'grid', name: '东三组' }])
  const grids = await all(server, 'grid')
  expect(grids.find(({ id }) => id === gone)?.body.ended).toEqual({ on: TODAY, why: 'mistake' })
  expect(grids.find(({ id }) => id === group)?.body).toMatchObject({ name: '东一组', parent: 'm1' })
  const third = (await all(server, 'building')).find(({ body }) => body.name === '3号楼')
  expect(third?.body.stairs.map(({ grid }) => grid)).toEqual([group])
  expect((await bring(server, 'roster', header + more)).nothingNew).toBe(true)
})

const clinic = (properties: object): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        ...{ type: 'Feature', geometry: { type: 'Point', coordinates: [121, 31] } },
        properties: { name: '幸福卫生站', amenity: 'clinic', '@id': 'node/2', phone: '021-1', ...properties },
      },
    ],
  })
test('what Administration wrote of a service point stays when the map comes again; what it left alone follows the map', async () => {
  const { server, again } = await afterRestart()
  await bring(server, 'facilities', clinic({}))
  const [row] = await all(server, 'facility')
  const { foreignId: _, ...body } = row?.body ?? {}
  await decide(server, 'facility.set', { facility: row?.id, ...body, name: '幸福里卫生站', phone: '' })
  const before = await rowsIn(server, 'c')
  const later = await again()
  const report = await bring(later, 'facilities', clinic({}))
  expect(keptIn(report)).toEqual(['幸福里卫生站 name: 幸福里卫生站 / 幸福卫生站', '幸福里卫生站 phone:  / 021-1'])
  expect([report.nothingNew, await rowsIn(later, 'c')]).toEqual([true, before])
  const newer = await bring(later, 'facilities', clinic({ opening_hours: '9:00-17:00' }))
  expect(newer.difference.changed.map(({ fields }) => fields.map(({ field }) => field))).toEqual([['note']])
})

test('a decision that was overwritten since holds no longer: what stands is the file’s, and follows it', async () => {
  const server = await aServer()
  const file = '姓名,工号,岗位,网格,开始\n韩大,7,楼组长,s1,2026-01-01\n'
  await bring(server, 'posts', file)
  const person = await named(server, 'person', '韩大')
  await decide(server, 'person.rename', { person, name: '韩大林' })
  expect(await bring(server, 'posts', file)).toMatchObject({ nothingNew: true, kept: 1 })
  const change = { op: 'set', kind: 'person', id: person, set: { name: '韩大秀' }, edit: false } as const
  const doing = { id: freshId(), type: 'server.import', author: importAuthor }
  await commitServerChanges(server, COMMUNITY, [{ ...doing, changes: [change] }])
  expect(await bring(server, 'posts', file)).toMatchObject({ kept: 0, counts: { people: { changed: 1 } } })
})

test('a grid goes by the name it had in every file: one that Administration made, and one of two of a name', async () => {
  const server = await aServer()
  const grid: string = freshId()
  await decide(server, 'grid.add', { grid, parent: 'root', level: 'micro', name: '北片' })
  await decide(server, 'grid.rename', { grid, name: '北风片' })
  await bring(server, 'grids', '微网格,楼组\n北片,一组\n东片,一组\n')
  await bring(server, 'roster', '楼栋,室号,姓名,微网格\n1号楼,101,张三,北片\n')
  const grids = await all(server, 'grid')
  expect(grids.filter(({ body }) => body.parent === grid).map(({ body }) => body.name)).toEqual(['一组', '1号楼'])
  const first = grids.find(({ body }) => body.parent === grid && body.name === '一组')?.id ?? ''
  const posts = '姓名,岗位,网格,开始\n韩大,楼组长,北片/一组,2026-01-01\n'
  await bring(server, 'posts', posts)
  expect((await postsOf(server, '韩大')).map((post) => post.body.grid)).toEqual([first])
  await decide(server, 'grid.rename', { grid: first, name: '暖心组' })
  expect(await bring(server, 'posts', posts)).toMatchObject({ nothingNew: true, rejected: [] })
})
