import { expect, test } from 'vitest'
import { serviceTime } from '../domain/hours.ts'
import { aServer, findRow, givePost, who } from '../testing/community.ts'
import { aCommand, push, pushOne } from '../testing/conversation.ts'
import { answer, claim, claimOf, publish, release, type Said, seatOf, stateOf } from '../testing/tasks.ts'
import { administer } from './admin.ts'

test('both must agree to a hand-over, and one that is not answered ends with the claim', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  const ask = () =>
    pushOne(server, 'volunteer', { type: 'claim.handover', payload: { task, claim: id, person: 'member' } })
  const first = await ask()
  expect(await claimOf(server, first.id)).toMatchObject({ state: 'assigned', person: 'member', from: id })
  await pushOne(server, 'member', answer(task, first.id, false))
  expect([await stateOf(server, id), (await claimOf(server, id)).to]).toEqual(['confirmed', undefined])
  const second = await ask()
  await pushOne(server, 'member', answer(task, second.id, true))
  expect([await stateOf(server, id), await stateOf(server, second.id)]).toEqual(['released', 'confirmed'])
  expect((await seatOf(server, task))?.body.claim).toBe(second.id)
  const back = await pushOne(server, 'member', {
    type: 'claim.handover',
    payload: { task, claim: second.id, person: 'leader1' },
  })
  await pushOne(server, 'member', release(task, second.id))
  expect(await stateOf(server, back.id)).toBe('declined')
})

test('a coordinator assigns, swaps, confirms over an offer and notes who did not come, each with a reason in the history', async () => {
  const server = await aServer()
  const task = await publish(server)
  const desk = (type: string, payload: Said) =>
    pushOne(server, 'staff', { type, payload: { task, why: '本人同意', ...payload } })
  const given = await desk('claim.assign', { person: 'member' })
  expect(await desk('claim.assign', { person: 'leader1' })).toMatchObject({ status: 'refused', code: 'no_place' })
  await pushOne(server, 'member', answer(task, given.id, true))
  const swapped = await desk('claim.swap', { claim: given.id, person: 'volunteer' })
  expect([await stateOf(server, given.id), await stateOf(server, swapped.id)]).toEqual(['released', 'assigned'])
  const waiting = [await claim(server, 'leader1', task), await claim(server, 'leader2', task)]
  await pushOne(server, 'volunteer', answer(task, swapped.id, false))
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: waiting[0]?.id, offer: true })
  expect(await desk('claim.override', { claim: waiting[1]?.id, how: 'confirm' })).toMatchObject({ status: 'ok' })
  expect((await seatOf(server, task))?.body.claim).toBe(waiting[1]?.id)
  expect(await stateOf(server, waiting[0]?.id ?? '')).toBe('waitlisted')
  await desk('claim.override', { claim: waiting[1]?.id, how: 'no_show' })
  expect((await claimOf(server, waiting[1]?.id ?? '')).log.at(-1)).toMatchObject({
    state: 'no_show',
    by: 'staff',
    why: '本人同意',
  })
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: waiting[0]?.id, offer: true })
})

test('hours count when somebody else has checked them, once, and a correction keeps what stood before', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'chief', task).then(() => claim(server, 'micro', task))
  await pushOne(server, 'micro', { type: 'task.finish', payload: { task, claim: id, minutes: 90 } })
  expect(await stateOf(server, id)).toBe('submitted')
  const verify = (person: string, more: Said = {}) =>
    pushOne(server, person, { type: 'task.verify', payload: { task, claim: id, verdict: 'verified', ...more } })
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: id, until: null, ends: null })
  expect(await verify('secretary')).toMatchObject({ status: 'refused', code: 'role_may_not' })
  await pushOne(server, 'staff', {
    type: 'task.verify',
    payload: { task, claim: id, verdict: 'sent_back', why: '写清楚' },
  })
  await pushOne(server, 'micro', { type: 'task.finish', payload: { task, claim: id, minutes: 80 } })
  expect(await verify('staff')).toMatchObject({ status: 'ok' })
  expect(await verify('staff')).toMatchObject({ status: 'refused', code: 'claim_over' })
  await pushOne(server, 'staff', { type: 'task.correct', payload: { task, claim: id, minutes: 60, why: '路上不算' } })
  expect(await claimOf(server, id)).toMatchObject({ state: 'corrected', checked: [{ minutes: 80 }, { minutes: 60 }] })
})

