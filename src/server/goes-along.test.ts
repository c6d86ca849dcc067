import { expect, test } from 'vitest'
import { conflictId } from '../domain/edit.ts'
import type { Row } from '../domain/nouns.ts'
import type { Result } from '../domain/wire.ts'
import { aServer, change, findRow, freshId, packOf, type TestServer } from '../testing/community.ts'
import { aCommand, aVisitPayload, push, pushOne } from '../testing/conversation.ts'

const [OLD, NEW] = ['h-s1-1', 'h-s2-1']
type Pair = readonly [kind: 'household' | 'resident', id: string, into: string]
const pair = (type: string, [kind, id, into]: Pair) => ({ type, payload: { kind, id, into } })
/** One home was entered twice, in two leaders' stairs; the block chief has seen it. */
async function mergedServer(): Promise<TestServer> {
  const server = await aServer()
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  return server
}
const bodyOf = (row: Row | undefined) => row?.body as unknown as Readonly<Record<string, unknown>>
const placeOf = (row: Row | undefined) => [row?.pack, bodyOf(row)['household'], bodyOf(row)['from']]
const ALONG = [packOf('s2'), NEW, [OLD]]

test('I12 a visit noted offline goes along with the household it was noted of, with its needs, and counts there', async () => {
  const server = await mergedServer()
  const visit = await pushOne(server, 'leader1', { payload: aVisitPayload({ needs: [{ category: 'repair' }] }) })
  expect(visit.status).toBe('ok')
  const row = await findRow(server, 'visit', visit.id)
  expect(placeOf(row)).toEqual(ALONG)
  expect(placeOf(await findRow(server, 'need', `${visit.id}-1`))).toEqual(ALONG)
  const { at } = bodyOf(row)
  expect(bodyOf(await findRow(server, 'household', NEW))).toMatchObject({ lastReached: at, lastVisit: at })
  expect(bodyOf(await findRow(server, 'household', OLD))).toMatchObject({ lastVisit: null })
})

test('when the two are taken apart the visit goes back, and the day of each follows from its own', async () => {
  const server = await mergedServer()
  const visit = await pushOne(server, 'leader1', { payload: aVisitPayload() })
  await pushOne(server, 'staff', pair('register.part', ['household', OLD, NEW]))
  const row = await findRow(server, 'visit', visit.id)
  expect(placeOf(row)).toEqual([packOf('s1'), OLD, undefined])
  expect(bodyOf(await findRow(server, 'household', OLD))).toMatchObject({ lastReached: bodyOf(row)['at'] })
  expect(bodyOf(await findRow(server, 'household', NEW))).toMatchObject({ lastReached: null, lastVisit: null })
})

test('it goes as far as the household has gone, and comes back step by step', async () => {
  const server = await mergedServer()
  await pushOne(server, 'chief', pair('register.merge', ['household', NEW, 'h-s2-2']))
  const visit = await pushOne(server, 'leader1', { payload: aVisitPayload() })
  expect(placeOf(await findRow(server, 'visit', visit.id))).toEqual([packOf('s2'), 'h-s2-2', [OLD, NEW]])
  await pushOne(server, 'staff', pair('register.part', ['household', NEW, 'h-s2-2']))
  expect(placeOf(await findRow(server, 'visit', visit.id))).toEqual(ALONG)
})

test('the oldest visits of both make room for one that comes along', async () => {
  const server = await mergedServer()
  const visits: string[] = []
  for (let n = 1; n <= 7; n++) {
    const [person, household] = n % 2 === 0 ? (['leader1', OLD] as const) : (['leader2', NEW] as const)
    const happenedAt = `2026-11-0${n}T02:00:00.000Z` as never
    visits.push((await pushOne(server, person, { happenedAt, payload: aVisitPayload({ household }) })).id)
  }
  const packs = await Promise.all(visits.map(async (id) => (await findRow(server, 'visit', id))?.pack))
  expect(packs).toEqual(['h:b-s2:s2', ...Array.from({ length: 6 }, () => packOf('s2'))])
})

test('whoever is entered there, or moves there, lives with the household that stands', async () => {
  const server = await mergedServer()
  const born = await pushOne(server, 'leader1', {
    type: 'resident.add',
    payload: { household: OLD, set: { name: '曾新生' } },
  })
  const move = { resident: 'r-s1-2', household: 'h-s1-2', to: OLD }
  expect(await pushOne(server, 'leader1', { type: 'resident.move', payload: move })).toMatchObject({ status: 'ok' })
  for (const id of [born.id, 'r-s1-2']) expect(placeOf(await findRow(server, 'resident', id))).toEqual(ALONG)
})

test('who went along may still move out of the household that was', async () => {
  const server = await aServer()
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, 'h-s1-2']))
  const move = { resident: 'r-s1-1', household: OLD, to: 'h-s2-1' }
  expect(await pushOne(server, 'chief', { type: 'resident.move', payload: move })).toMatchObject({ status: 'ok' })
  expect(placeOf(await findRow(server, 'resident', 'r-s1-1'))).toEqual([packOf('s2'), 'h-s2-1', undefined])
})

