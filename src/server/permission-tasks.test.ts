import { expect, test } from 'vitest'
import { TASK_PAYLOADS } from '../domain/task-commands.ts'
import type { ClaimState } from '../domain/task-nouns.ts'
import { aServer, givePost, PEOPLE, rowsIn, type TestServer } from '../testing/community.ts'
import { fetchPacks, pushOne } from '../testing/conversation.ts'
import { aTaskPayload, hoursOn, placeClaim, publish } from '../testing/tasks.ts'

type TaskType = keyof typeof TASK_PAYLOADS
const ROLES = [...new Set(PEOPLE.map(([, role]) => role))]
/** By what each role of the default vocabulary is able to. */
const COORDINATES = ['party_general_secretary', 'branch_secretary', 'block_chief', 'committee_staff']
const PUBLISHES = [...COORDINATES, 'micro_leader', 'stair_leader', 'grid_worker']
const CLAIMS = [
  ...['micro_leader', 'stair_leader', 'volunteer', 'party_member_registered'],
  ...['block_coordinator', 'partner_org'],
]
const ASSIGNS = [...COORDINATES, 'micro_leader']
const CHECKS = ['branch_secretary', 'block_chief', 'committee_staff', 'micro_leader']

/** A task of its own for every attempt, with a claim of this person or of another in the state that the command needs. */
interface Scene {
  readonly server: TestServer
  readonly person: string
  readonly grid: string
}
async function claimed({ server, person, grid }: Scene, of: { own: boolean; state: ClaimState }) {
  const task = await publish(server, { grid, shifts: [{ from: hoursOn(24), until: hoursOn(90), places: 2 }] })
  const holder = of.own ? person : 'leader1'
  return { task, claim: await placeClaim(server, { task, person: holder, state: of.state }) }
}
const mine =
  (state: ClaimState, more: object = {}) =>
  async (scene: Scene) => ({
    ...(await claimed(scene, { own: true, state })),
    ...more,
  })
const theirs =
  (state: ClaimState, more: object = {}) =>
  async (scene: Scene) => ({
    ...(await claimed(scene, { own: false, state })),
    ...more,
  })
const onTask =
  (more: object = {}) =>
  async ({ server, grid }: Scene) => ({ task: await publish(server, { grid }), ...more })

const TABLE: Readonly<
  Record<TaskType, readonly [able: readonly string[], payload: (scene: Scene) => Promise<unknown>]>
> = {
  'task.publish': [PUBLISHES, async ({ grid }) => aTaskPayload({ grid })],
  'task.change': [PUBLISHES, onTask({ set: { title: '改' } })],
  'task.close': [PUBLISHES, onTask()],
  'task.cancel': [PUBLISHES, onTask({ why: '下雨' })],
  'task.claim': [CLAIMS, onTask()],
  'claim.release': [CLAIMS, mine('confirmed')],
  'claim.extend': [CLAIMS, mine('confirmed')],
  'claim.answer': [CLAIMS, mine('assigned', { yes: true })],
  'claim.handover': [CLAIMS, mine('confirmed', { person: 'volunteer' })],
  'claim.assign': [ASSIGNS, onTask({ person: 'volunteer', why: '会说沪语' })],
  'claim.override': [ASSIGNS, theirs('confirmed', { how: 'release', why: '病了' })],
  'claim.swap': [ASSIGNS, theirs('confirmed', { person: 'volunteer', why: '病了' })],
  'step.tick': [CLAIMS, mine('confirmed', { step: 'a', done: true })],
  'task.finish': [CLAIMS, mine('started', { minutes: 60 })],
  'task.verify': [CHECKS, theirs('submitted', { verdict: 'verified' })],
  'task.unverify': [CHECKS, theirs('verified')],
  'task.correct': [CHECKS, theirs('verified', { minutes: 30, why: '记错' })],
  'volunteer.edit': [CLAIMS, async () => ({ set: { slots: ['wd_am'] } })],
  'card.edit': [PUBLISHES, async ({ grid }) => ({ person: `leader${grid.slice(1)}`, set: { groups: ['care'] } })],
}
const HELD: readonly string[] = ['step.tick', 'task.finish', 'volunteer.edit', 'card.edit']
/** One's own card lies in one's own pack: there is no outside. */
const ANYWHERE: readonly string[] = ['volunteer.edit']

