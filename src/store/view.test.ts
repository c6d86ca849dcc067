import { describe, expect, test } from 'vitest'
import type { Command } from '../domain/commands.ts'
import { asId, type CommandId, type Instant } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { CORE_RULES } from '../domain/rules.ts'
import { EMPTY_MIRROR, editMirror } from './mirror.ts'
import { judge, type Pending, replay, restate, stepReplay, viewFrom } from './view.ts'

const NOW = '2026-03-05T08:00:00.000Z' as Instant
const me = asId<'person'>('p-1')
const pack = asId<'pack'>('b:b1:g1')
const household = (id: string, seq = 1): Row => ({
  kind: 'household',
  id,
  pack,
  seq,
  writer: {},
  body: {
    doors: [asId('d-1')],
    dwelling: 'occupied',
    care: 'green',
    tags: [],
    lastReached: null,
    lastVisit: null,
    nextDue: null,
    misses: 0,
  },
})
const idOf = (n: number): CommandId => asId(`01890000-0000-7000-8000-${String(n).padStart(12, '0')}`)
const command = (n: number, type: string, payload: unknown): Command => ({
  id: idOf(n),
  n,
  type,
  v: 1,
  happenedAt: NOW,
  needs: [],
  seen: {},
  payload,
})
const visit = (n: number, to = 'h-1'): Command =>
  command(n, 'visit.log', { household: to, outcome: 'talked', method: 'in_person', purpose: 'routine' })
const pending = (of: Command, state: Pending['state'] = 'new'): Pending => ({
  command: of,
  state,
  seq: 0,
  savedAt: NOW,
})
const mirrorOf = (...rows: Row[]) => {
  const edit = editMirror(EMPTY_MIRROR)
  edit.apply(rows, [])
  return edit.done()
}

describe('view', () => {
  test('I8 a view is the mirror with the outbox replayed over it', () => {
    const view = viewFrom([household('h-1')], [pending(visit(1))], { author: me })
    expect(view.under('visit', 'h-1').map((row) => row.id)).toEqual([idOf(1)])
    expect(view('household', 'h-1')?.body.lastVisit).toBe(NOW)
    expect(view.all('visit')).toHaveLength(1)
    expect(view.stateOf({ kind: 'visit', id: idOf(1) })).toBe('phone')
  })

  test('I8 adding commands one by one gives the same view as replaying all of them', () => {
    const base = {
      mirror: mirrorOf(household('h-1'), household('h-2')),
      author: me,
      rules: CORE_RULES,
      loaded: 'all' as const,
    }
    const commands = [
      pending(visit(1)),
      pending(command(2, 'household.edit', { household: 'h-1', set: { note: 'knock' } })),
      pending(visit(3, 'h-2')),
      pending(visit(4)),
    ]
    let stepped = replay(base, [])
    for (const one of commands) {
      const decision = judge(stepped, one.command)
      if (!('changes' in decision)) throw new Error('refused')
      const before = stepped.view.all('visit').length
      const older = stepped.view
      stepped = stepReplay(stepped, one, { on: stepped, changes: decision.changes })
      expect(older.all('visit')).toHaveLength(before)
    }
    const whole = replay(base, commands)
    for (const kind of ['household', 'visit'] as const) {
      expect(new Set(stepped.view.all(kind))).toEqual(new Set(whole.view.all(kind)))
      expect(new Set(stepped.view.under(kind, 'h-1'))).toEqual(new Set(whole.view.under(kind, 'h-1')))
    }
  })

  test('I8 a pending command about a row that is not loaded changes nothing and stays', () => {
    const replayed = replay({ mirror: mirrorOf(), author: me, rules: CORE_RULES, loaded: 'own' }, [pending(visit(1))])
    expect(replayed.view.all('visit')).toEqual([])
    expect(replayed.pending).toHaveLength(1)
  })

  test('a row shows the least advanced command that touches it', () => {
    const base = { mirror: mirrorOf(household('h-1')), author: me, rules: CORE_RULES, loaded: 'all' as const }
    const replayed = replay(base, [pending(visit(1), 'acked'), pending(visit(2), 'posted'), pending(visit(3))])
    expect(replayed.view.stateOf({ kind: 'household', id: 'h-1' })).toBe('phone')
    expect(replayed.view.stateOf({ kind: 'visit', id: idOf(2) })).toBe('sent')
    expect(replayed.view.stateOf({ kind: 'visit', id: idOf(1) })).toBe('received')
    const later = restate(
      replayed,
      replayed.pending.map((one) => ({ ...one, state: 'posted' })),
    )
    expect(later.view.stateOf({ kind: 'household', id: 'h-1' })).toBe('sent')
    expect(replayed.view.stateOf({ kind: 'household', id: 'h-1' })).toBe('phone')
  })

  test('a row that lies in two packs shows from the newer seq', () => {
    const elsewhere = { ...household('h-1', 9), pack: asId<'pack'>('b:b2:g1') }
    for (const order of [
      [pack, elsewhere.pack],
      [elsewhere.pack, pack],
    ]) {
      const edit = editMirror(EMPTY_MIRROR)
      for (const one of order)
        edit.putPack(one, one === pack ? 4 : 10, one === pack ? [household('h-1', 3)] : [elsewhere])
      expect(viewFrom([...(edit.done().shelves.get('household')?.byId.values() ?? [])])('household', 'h-1')?.seq).toBe(
        9,
      )
    }
  })

  test('an exit takes a row away only if it is newer than the row and names its pack', () => {
    const held = mirrorOf(household('h-1', 5))
    for (const [exit, left] of [
      [{ seq: 6, kind: 'household', id: 'h-1', pack }, 0],
      [{ seq: 4, kind: 'household', id: 'h-1', pack }, 1],
      [{ seq: 6, kind: 'household', id: 'h-1', pack: asId<'pack'>('b:b9:g9') }, 1],
    ] as const) {
      const edit = editMirror(held)
      edit.apply([], [exit])
      expect(edit.done().shelves.get('household')?.byId.size).toBe(left)
      expect(held.shelves.get('household')?.byId.size).toBe(1)
    }
  })
})