const edit = (set: unknown, seen: Readonly<Record<string, string>> = {}) =>
  ({ type: 'household.edit', seen, payload: { household: OLD, set } }) as never
const questionOf = async (server: TestServer, of: string) => bodyOf(await findRow(server, 'conflict', `x-${of}`))

test('a value written on a household that was stands on the one that is, where nothing stands yet', async () => {
  const server = await mergedServer()
  expect(await pushOne(server, 'leader1', edit({ note: '敲门要响' }))).toMatchObject({ status: 'ok' })
  for (const id of [OLD, NEW])
    expect(bodyOf(await findRow(server, 'household', id))).toMatchObject({ note: '敲门要响' })
})

test('I11 a value written on a household that was stands beside what another wrote on the one that is', async () => {
  const server = await mergedServer()
  const other = { type: 'household.edit', payload: { household: NEW, set: { note: '家里有狗' } } }
  await pushOne(server, 'leader2', other)
  expect(await pushOne(server, 'leader1', edit({ note: '敲门要响' }))).toMatchObject({ status: 'conflict' })
  expect(bodyOf(await findRow(server, 'household', NEW))).toMatchObject({ note: '家里有狗' })
  expect(await questionOf(server, `household-${NEW}-note`)).toMatchObject({
    state: 'open',
    values: [
      { value: '家里有狗', by: 'leader2' },
      { value: '敲门要响', by: 'leader1' },
    ],
  })
})

test('a value that merging took over is changed by whoever had seen it before, without a question', async () => {
  const server = await aServer()
  const first = await pushOne(server, 'leader1', edit({ note: '敲门要响' }))
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  const second = await pushOne(server, 'leader1', edit({ note: '门铃坏了' }, { note: first.id }))
  expect(second.status).toBe('ok')
  expect(bodyOf(await findRow(server, 'household', NEW))).toMatchObject({ note: '门铃坏了' })
})

/** As an import puts it: nobody wrote it. */
const registered = (server: TestServer, household: string, set: Readonly<Record<string, unknown>>) =>
  change(server, [{ op: 'set', kind: 'household', id: household, set, edit: false }])

test('I11 what the household that stands was registered with is not written over by whoever saw the other alone', async () => {
  const server = await aServer()
  await registered(server, NEW, { care: 'red', careReason: '跌倒过', note: '家里有狗' })
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  const set = { care: 'yellow', careReason: '出院了', careBasis: 'consent', note: '敲门要响' }
  expect(await pushOne(server, 'leader1', edit(set))).toMatchObject({ status: 'conflict' })
  const stands = bodyOf(await findRow(server, 'household', NEW))
  expect(stands).toMatchObject({ care: 'red', careReason: '跌倒过', note: '家里有狗' })
  expect(stands).not.toHaveProperty('careBasis')
  for (const [field, value] of [
    ['care', 'red'],
    ['careReason', '跌倒过'],
    ['note', '家里有狗'],
  ] as const)
    expect(await questionOf(server, `household-${NEW}-${field}`)).toMatchObject({
      state: 'open',
      values: [
        { value, by: null },
        { value: set[field], by: 'leader1' },
      ],
    })
})

test('what both were registered with is changed by whoever saw one of them, without a question', async () => {
  const server = await mergedServer()
  expect(await pushOne(server, 'leader1', edit({ care: 'yellow' }))).toMatchObject({ status: 'ok' })
  for (const id of [OLD, NEW]) expect(bodyOf(await findRow(server, 'household', id))).toMatchObject({ care: 'yellow' })
})

test('what merging took over and nobody had written is changed by whoever had it before his eyes, however far it went', async () => {
  const server = await aServer()
  await registered(server, OLD, { note: '敲门要响' })
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  await pushOne(server, 'chief', pair('register.merge', ['household', NEW, 'h-s2-2']))
  expect(bodyOf(await findRow(server, 'household', 'h-s2-2'))).toMatchObject({ note: '敲门要响' })
  expect(await pushOne(server, 'leader1', edit({ note: '门铃坏了' }))).toMatchObject({ status: 'ok' })
  expect(bodyOf(await findRow(server, 'household', 'h-s2-2'))).toMatchObject({ note: '门铃坏了' })
})

test('I11 a value written of a person entered twice stands beside what another wrote of the one that stays', async () => {
  const server = await aServer()
  await pushOne(server, 'chief', pair('register.merge', ['resident', 'r-s1-1', 'r-s2-1']))
  const phone = (resident: string, household: string, value: string) =>
    ({ type: 'resident.edit', payload: { resident, household, set: { phone: value } } }) as const
  await pushOne(server, 'leader2', phone('r-s2-1', NEW, '15400001111'))
  const late = await pushOne(server, 'leader1', phone('r-s1-1', OLD, '15400002222'))
  expect(late.status).toBe('conflict')
  const again = await pushOne(server, 'leader1', phone('r-s1-1', OLD, '15400003333'))
  expect(again.status).toBe('conflict')
  const { values } = await questionOf(server, 'resident-r-s2-1-phone')
  expect(values).toMatchObject([{ value: '15400001111' }, { value: '15400002222' }, { value: '15400003333' }])
})