test('the table names every command about tasks', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(TASK_PAYLOADS).sort())
})

for (const role of ROLES) {
  test(`${role}: does with tasks inside the grid what the role allows, outside nothing`, async () => {
    const server = await aServer()
    const person = `one-${role}`
    await givePost(server, { person, role, grid: 'm1' })
    // In no order that is promised.
    const open = async () => {
      const rows = await rowsIn(server, 'o:s3', 'o:s1', `p:${person}`, 'p:leader1')
      return rows.map((row) => JSON.stringify(row)).sort()
    }
    for (const [type, [able, payloadFor]] of Object.entries(TABLE)) {
      const isAble = able.includes(role)
      const denied = HELD.includes(type) ? 'held' : 'refused'
      if (!ANYWHERE.includes(type)) {
        const payload = await payloadFor({ server, person, grid: 's3' })
        const before = await open()
        const far = await pushOne(server, person, { type, payload })
        expect([type, far.status, far.code]).toEqual([type, denied, isAble ? 'not_your_grid' : 'role_may_not'])
        expect(await open()).toEqual(before)
      }
      const payload = await payloadFor({ server, person, grid: 's1' })
      const before = await open()
      const near = await pushOne(server, person, { type, payload })
      expect([type, near.status, near.code]).toEqual(
        isAble ? [type, 'ok', undefined] : [type, expect.stringMatching(/refused|held/), expect.anything()],
      )
      if (!isAble) expect(await open()).toEqual(before)
    }
  })
}

test('who claims belongs to the grid of the task or lives under it', async () => {
  const server = await aServer()
  const ofAll = await publish(server, { grid: 'root' })
  const ofMicro = await publish(server, { grid: 'm2' })
  expect(await pushOne(server, 'leader1', { type: 'task.claim', payload: { task: ofAll } })).toMatchObject({
    status: 'ok',
  })
  const beside = await pushOne(server, 'leader1', { type: 'task.claim', payload: { task: ofMicro } })
  expect(beside).toMatchObject({ status: 'refused', code: 'not_your_grid' })
})

test('nobody does anything about a claim of somebody else as if it were the own one', async () => {
  const server = await aServer()
  const task = await publish(server, { grid: 'root' })
  const claim = await placeClaim(server, { task, person: 'volunteer', state: 'confirmed' })
  const before = JSON.stringify(await rowsIn(server, 'o:root', 'p:volunteer'))
  for (const type of ['claim.release', 'claim.extend', 'claim.answer', 'step.tick', 'task.finish'] as const) {
    const payload = { task, claim, yes: true, step: 'a', done: true, minutes: 1 }
    expect([type, (await pushOne(server, 'member', { type, payload })).code]).toEqual([type, 'not_found'])
  }
  expect(JSON.stringify(await rowsIn(server, 'o:root', 'p:volunteer'))).toBe(before)
})

test('every member reads what is published; claims by name and contacts only who reviews there', async () => {
  const server = await aServer()
  await publish(server, { grid: 's1', contact: { name: '徐阿婆', phone: '15400001234' } })
  for (const [person, reads] of [
    ['volunteer', ['o:s1']],
    ['leader3', ['o:s1']],
    ['leader1', ['o:s1']],
    ['chief', ['o:s1', 'w:s1']],
  ] as const) {
    const want = ['o:s1', 'w:s1'] as unknown as Parameters<typeof fetchPacks>[2] extends { want?: infer W } ? W : never
    const { packs } = await fetchPacks(server, person, { want: want as never })
    expect([person, packs.map(({ header }) => header.id).sort()]).toEqual([person, [...reads]])
    for (const { rows } of packs) {
      if (person !== 'chief') expect(JSON.stringify(rows)).not.toContain('徐')
    }
  }
})
