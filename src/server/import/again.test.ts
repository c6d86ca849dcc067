import fc from 'fast-check'
import { expect, test } from 'vitest'
import { act } from '../../testing/import-acts.ts'
import { aServer, everything, importInto, rowsOf } from '../../testing/import-kit.ts'
import type { Server } from '../server.ts'

const HEADER = '楼栋,室号,姓名,性别,与户主关系,出生年份,人员编号,关爱等级,备注,标签'
/** Few doors, names and numbers: so that they meet. */
const rosterRow = fc
  .record({
    house: fc.constantFrom('7号楼', '8号楼'),
    room: fc.constantFrom('101', '102', '103'),
    name: fc.constantFrom('赵大', '钱二', '孙三', '李四', ''),
    kin: fc.constantFrom('户主', '子', ''),
    birth: fc.constantFrom('1950', '1960', ''),
    number: fc.constantFrom('', '', '1', '2'),
    care: fc.constantFrom('', '红', '绿'),
    note: fc.constantFrom('', '甲', '乙'),
    tags: fc.constantFrom('', '80岁以上独居老人'),
  })
  .map(({ house, room, name, kin, birth, number, care, note, tags }) =>
    [house, room, name, name && '男', name && kin, name && birth, name && number, care, note, tags].join(','),
  )
const roster = fc.array(rosterRow, { minLength: 2, maxLength: 10 }).map((rows) => `${[HEADER, ...rows].join('\n')}\n`)
const deed = fc.record({
  what: fc.constantFrom(
    'move',
    'merge',
    'mergePeople',
    'part',
    'split',
    'rehouse',
    'end',
    'die',
    'back',
    'edit',
    'come',
  ),
  which: fc.nat(30),
  to: fc.nat(30),
})

/** Somebody does one thing of the kind with whatever is there; nothing where the rules refuse it. */
async function doOne(server: Server, { what, which, to }: { what: string; which: number; to: number }) {
  const [homes, people, doors] = [
    await rowsOf(server, 'household'),
    await rowsOf(server, 'resident'),
    await rowsOf(server, 'door'),
  ]
  const one = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]
  const living = homes.filter(({ body }) => body.ended === undefined)
  const standing = people.filter(({ body }) => body.ended === undefined)
  const merged = [...homes, ...people].filter(({ body }) => body.ended?.why === 'merged')
  const [home, person, door] = [one(living, which), one(standing, which), one(doors, to)]
  const household = person?.body.household
  const ended = (why: string) => ({ ended: { on: '2026-11-20', why } })
  const past = one(merged, which)
  const acts: Readonly<Record<string, readonly [string, Readonly<Record<string, unknown>>]>> = {
    move: ['resident.move', { resident: person?.id, household, to: one(living, to)?.id }],
    merge: ['register.merge', { kind: 'household', id: home?.id, into: one(living, to)?.id }],
    mergePeople: ['register.merge', { kind: 'resident', id: person?.id, into: one(standing, to)?.id }],
    part: ['register.part', { kind: past?.kind, id: past?.id, into: past?.body.ended?.into }],
    split: ['household.add', { door: door?.id, set: {}, people: [], from: household, take: [person?.id] }],
    rehouse: ['household.move', { household: home?.id, door: door?.id }],
    end: ['household.edit', { household: home?.id, set: ended('moved_out') }],
    die: ['resident.edit', { resident: person?.id, household, set: ended('deceased') }],
    back: ['household.edit', { household: one(homes, which)?.id, set: { ended: null } }],
    edit: ['resident.edit', { resident: person?.id, household, set: { name: '周五', birth: '1970' } }],
    come: ['household.add', { door: door?.id, set: { note: '丙' }, people: [{ name: '吴六', birth: '1980' }] }],
  }
  const [type, payload] = acts[what] ?? ['', {}]
  await act(server, type, payload).catch((error: unknown) => String(error).slice(0, 0))
}

test('whatever people do with those whom a file brought, the same file again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(roster, fc.array(deed, { maxLength: 8 }), async (text, deeds) => {
      const server = aServer()
      await importInto(server, { roster: text }, { acceptGoodRows: true })
      for (const each of deeds) await doOne(server, each)
      const before = await everything(server)
      const { difference } = await importInto(server, { roster: text }, { acceptGoodRows: true })
      expect({ ...difference, kept: [] }).toEqual({ added: [], changed: [], kept: [] })
      expect(await everything(server)).toEqual(before)
    }),
    // The same histories every time; another seed and more runs look further.
    { numRuns: Number(process.env['RUNS'] ?? 40), seed: Number(process.env['SEED'] ?? 1) },
  )
})
