import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aHousehold, aVisit, contextOf, Rows } from '../testing/build.ts'
import { understand } from './all-commands.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import type { Instant } from './ids.ts'
import type { CareLevel, Row } from './nouns.ts'
import { settle } from './settle.ts'

const log = (rows: Rows, command: Command) => {
  const read = understand(command)
  if ('bad' in read) throw new Error(read.bad)
  const decision = decide(rows.see, read, contextOf(command))
  if ('changes' in decision) rows.apply(decision.changes, command.id)
  return decision
}
const householdAfter = (care: CareLevel, ...commands: readonly Command[]) => {
  const rows = new Rows([aHousehold({ care })])
  for (const command of commands) log(rows, command)
  return rows.see('household', 'h1')?.body
}
const at = (time: string) => time as Instant

describe('a visit', () => {
  it('that reached somebody sets the next day by the care level', () => {
    expect(householdAfter('red', aVisit())).toMatchObject({
      nextDue: '2026-12-03',
      lastReached: '2026-11-26T06:20:00.000Z',
      misses: 0,
    })
    expect(householdAfter('yellow', aVisit())?.nextDue).toBe('2026-12-26')
  })
  it('counts the day of the community, not of the phone', () => {
    expect(householdAfter('red', aVisit({ happenedAt: at('2026-11-26T17:30:00.000Z') }))?.nextDue).toBe('2026-12-04')
  })
  it('to a closed door comes again after one, three and seven days and keeps what was reached before', () => {
    const miss = (day: number) =>
      aVisit({ happenedAt: at(`2026-11-${day}T06:00:00.000Z`), set: { outcome: 'not_home' } }, day)
    expect(householdAfter('blue', miss(20))).toMatchObject({ nextDue: '2026-11-21', misses: 1, lastReached: null })
    expect(householdAfter('blue', miss(20), miss(21))).toMatchObject({ nextDue: '2026-11-24', misses: 2 })
    expect(householdAfter('blue', miss(20), miss(21), miss(24))).toMatchObject({ nextDue: '2026-12-01', misses: 3 })
  })
  it('to a closed red door is told to the block chief at once, to another after the third miss', () => {
    const escalated = (care: CareLevel, days: readonly number[]) => {
      const rows = new Rows([aHousehold({ care })])
      for (const day of days)
        log(rows, aVisit({ happenedAt: at(`2026-11-${day}T06:00:00.000Z`), set: { outcome: 'not_home' } }, day))
      return rows.see.under('visit', 'h1').at(-1)?.body.escalated
    }
    expect(escalated('red', [20])).toBe('red')
    expect(escalated('blue', [20, 21])).toBeUndefined()
    expect(escalated('blue', [20, 21, 24])).toBe('attempts')
  })
  it('knocking twice in one part of the day counts once', () => {
    const miss = (minute: number) =>
      aVisit({ happenedAt: at(`2026-11-20T06:${minute}:00.000Z`), set: { outcome: 'not_home' } }, minute)
    expect(householdAfter('blue', miss(10), miss(40))?.misses).toBe(1)
  })
  it('that was not finished, or found a wrong record, leaves the plan open for tomorrow', () => {
    expect(householdAfter('green', aVisit({ set: { outcome: 'partial' } }))).toMatchObject({
      nextDue: '2026-11-27',
      lastReached: '2026-11-26T06:20:00.000Z',
    })
    expect(householdAfter('green', aVisit({ set: { outcome: 'wrong_record' } }))).toMatchObject({
      nextDue: '2026-11-27',
      lastReached: null,
    })
  })
  it('with a date agreed at the door is due on that date', () => {
    expect(householdAfter('green', aVisit({ set: { nextOn: '2026-11-29' } }))?.nextDue).toBe('2026-11-29')
  })
  it('makes one need for each thing raised, with the day of the promised answer', () => {
    const rows = new Rows([aHousehold()])
    log(
      rows,
      aVisit({ set: { needs: [{ category: 'eat.meal_delivery', text: '饭送上楼' }, { category: 'live.repair' }] } }),
    )
    expect(rows.see.under('need', 'h1').map((need) => [need.body.text, need.body.answerBy])).toEqual([
      ['饭送上楼', '2026-12-03'],
      ['', '2026-12-03'],
    ])
  })
  it('to a household that is not loaded changes nothing and is not refused', () => {
    expect(log(new Rows(), aVisit())).toEqual({ unknown: { kind: 'household', id: 'h1' } })
  })
  it('to a household that has ended still stands', () => {
    const rows = new Rows([aHousehold({ ended: { on: '2026-11-01' as never, why: 'moved_out' } })])
    expect(log(rows, aVisit())).toHaveProperty('changes')
  })
})