test('a check that was a slip is taken back: nothing counts until the work is checked anew, and all of it stays', async () => {
  const server = await aServer()
  const task = await publish(server, { grid: 's1' })
  const { id } = await claim(server, 'volunteer', task)
  await pushOne(server, 'volunteer', { type: 'task.finish', payload: { task, claim: id, minutes: 90 } })
  const verify = {
    type: 'task.verify',
    payload: { task, claim: id, verdict: 'verified', thanks: '谢谢', thanksFrom: 'helped' },
  }
  const back = { type: 'task.unverify', payload: { task, claim: id } }
  const counted = async () => serviceTime([await claimOf(server, id)], { unit: 30, mostPerDay: 720, timeZone: 'UTC' })
  expect(await pushOne(server, 'staff', back)).toMatchObject({ status: 'refused', code: 'claim_over' })
  await pushOne(server, 'staff', verify)
  expect((await counted()).minutes).toBe(90)
  expect(await claimOf(server, id)).toMatchObject({ thanks: '谢谢', thanksFrom: 'helped' })
  expect(await pushOne(server, 'chief', back)).toMatchObject({ status: 'ok' })
  expect(await claimOf(server, id)).toMatchObject({ state: 'submitted', done: { minutes: 90 } })
  const { thanks, thanksFrom } = await claimOf(server, id)
  expect([(await counted()).minutes, thanks, thanksFrom]).toEqual([0, undefined, undefined])
  expect(await pushOne(server, 'chief', back)).toMatchObject({ status: 'refused', code: 'claim_over' })
  await pushOne(server, 'staff', { ...verify, payload: { ...verify.payload, minutes: 60 } })
  expect((await counted()).minutes).toBe(60)
  const { checked = [], log } = await claimOf(server, id)
  expect(checked.map(({ minutes, by, back }) => [minutes, by, back])).toEqual([
    [90, 'staff', undefined],
    [0, 'chief', true],
    [60, 'staff', undefined],
  ])
  expect(log.map(({ state }) => state).slice(-4)).toEqual(['submitted', 'verified', 'submitted', 'verified'])
  await pushOne(server, 'staff', { type: 'task.correct', payload: { task, claim: id, minutes: 30, why: '路上不算' } })
  expect(await pushOne(server, 'staff', back)).toMatchObject({ status: 'refused', code: 'claim_over' })
})

test('what was done after the place was gone is checked, taken back and checked again without coming back to life', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  await pushOne(server, 'staff', { type: 'task.cancel', payload: { task, why: '下雨' } })
  await pushOne(server, 'volunteer', { type: 'task.finish', payload: { task, claim: id, minutes: 30 } })
  const steps = [
    { type: 'task.verify', verdict: 'verified' },
    { type: 'task.unverify' },
    { type: 'task.verify', verdict: 'verified' },
  ]
  for (const { type, ...more } of steps) {
    expect(await pushOne(server, 'staff', { type, payload: { task, claim: id, ...more } })).toMatchObject({
      status: 'ok',
    })
    expect(await stateOf(server, id)).toBe('cancelled')
  }
  expect((await claimOf(server, id)).checked?.map(({ minutes }) => minutes)).toEqual([30, 0, 30])
})

test('nobody checks the own work, whatever the post', async () => {
  const server = await aServer()
  const task = await publish(server, { grid: 'm1' })
  const { id } = await claim(server, 'micro', task)
  await pushOne(server, 'micro', { type: 'task.finish', payload: { task, claim: id, minutes: 90 } })
  const own = { type: 'task.verify', payload: { task, claim: id, verdict: 'verified' } }
  expect(await pushOne(server, 'micro', own)).toMatchObject({ status: 'refused', code: 'own_claim' })
  await pushOne(server, 'staff', own)
  const back = { type: 'task.unverify', payload: { task, claim: id } }
  expect(await pushOne(server, 'micro', back)).toMatchObject({ status: 'refused', code: 'own_claim' })
})

test("a volunteer's card is edited by the volunteer, groups and consent by a coordinator, and both read the same", async () => {
  const server = await aServer()
  const edit = (set: Said) => pushOne(server, 'volunteer', { type: 'volunteer.edit', payload: { set } })
  const said = { slots: ['we_am'], birth: '2010', skills: [{ skill: 'haircut' }] }
  expect(await edit(said)).toMatchObject({ status: 'ok' })
  const wanted = await publish(server, { skills: ['haircut'] })
  expect(await claim(server, 'volunteer', wanted)).toMatchObject({ code: 'consent_missing' })
  expect(await edit({ guardian: '妈妈' })).toMatchObject({ status: 'held', code: 'bad_payload' })
  const seen = { person: 'volunteer', set: { guardian: '母亲当面同意', groups: ['care'] } }
  expect(await pushOne(server, 'staff', { type: 'card.edit', payload: seen })).toMatchObject({ status: 'ok' })
  const [own, card] = [await findRow(server, 'volunteer', 'volunteer'), await findRow(server, 'card', 'volunteer')]
  expect([own?.pack, card?.pack, own?.body]).toEqual(['p:volunteer', 'w:root', card?.body])
  expect(own?.body).toMatchObject({ slots: ['we_am'], groups: ['care'] })
  expect(await claim(server, 'volunteer', wanted)).toMatchObject({ status: 'ok' })
  expect(await claim(server, 'member', wanted)).toMatchObject({ code: 'skill_missing' })
})

test('a coordinator lets a held claim through, and it takes its turn at the end of the line', async () => {
  const server = await aServer()
  const task = await publish(server)
  await claim(server, 'member', task)
  const again = { ...aCommand({ type: 'task.claim', payload: { task } }), was: 'ok' } as ReturnType<typeof aCommand>
  await push(server, 'volunteer', again)
  const other = await claim(server, 'leader1', task)
  const word = { type: 'held.judge', payload: { command: again.id, verdict: 'accept' } }
  expect(await administer(server, who('staff'), word)).toMatchObject({ body: { result: { status: 'ok' } } })
  const [own, theirs] = [await claimOf(server, again.id), await claimOf(server, other.id)]
  expect([own.state, own.order > theirs.order]).toEqual(['waitlisted', true])
})

