import { expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import type { Proof } from '../domain/wire.ts'
import { aServer, COMMUNITY, endPost, givePost, NOW, type TestServer } from '../testing/community.ts'
import { copyOf } from '../testing/databases.ts'
import { bannerText } from './banner.ts'
import { giveCode } from './codes.ts'
import { listCommunities, type Who } from './server.ts'
import { signIn } from './session.ts'
import { giveSetUpLink, setUp } from './setup.ts'
import { syncOnce } from './sync.ts'

const WORDS = '楼下的桂花开了三天还香着'
type SetUp = Extract<Proof, { setup: string }>
const proof = (setup: string, over: Partial<SetUp> = {}): SetUp => ({
  ...{ setup, community: '幸福里社区', level: 'residential', name: '王芳', passphrase: WORDS },
  ...over,
})
const anEmptyServer = (): Promise<TestServer> => aServer({ isFilled: true })
const linkOf = async (server: TestServer): Promise<string> => (await giveSetUpLink(server))?.code ?? ''
const codeIn = (answer: object): unknown => ('body' in answer ? (answer.body as { error: unknown }).error : answer)

test('the link of an empty server founds a community with its first coordinator, who is signed in and may read it', async () => {
  const server = await anEmptyServer()
  const done = await setUp(server, proof(await linkOf(server), { level: 'street' }))
  expect(done).toMatchObject({ session: { name: '王芳', communityName: '幸福里社区' } })
  const { session } = done as Extract<typeof done, { session: unknown }>
  const rows = await server.db.read((tx) => tx.all("SELECT kind, body FROM entity WHERE kind IN ('grid', 'post')"))
  expect(rows.map((row) => JSON.parse(String(row['body'])))).toEqual(
    expect.arrayContaining([
      { level: 'street', parent: null, name: '幸福里社区', order: 1 },
      expect.objectContaining({ person: session.person, role: 'committee_staff', since: '2026-11-26', until: null }),
    ]),
  )
  const who: Who = { community: session.community, account: session.account, person: session.person }
  const mark = { seq: 0, hash: '' }
  const envelope = { proto: 1, build: 'x', store: 's', now: '2026-11-26T06:20:00.000Z', mark, cursor: 0, scope: '' }
  const answer = await syncOnce(server, who, { ...envelope, account: session.account, commands: [] })
  expect(answer.status).toBe(200)
})

test('a link works once, and never again once there is a coordinator', async () => {
  const server = await anEmptyServer()
  const code = await linkOf(server)
  await setUp(server, proof(code))
  expect(codeIn(await setUp(server, proof(code, { name: '李雷' })))).toEqual({ code: 'code_used' })
  expect(await giveSetUpLink(server)).toBeUndefined()
  expect(await listCommunities(server)).toHaveLength(1)
})

test('of two people with one link at the same moment one comes in', async () => {
  const server = await anEmptyServer()
  const code = await linkOf(server)
  const both = await Promise.all([setUp(server, proof(code)), setUp(server, proof(code, { name: '李雷' }))])
  expect(both.filter((each) => 'session' in each)).toHaveLength(1)
  const posts = await server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'post'"))
  expect(posts).toHaveLength(1)
})

test('every start prints another link, and the one before is worth nothing', async () => {
  const server = await anEmptyServer()
  const first = await linkOf(server)
  const second = await linkOf(server)
  expect(second).not.toBe(first)
  expect(codeIn(await setUp(server, proof(first)))).toEqual({ code: 'code_unknown' })
  expect(await setUp(server, proof(second))).toHaveProperty('session')
})

test('a weak passphrase uses nothing up', async () => {
  const server = await anEmptyServer()
  const code = await linkOf(server)
  expect(codeIn(await setUp(server, proof(code, { passphrase: '王芳王芳王芳王芳王芳' })))).toEqual({
    code: 'passphrase_weak',
  })
  expect(codeIn(await setUp(server, proof(code, { community: ' ' })))).toEqual({ code: 'bad_request' })
  expect(await listCommunities(server)).toEqual([])
  expect(await setUp(server, proof(code))).toHaveProperty('session')
})

test('a community whose coordinators are all gone has a link again; where one is left, or one begins tomorrow, it has none', async () => {
  const server = await aServer()
  expect(await giveSetUpLink(server)).toBeUndefined()
  for (const person of ['staff', 'secretary']) await endPost(server, person, '2026-11-20')
  const link = await giveSetUpLink(server)
  expect(link).toMatchObject({ community: '测试社区' })
  const done = await setUp(server, proof(link?.code ?? '', { community: 'x', name: 'leader1' }))
  expect(done).toMatchObject({ session: { community: COMMUNITY, person: 'leader1', communityName: '测试社区' } })
  expect(await giveSetUpLink(server)).toBeUndefined()
  await givePost(server, { person: 'chief', role: 'committee_staff', grid: 'root' })
  expect(await giveSetUpLink(server)).toBeUndefined()
})

test('neither link nor passphrase lies in the database or is printed without its code', async () => {
  const server = await anEmptyServer()
  const code = await linkOf(server)
  await setUp(server, proof(code))
  const bytes = JSON.stringify(await copyOf(server.db))
  expect([bytes.includes(code), bytes.includes(WORDS)]).toEqual([false, false])
  const printed = bannerText({
    ...{ url: 'https://a.example', lan: undefined, https: true, codes: undefined, lastBackup: undefined },
    setup: { code, community: '幸福里社区' },
  })
  expect(printed).toContain(`https://a.example/signin#setup=${code}&community=${encodeURIComponent('幸福里社区')}`)
})

test('a code of the import still signs in beside a link', async () => {
  const server = await aServer()
  const { code } = await giveCode(server, COMMUNITY, asId('leader1'))
  expect(await signIn(server, code)).toHaveProperty('session')
  expect(server.time.now).toBe(NOW)
})
