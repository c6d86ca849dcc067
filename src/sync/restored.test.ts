import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { NewCommand } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import { administer } from '../server/admin.ts'
import { aServer, findRow, freshId, givePost, recordOf, type TestServer, who } from '../testing/community.ts'
import { pushOne } from '../testing/conversation.ts'
import { copyOf } from '../testing/databases.ts'
import type { Phone } from '../testing/sim/phone.ts'
import { claim, publish } from '../testing/tasks.ts'
import { aVisitNow, aWholePhone, diskOf } from '../testing/whole-phone.ts'

type Between = (reach: typeof fetch) => typeof fetch
const withoutPacks: Between = (reach) => async (path, init) => {
  if (path === '/api/packs') throw new TypeError('no network')
  return reach(path, init)
}
/** A proxy that does not let this one command through. */
const rejecting =
  (id: string): Between =>
  (reach) =>
  async (path, init) => {
    const bytes = init?.body as Uint8Array
    const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip'
    const text = new TextDecoder().decode(isPacked ? gunzipSync(bytes) : bytes)
    if (path !== '/api/sync' || !text.includes(id)) return reach(path, init)
    return Response.json({ error: { code: 'bad_request' } }, { status: 400, headers: { 'cache-control': 'no-store' } })
  }
async function setAside(phone: Phone, id: string): Promise<void> {
  for (let round = 0; round < 5; round++) await phone.round({ between: rejecting(id) })
  expect((await diskOf(phone)).attention.get(id as never)).toMatchObject({ status: 'held', seq: 0 })
}
const request = (type: NewCommand['type'], payload: object): NewCommand =>
  ({ id: freshId(), type, v: 1, happenedAt: instantOf(Date.now()), needs: [], seen: {}, payload }) as NewCommand

/** Sends what waits, and dies between that and the answer. */
async function sendAndDie(phone: Phone, server: TestServer, id: string): Promise<void> {
  for (let at = 1; (await recordOf(server, id)) === undefined; at++)
    await phone.round({ disk: { dies: { at, inside: false } } })
  phone.close()
  expect((await diskOf(phone)).outbox[0]?.state).toBe('posted')
}

test.each(['accept', 'dismiss'])(
  'I2 where a coordinator had said %s, and only the answer came before an older copy was put back, the phone says again what the server says',
  async (verdict) => {
    let server = await aServer()
    const phone = aWholePhone(() => server, 'leader2')
    await phone.round()
    const visit = aVisitNow(server)
    await phone.act(visit)
    await sendAndDie(phone, server, visit.id)
    const copy = await copyOf(server.db)
    await administer(server, who('staff'), { type: 'held.judge', payload: { command: visit.id, verdict } })
    // New packs are to come first, and do not.
    await givePost(server, { person: 'leader2', role: 'stair_leader', grid: 's3' })
    await phone.round({ between: withoutPacks })
    server = await aServer({ from: copy })
    await phone.round()
    await phone.round()
    expect((await recordOf(server, visit.id))?.status).toBe('held')
    expect((await findRow(server, 'held', visit.id))?.body.state).toBe('open')
    expect((await diskOf(phone)).attention.get(visit.id)).toMatchObject({ status: 'held' })
  },
)

test('T4 what is set aside while it is sent again still says that it had its way', async () => {
  let server = await aServer()
  const task = await publish(server)
  const phone = aWholePhone(() => server, 'volunteer')
  await phone.round()
  const copy = await copyOf(server.db)
  const wanted = request('task.claim', { task })
  await phone.act(wanted)
  await phone.round()
  const { time } = server
  server = await aServer({ from: copy, time })
  await claim(server, 'member', task)
  await setAside(phone, wanted.id)
  time.now += 2 * 3_600_000
  await phone.round()
  expect(await recordOf(server, wanted.id)).toMatchObject({ status: 'held', code: 'was_accepted' })
})

test('T4 what was set aside before any server had judged it does not say that it had its way', async () => {
  let server = await aServer()
  const task = await publish(server)
  const phone = aWholePhone(() => server, 'volunteer')
  await phone.round()
  const copy = await copyOf(server.db)
  await pushOne(server, 'leader3', { payload: { ...aVisitNow(server, 'h-s3-1').payload } })
  await phone.round()
  const release = request('claim.release', { task, claim: freshId() })
  await phone.act(release)
  await setAside(phone, release.id)
  server = await aServer({ from: copy, time: server.time })
  await phone.round()
  await phone.round()
  expect((await diskOf(phone)).attention.get(release.id)).toMatchObject({ status: 'refused', code: 'not_found' })
})
