import { expect, test } from 'vitest'
import type { Command } from '../domain/commands.ts'
import { conflictId } from '../domain/edit.ts'
import { aServer, findRow, freshId, recordOf, rowsIn, type TestServer, who } from '../testing/community.ts'
import { aCommand, push } from '../testing/conversation.ts'
import { administer } from './admin.ts'

/** Where two values of a field may stand against each other: by a household, by one of its people, about a building. */
const PLACES = [
  ['household', 'note', { household: 'h-s1-1' }, { household: 'h-s1-1' }],
  ['resident', 'phone', { resident: 'r-s1-1', household: 'h-s1-1' }, { household: 'h-s1-1' }],
  ['building', 'note', { building: 'b-s1' }, { building: 'b-s1' }],
] as const
type Place = (typeof PLACES)[number]
const subjectOf = ([kind, , of]: Place): string => String((of as Readonly<Record<string, string>>)[kind])
const idOf = (place: Place): string => conflictId({ kind: place[0], id: subjectOf(place) }, place[1])

const edit = ([kind, field, of]: Place, value: string, after?: Command) =>
  aCommand({
    type: `${kind}.edit`,
    payload: { ...of, set: { [field]: value } },
    seen: after === undefined ? {} : { [field]: after.id },
  })
const settle = (place: Place, { choice, saw }: { choice: number; saw: readonly Command[] }) =>
  aCommand({
    type: 'conflict.settle',
    payload: { conflict: idOf(place), ...place[3], choice, saw: saw.map(valueIn) },
    seen: Object.fromEntries(saw.map(({ id }, at) => [at === 0 ? place[1] : `${place[1]}#${at}`, id])),
  })
const valueIn = ({ payload }: Command): string => JSON.stringify(Object.values((payload as { set: object }).set)[0])
const of = async (server: TestServer, place: Place) => {
  const row = await findRow(server, place[0], subjectOf(place))
  const question = await findRow(server, 'conflict', idOf(place))
  return {
    value: (row?.body as Readonly<Record<string, unknown>> | undefined)?.[place[1]],
    state: question?.body.state,
  }
}
/** Each comes with a phone of its own, one after the other. */
async function come(server: TestServer, ...commands: readonly Command[]): Promise<readonly string[]> {
  const statuses: string[] = []
  for (const command of commands) statuses.push(...(await push(server, 'leader1', command)).map(({ status }) => status))
  return statuses
}

test.each(PLACES.map((place) => [place[0], place] as const))(
  'after a restore a settling of a %s that others had built on leaves the newer value alone',
  async (_kind, place) => {
    for (const value of ['1', '2', '3']) {
      const server = await aServer()
      const [a, b] = [edit(place, '1'), edit(place, '2')]
      const settled = settle(place, { choice: value === '2' ? 0 : 1, saw: [a, b] })
      const after = edit(place, value === '3' ? '4' : '3', settled)
      const last = edit(place, value, after)
      expect(await come(server, a, b, after, last, settled)).toEqual(['ok', 'conflict', 'ok', 'ok', 'ok'])
      expect(await of(server, place)).toEqual({ value, state: 'settled' })
    }
  },
)

test.each(PLACES.map((place) => [place[0], place] as const))(
  'after a restore a settling of a %s stands for the values it had seen, whenever they come back',
  async (_kind, place) => {
    const [a, b, c] = [edit(place, '1'), edit(place, '2'), edit(place, '3')]
    const settled = settle(place, { choice: 0, saw: [a, b, c] })
    const after = edit(place, '4', settled)
    for (const order of [
      [a, b, settled, c, after],
      [settled, a, b, after, c],
      [after, a, c, settled, b],
      [a, after, settled, b, c],
      [b, c, a, settled, after],
    ]) {
      const server = await aServer()
      await come(server, ...order)
      expect(await of(server, place)).toEqual({ value: '4', state: 'settled' })
    }
    for (const order of [
      [a, b, c],
      [c, a, b],
    ]) {
      const putOff = { ...settled, payload: { ...(settled.payload as object), choice: 'ask_next_time' } }
      const server = await aServer()
      await come(server, ...order.slice(0, 2), putOff, ...order.slice(2))
      expect(await of(server, place)).toMatchObject({ state: 'ask_next_time' })
    }
    const server = await aServer()
    await come(server, a, b, { ...settled, payload: { ...(settled.payload as object), choice: 2 } }, c)
    expect(await of(server, place)).toEqual({ value: '3', state: 'settled' })
  },
)