const outcome = fc.constantFrom(
  'met',
  'met_other',
  'phone_ok',
  'not_home',
  'refused',
  'vacant',
  'hospital',
  'wrong_record',
  'partial',
  'made up',
)
const visits = fc.uniqueArray(
  fc.record({ hour: fc.integer({ min: 0, max: 300 }), outcome, n: fc.integer({ min: 1, max: 250 }) }),
  { maxLength: 6, selector: (visit) => visit.n },
)
const commandOf = (visit: { hour: number; outcome: string; n: number }) =>
  aVisit(
    {
      happenedAt: new Date(Date.UTC(2026, 10, 10, visit.hour)).toISOString() as Instant,
      set: { outcome: visit.outcome },
    },
    visit.n,
  )
/** Whether a knock was told to the block chief depends on what was known then; everything else must not depend on order. */
const settled = (rows: Rows) =>
  rows.sorted().map((row) => (row.kind === 'visit' ? { ...row, body: { ...row.body, escalated: undefined } } : row))

describe('visits of one household', () => {
  it('end the same in whatever order they arrive', () => {
    fc.assert(
      fc.property(visits, fc.array(fc.nat(), { maxLength: 6 }), (list, swaps) => {
        const forth = new Rows([aHousehold()])
        const back = new Rows([aHousehold()])
        const shuffled = [...list].sort((a, b) => (swaps[a.n % 6] ?? a.n) - (swaps[b.n % 6] ?? b.n))
        for (const visit of list) log(forth, commandOf(visit))
        for (const visit of shuffled) log(back, commandOf(visit))
        expect(settled(back)).toEqual(settled(forth))
      }),
    )
  })
  it('replayed twice give the same rows as once', () => {
    fc.assert(
      fc.property(visits, (list) => {
        const once = new Rows([aHousehold()])
        for (const visit of list) log(once, commandOf(visit))
        const twice = new Rows(once.sorted())
        for (const visit of list) log(twice, commandOf(visit))
        expect(settled(twice)).toEqual(settled(once))
      }),
    )
  })
})

describe('the server, settling a visit', () => {
  const arrival = {
    now: at('2026-11-26T07:00:00.000Z'),
    seq: 9,
    received: at('2026-11-27T00:00:00.000Z'),
    late: true,
    clockDoubtful: false,
  }
  const seven = () => {
    const rows = new Rows([aHousehold()])
    for (let n = 1; n <= 6; n++) log(rows, aVisit({ happenedAt: at(`2026-11-0${n}T06:00:00.000Z`) }, n))
    return rows
  }
  const settleSeventh = (rows: Rows, command: Command) => {
    const read = understand(command)
    if ('bad' in read) throw new Error(read.bad)
    const decision = decide(rows.see, read, contextOf(command))
    if (!('changes' in decision)) throw new Error('not decided')
    const context = contextOf(command)
    const settled = settle(rows.see, { command: read, changes: decision.changes, context, arrival })
    if (!('changes' in settled)) throw new Error('not settled')
    return settled.changes
  }
  it('moves the oldest into the history when the seventh comes', () => {
    const rows = seven()
    const oldest = rows.see.under('visit', 'h1').find((row) => row.body.at.startsWith('2026-11-01'))
    const moves = settleSeventh(rows, aVisit({}, 7)).filter((change) => change.op === 'move')
    expect(moves).toEqual([{ op: 'move', kind: 'visit', id: oldest?.id, pack: 'h:b1:g1' }])
  })
  it('lets closed needs go with the visit that raised them, and keeps the open ones', () => {
    const rows = new Rows([aHousehold()])
    const first = aVisit(
      { happenedAt: at('2026-11-01T06:00:00.000Z'), set: { needs: [{ category: 'a' }, { category: 'b' }] } },
      1,
    )
    log(rows, first)
    for (let n = 2; n <= 6; n++) log(rows, aVisit({ happenedAt: at(`2026-11-0${n}T06:00:00.000Z`) }, n))
    rows.apply([{ op: 'set', kind: 'need', id: `${first.id}-2`, set: { state: 'closed' }, edit: false }], first.id)
    const moves = settleSeventh(rows, aVisit({}, 7)).filter((change) => change.op === 'move')
    expect(moves.map((move) => move.op === 'move' && move.id)).toEqual([first.id, `${first.id}-2`])
  })
  it('moves the arriving visit itself when it is older than all six', () => {
    const command = aVisit({ happenedAt: at('2026-10-01T06:00:00.000Z') }, 7)
    expect(settleSeventh(seven(), command).filter((change) => change.op === 'move')).toMatchObject([{ id: command.id }])
  })
  it('stamps when the visit was received and that it came late', () => {
    const made = settleSeventh(new Rows([aHousehold()] as Row[]), aVisit()).find((change) => change.op === 'put')
    expect(made).toMatchObject({ body: { received: arrival.received, late: true } })
    expect(made).not.toHaveProperty('body.clockDoubtful')
  })
})
