import { describe, expect, test } from 'vitest'
import { aDisk, aNote, aSyncedPhone, aVisit, idOf, NOON, openOn, syncGzip } from '../testing/phone-kit.ts'
import { markPosted, markUnsure, nextBatch } from './answers.ts'

describe('the store', () => {
  test('T1 a saved command is on the disk when the promise fulfils and shows at once', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    expect(await store.act(aVisit(1))).toEqual({ saved: true })
    expect(store.view().under('visit', 'h-1')).toHaveLength(1)
    expect(store.status().waiting.map((one) => one.state)).toEqual(['phone'])
    store.close()
    const again = await openOn(disk)
    expect(again.view().under('visit', 'h-1')).toHaveLength(1)
    expect(again.view().loaded).toBe('all')
    expect(again.status().complete).toBe(true)
  })

  test('T1 the same id twice saves once, and two taps at once keep both commands', async () => {
    const store = await aSyncedPhone()
    const acted = await Promise.all([store.act(aVisit(1)), store.act(aVisit(1)), store.act(aVisit(2))])
    expect(acted).toEqual([{ saved: true }, { saved: true }, { saved: true }])
    expect(store.status().waiting.map((one) => one.command.n)).toEqual([1, 2])
  })

  test('T1 another tab that wrote in between makes the command be judged again, and both tabs show both', async () => {
    const disk = aDisk()
    const one = await aSyncedPhone(disk)
    const other = await openOn(disk)
    await Promise.all([one.act(aVisit(1)), other.act(aVisit(2)), one.act(aVisit(3)), other.act(aNote(4, 'knock'))])
    await Promise.all([one.refresh(), other.refresh()])
    for (const store of [one, other]) {
      expect(store.status().waiting.map((waiting) => waiting.command.n)).toEqual([1, 2, 3, 4])
      expect(store.view().under('visit', 'h-1')).toHaveLength(3)
      expect(store.view()('household', 'h-1')?.body.note).toBe('knock')
    }
  })

  test('T1 undo takes back only what has not left the phone', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await store.act(aVisit(2))
    await markPosted(store.database, [idOf(1)])
    expect(await store.undo(idOf(1))).toBe(false)
    expect(await store.undo(idOf(2))).toBe(true)
    expect(
      store
        .view()
        .under('visit', 'h-1')
        .map((row) => store.view().stateOf(row)),
    ).toEqual(['sent'])
  })

  test('T2 what got no answer counts as on this phone, can no longer be taken back, and is sent again', async () => {
    const store = await aSyncedPhone()
    await store.act(aVisit(1))
    await markPosted(store.database, [idOf(1)])
    await markUnsure(store.database)
    await store.act(aVisit(2))
    await store.refresh()
    expect(store.status().waiting.map(({ state, mayUndo }) => [state, mayUndo])).toEqual([
      ['phone', false],
      ['phone', true],
    ])
    expect(await store.undo(idOf(1))).toBe(false)
    const batch = await nextBatch(store.database, syncGzip, { commands: 9, bytes: 9999, afterN: 0 })
    expect(batch.commands.map((command) => command.id)).toEqual([idOf(1), idOf(2)])
  })

  test('T1 what a later command builds on is taken back only after that one', async () => {
    const store = await aSyncedPhone()
    const door = { building: 'b1', stair: 's1', floor: 3, room: '303', use: 'home' }
    const rest = { v: 1, happenedAt: NOON, needs: [], seen: {} } as const
    await store.act({ ...rest, id: idOf(1), type: 'door.add', payload: door })
    const family = { door: idOf(1), set: { dwelling: 'occupied' }, people: [{ name: '曾新' }], take: [] }
    await store.act({ ...rest, id: idOf(2), type: 'household.add', payload: family })
    expect(store.status().waiting).toHaveLength(2)
    expect(await store.undo(idOf(1))).toBe(false)
    expect(await store.undo(idOf(2))).toBe(true)
    expect(await store.undo(idOf(1))).toBe(true)
  })

  test('T2 a command keeps the name of its door for its author, on the disk too, and never sends it', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await store.act(aVisit(1))
    const [kept] = store.status().waiting
    expect(kept?.place).toBeDefined()
    store.close()
    const again = await openOn(disk)
    expect(again.status().waiting.map((one) => one.place)).toEqual([kept?.place])
    const { commands } = await nextBatch(again.database, syncGzip, { commands: 9, bytes: 9999, afterN: 0 })
    expect(commands[0]).not.toHaveProperty('place')
  })

  test('T1 a draft is kept until its command is saved', async () => {
    const disk = aDisk()
    const store = await aSyncedPhone(disk)
    await store.saveDraft({ id: idOf(1), form: 'visit', of: 'h-1', at: NOON, fields: { note: '半' } })
    const again = await openOn(disk)
    expect(again.status().drafts.map((draft) => draft.fields.note)).toEqual(['半'])
    await again.act(aVisit(1))
    expect(again.status().drafts).toEqual([])
    await store.refresh()
    expect(store.status().drafts).toEqual([])
  })

  test('T1 what another page commits shows here without asking', async () => {
    const disk = aDisk()
    const one = await aSyncedPhone(disk)
    const other = await openOn(disk)
    const shown = new Promise<void>((resolve) => {
      one.onChange(() => one.view().under('visit', 'h-1').length === 1 && resolve())
    })
    await other.act(aVisit(1))
    await shown
    expect(one.status().waiting).toHaveLength(1)
  })
})
