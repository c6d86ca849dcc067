import { expect, test } from 'vitest'
import { aServer, COMMUNITY, packOf, type TestServer, who } from '../testing/community.ts'
import { aCommand } from '../testing/conversation.ts'
import { streamPacks } from './packs.ts'
import { syncOnce } from './sync.ts'

/** Pack s1 alone holds more than a phone can. */
async function aCrowdedServer(): Promise<TestServer> {
  const server = await aServer()
  await server.db.write(COMMUNITY, (tx) => tx.all('UPDATE pack SET count = 60000 WHERE id = ?', packOf('s1')))
  return server
}
const requestOf = (person: string, commands: readonly unknown[] = []) => ({
  proto: 1,
  build: '',
  account: who(person).account,
  store: 's',
  now: '2026-11-26T06:20:00.000Z',
  mark: { seq: 0, hash: '' },
  cursor: 0,
  scope: 'x',
  commands,
})

test('N6 of a scope beyond what a phone can hold nothing is pulled, but what is brought is judged and answered', async () => {
  const server = await aCrowdedServer()
  const command = aCommand()
  const { status, body } = await syncOnce(server, who('leader1'), requestOf('leader1', [command]))
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { tooLarge: true, results: [{ id: command.id, status: 'ok' }] },
  })
  expect(Object.keys(body).sort()).toEqual(['head', 'now', 'results', 'safe', 'tooLarge'])
})

test('packs of a scope too large are not begun, and the answer says why', async () => {
  const server = await aCrowdedServer()
  const packs = await streamPacks(server, who('leader1'), { account: who('leader1').account, have: [] })
  expect(packs).toEqual({ status: 413, body: { error: { code: 'scope_too_large' } } })
})

test('a coordinator above a scope too large is told the same, and whoever stands beside it is not', async () => {
  const server = await aCrowdedServer()
  const told = async (person: string) => (await syncOnce(server, who(person), requestOf(person))).body
  for (const person of ['micro', 'chief', 'branch', 'staff', 'secretary']) {
    expect(await told(person)).toMatchObject({ tooLarge: true })
  }
  expect(await told('leader2')).toMatchObject({ pull: { more: false } })
  expect(await told('leader2')).not.toHaveProperty('tooLarge')
})