test('what a coordinator has dismissed stays dismissed, though its phone, which heard no answer, says again that it had its way', async () => {
  const server = await aServer()
  const task = await publish(server)
  await claim(server, 'member', task)
  const again = { ...aCommand({ type: 'task.claim', payload: { task } }), was: 'ok' } as ReturnType<typeof aCommand>
  await push(server, 'volunteer', again)
  const word = { type: 'held.judge', payload: { command: again.id, verdict: 'dismiss' } }
  expect(await administer(server, who('staff'), word)).toMatchObject({ body: { result: { status: 'ok' } } })
  expect(await push(server, 'volunteer', again)).toMatchObject([{ status: 'refused', code: 'was_accepted' }])
  expect((await findRow(server, 'held', again.id))?.body).toMatchObject({ state: 'dismissed' })
})

test('work that was received before an older copy was put back is received again, though a late copy of it was turned away meanwhile', async () => {
  const server = await aServer()
  const task = await publish(server)
  const tasks = await Promise.all([publish(server), publish(server), publish(server)])
  const claims: string[] = []
  for (const other of tasks) claims.push((await claim(server, 'volunteer', other)).id)
  const place = aCommand({ type: 'task.claim', payload: { task } })
  const work = aCommand({
    type: 'task.finish',
    payload: { task, claim: place.id, minutes: 30 },
    needs: [place.id],
  })
  expect(await push(server, 'volunteer', place, work)).toMatchObject([
    { code: 'too_many_claims' },
    { code: 'needs_refused' },
  ])
  await pushOne(server, 'volunteer', release(tasks[0], claims[0] ?? ''))
  const again = [place, work].map((command) => ({ ...command, was: 'ok' }))
  expect(await push(server, 'volunteer', ...again)).toMatchObject([{ status: 'ok' }, { status: 'ok' }])
})

test('a task that is closed takes no more claims and lets those go who wait; whoever has a place goes on', async () => {
  const server = await aServer()
  const task = await publish(server)
  const [first, waiting] = [await claim(server, 'volunteer', task), await claim(server, 'member', task)]
  const close = { type: 'task.close', payload: { task } }
  expect(await pushOne(server, 'staff', close)).toMatchObject({ status: 'ok' })
  const body = (await findRow(server, 'task', task))?.body
  expect([body?.state, body?.closed, body?.log.at(-1)?.what]).toEqual(['open', true, 'closed'])
  expect((await claimOf(server, waiting.id)).log.at(-1)).toMatchObject({ state: 'released', why: 'closed' })
  expect(await claim(server, 'leader1', task)).toMatchObject({ status: 'refused', code: 'task_over' })
  expect(await pushOne(server, 'staff', close)).toMatchObject({ status: 'refused', code: 'task_over' })
  const finish = { type: 'task.finish', payload: { task, claim: first.id, minutes: 30 } }
  expect(await pushOne(server, 'volunteer', finish)).toMatchObject({ status: 'ok' })
  expect(await stateOf(server, first.id)).toBe('submitted')
})

test('why a task was cancelled stands in its history with who did it', async () => {
  const server = await aServer()
  const task = await publish(server)
  await pushOne(server, 'staff', { type: 'task.cancel', payload: { task, why: '下雨' } })
  const { log } = (await findRow(server, 'task', task))?.body ?? expect.unreachable()
  expect(log.at(-1)).toMatchObject({ what: 'cancelled', by: 'staff', why: '下雨' })
})

test('whoever leads writes down at a door somebody who has no post: the card lies where that home is, and waits for the first post', async () => {
  const server = await aServer()
  const enrol = (author: string, set: Said) =>
    pushOne(server, author, { type: 'card.edit', payload: { person: 'new-one', set } })
  const said = { name: '周小兰', home: 's1', skills: [{ skill: 'haircut' }], guardian: '母亲当面同意' }
  expect(await enrol('leader1', { name: '周小兰' })).toMatchObject({ status: 'held', code: 'not_found' })
  expect(await enrol('leader1', { ...said, home: 's3' })).toMatchObject({ status: 'held', code: 'not_your_grid' })
  expect(await enrol('volunteer', said)).toMatchObject({ status: 'held', code: 'role_may_not' })
  expect(await enrol('leader1', said)).toMatchObject({ status: 'ok' })
  const [own, card] = [await findRow(server, 'volunteer', 'new-one'), await findRow(server, 'card', 'new-one')]
  expect([own?.pack, card?.pack, own?.body]).toEqual(['p:new-one', 'w:s1', card?.body])
  expect(card?.body).toMatchObject(said)
  await givePost(server, { person: 'new-one', role: 'volunteer', grid: 's1' })
  const wanted = await publish(server, { grid: 's1', skills: ['haircut'] })
  expect(await claim(server, 'new-one', wanted)).toMatchObject({ status: 'ok' })
})