const editOf = (
  household: string,
  set: Readonly<Record<string, unknown>>,
  seen: Readonly<Record<string, string>> = {},
) => ({ type: 'household.edit', seen, payload: { household, set } }) as never
const chosen = (conflict: string, [first, second]: readonly [Result, Result], saw: readonly string[]) => {
  const field = conflict.split('-').at(-1) ?? ''
  return {
    type: 'conflict.settle',
    seen: { [field]: first.id, [`${field}#1`]: second.id },
    payload: { conflict, household: OLD, choice: 1, saw },
  } as never
}

test('I11 what is settled about a record that has become another’s is settled for that one too', async () => {
  const server = await aServer()
  const notes = [
    await pushOne(server, 'leader1', editOf(OLD, { note: '甲' })),
    await pushOne(server, 'chief', editOf(OLD, { note: '乙' })),
  ] as const
  const phone = (value: string) =>
    ({ type: 'resident.edit', payload: { resident: 'r-s1-1', household: OLD, set: { phone: value } } }) as never
  const phones = [await pushOne(server, 'leader1', phone('111')), await pushOne(server, 'chief', phone('222'))] as const
  await pushOne(server, 'chief', pair('register.merge', ['resident', 'r-s1-1', 'r-s1-2']))
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  expect(await pushOne(server, 'leader1', chosen(`x-household-${OLD}-note`, notes, ['"甲"', '"乙"']))).toMatchObject({
    status: 'ok',
  })
  expect(await pushOne(server, 'chief', chosen('x-resident-r-s1-1-phone', phones, ['"111"', '"222"']))).toMatchObject({
    status: 'ok',
  })
  expect(bodyOf(await findRow(server, 'household', NEW))['note']).toBe('乙')
  expect(bodyOf(await findRow(server, 'resident', 'r-s1-2'))['phone']).toBe('222')
})

test('I11 an edit that comes in one request with the merging keeps what was disputed about the one that stands', async () => {
  const server = await aServer()
  const phone = (resident: string, household: string, value: string) =>
    ({ type: 'resident.edit', payload: { resident, household, set: { phone: value } } }) as const
  await pushOne(server, 'leader1', phone('r-s1-2', 'h-s1-2', '111'))
  await pushOne(server, 'chief', phone('r-s1-2', 'h-s1-2', '222'))
  await push(
    server,
    'chief',
    aCommand(pair('register.merge', ['resident', 'r-s1-1', 'r-s1-2']) as never),
    aCommand(phone('r-s1-1', OLD, '333') as never),
  )
  const question = await findRow(server, 'conflict', conflictId({ kind: 'resident', id: 'r-s1-2' }, 'phone'))
  expect(question?.body.values.map(({ value }) => value)).toEqual(['111', '222', '333'])
})

test('nobody opening at a red home is told at once, also where it was noted of the record that has become it', async () => {
  const server = await aServer()
  await change(server, [{ op: 'set', kind: 'household', id: NEW, set: { care: 'red' }, edit: false }])
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  const visit = await pushOne(server, 'leader1', { payload: aVisitPayload({ outcome: 'not_home' }) })
  expect((await findRow(server, 'visit', visit.id))?.body).toMatchObject({ household: NEW, escalated: 'red' })
})

test('I11 an edit that builds on one not yet back after a restore does not write over what the other record had', async () => {
  const server = await aServer()
  await pushOne(server, 'leader2', editOf(NEW, { note: '对门的' }))
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  expect(await pushOne(server, 'leader1', editOf(OLD, { note: '自家的' }, { note: freshId() }))).toMatchObject({
    status: 'conflict',
  })
  expect(bodyOf(await findRow(server, 'household', NEW))['note']).toBe('对门的')
  const question = await findRow(server, 'conflict', conflictId({ kind: 'household', id: NEW }, 'note'))
  expect(question?.body.values.map(({ value }) => value)).toEqual(['对门的', '自家的'])
})

test('taken apart, a home whose level was raised meanwhile is due by that level, whatever day it had before', async () => {
  const server = await aServer()
  await change(server, [{ op: 'set', kind: 'household', id: NEW, set: { nextDue: '2027-05-01' }, edit: false }])
  await pushOne(server, 'chief', pair('register.merge', ['household', OLD, NEW]))
  await pushOne(server, 'leader2', editOf(NEW, { care: 'red', careReason: '摔过' }))
  await pushOne(server, 'chief', pair('register.part', ['household', OLD, NEW]))
  expect(bodyOf(await findRow(server, 'household', NEW))).toMatchObject({ care: 'red', nextDue: '2026-12-03' })
})