test('I11 of two words on a volunteer’s card the last to come counts, nobody is asked, and the commands keep both with who said them', async () => {
  const own = aCommand({ type: 'volunteer.edit', payload: { set: { limits: 'no stairs', slots: ['night'] } } })
  const theirs = aCommand({ type: 'card.edit', payload: { person: 'volunteer', set: { limits: 'no lifting' } } })
  const both = [
    ['volunteer', own],
    ['staff', theirs],
  ] as const
  for (const order of [both, [...both].reverse()]) {
    const kept = await aServer()
    for (const [person, command] of order) expect(await push(kept, person, command)).toMatchObject([{ status: 'ok' }])
    const limits = order[1]?.[1] === own ? 'no stairs' : 'no lifting'
    expect((await findRow(kept, 'card', 'volunteer'))?.body).toMatchObject({ limits, slots: ['night'] })
    expect((await findRow(kept, 'volunteer', 'volunteer'))?.body).toMatchObject({ limits, slots: ['night'] })
    expect((await rowsIn(kept, 'c', 'w:root', 'p:volunteer')).filter(({ kind }) => kind === 'conflict')).toEqual([])
    for (const [author, { id, payload }] of both) {
      const record = await recordOf(kept, id)
      expect([record?.author, JSON.parse(record?.payload ?? '')]).toEqual([author, payload])
    }
  }
})

const PERSON = PLACES[1]
/** The person about whom two values stand goes to live in another leader's stair. */
const moved = () =>
  aCommand({ type: 'resident.move', payload: { resident: 'r-s1-1', household: 'h-s1-1', to: 'h-s2-1' } })

test('a question that has moved with its person is settled by whoever may, though the answer names the home before', async () => {
  const server = await aServer()
  const [a, b] = [edit(PERSON, '1'), edit(PERSON, '2')]
  await come(server, a, b)
  await push(server, 'chief', moved())
  const [answer] = await push(server, 'chief', settle(PERSON, { choice: 1, saw: [a, b] }))
  expect(answer).toMatchObject({ status: 'ok' })
  expect(await of(server, PERSON)).toEqual({ value: '2', state: 'settled' })
})

test('the answer of somebody who may not there any more is held, and stands once a coordinator lets it', async () => {
  const server = await aServer()
  const [a, b] = [edit(PERSON, '1'), edit(PERSON, '2')]
  await come(server, a, b)
  await push(server, 'chief', moved())
  const answer = settle(PERSON, { choice: 1, saw: [a, b] })
  expect(await come(server, answer)).toEqual(['held'])
  const { body } = await administer(server, who('staff'), {
    id: freshId(),
    type: 'held.judge',
    payload: { command: answer.id, verdict: 'accept' },
  })
  expect(body).toMatchObject({ result: { status: 'ok' } })
  expect(await of(server, PERSON)).toEqual({ value: '2', state: 'settled' })
})

test('whether a home had ended is not settled once it has become another’s, and may be left until somebody asks', async () => {
  const server = await aServer()
  const on = '2026-11-20'
  const ending = (ended: unknown, seen: Command['seen'] = {}) =>
    aCommand({ type: 'household.edit', payload: { household: 'h-s1-1', set: { ended } }, seen })
  const out = ending({ on, why: 'moved_out' })
  const back = ending(null, { ended: out.id })
  const slip = ending({ on, why: 'mistake' })
  await come(server, out, back, slip)
  const pair = { kind: 'household', id: 'h-s1-1', into: 'h-s2-1' }
  const [merge] = await push(server, 'chief', aCommand({ type: 'register.merge', payload: pair }))
  const answer = (choice: unknown) => {
    const saw = ['null', JSON.stringify({ on, why: 'mistake' })]
    const payload = { conflict: 'x-household-h-s1-1-ended', household: 'h-s1-1', choice, saw }
    return aCommand({ type: 'conflict.settle', payload, seen: { ended: merge?.id ?? '', 'ended#1': slip.id } as never })
  }
  expect(await come(server, answer(0), answer('ask_next_time'))).toEqual(['refused', 'ok'])
})

test('a question of many long values is settled by what was seen of them', async () => {
  const server = await aServer()
  const NOTE = PLACES[0]
  const notes = Array.from({ length: 24 }, (_, n) => `第 ${n} 次写的`)
  const first = edit(NOTE, notes[0] ?? '')
  await come(server, first, edit(NOTE, '另一位写的'))
  let last = first
  for (const note of notes.slice(1)) {
    const next = edit(NOTE, note, last)
    await come(server, next)
    last = next
  }
  const question = await findRow(server, 'conflict', idOf(NOTE))
  const saw = question?.body.values.map(({ value }) => JSON.stringify(value)) ?? []
  expect(saw).toHaveLength(25)
  const payload = { conflict: idOf(NOTE), household: 'h-s1-1', choice: 1, saw }
  expect(await come(server, aCommand({ type: 'conflict.settle', payload, seen: { note: last.id } }))).toEqual(['ok'])
  expect(await of(server, NOTE)).toEqual({ value: '另一位写的', state: 'settled' })
})
