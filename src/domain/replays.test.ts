import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Rows } from '../testing/build.ts'
import { type Deed, deeds, ownDeeds, ownMerges, type Step } from '../testing/histories.ts'
import { asText, historyOf, inOrder, isOnCard, someDeeds, valuesOf, type Written } from '../testing/written.ts'
import { conflictId } from './edit.ts'
import { becomeOf } from './goes-along.ts'
import { instantOf } from './ids.ts'

const visits = deeds.filter(({ act }) => act.type === 'visit.log')

test('a command judged again at once changes nothing more, whatever it is, and is not turned away for what it did itself', () => {
  const property = fc.property(someDeeds, deeds, (list, deed) => {
    const history = historyOf(list)
    const step = history.do(deed)
    fc.pre(step !== undefined)
    const once = asText(history.now)
    const again = history.judge(step)
    expect(asText(history.now)).toBe(once)
    expect(['refused', 'unknown'].filter((key) => key in again.decision)).toEqual(
      ['refused', 'unknown'].filter((key) => key in step.decision),
    )
  })
  fc.assert(property, { numRuns: 1_000 })
})

test('a visit judged again by a clock that was put right counts once, as if it had been right at first', () => {
  const property = fc.property(someDeeds, visits, fc.integer({ min: 1, max: 72 }), (list, deed, hours) => {
    const [twice, once] = [historyOf(list), historyOf(list)]
    const step = twice.do(deed)
    fc.pre(step !== undefined)
    const happenedAt = instantOf(Date.parse(step.command.happenedAt) + hours * 3_600_000)
    const right = { ...step, command: { ...step.command, happenedAt } }
    twice.judge(right)
    once.judge(right)
    expect(asText(twice.now)).toBe(asText(once.now))
  })
  fc.assert(property, { numRuns: 1_000 })
})

/** Visits of which whether they were escalated depends on what came later: on the next visit, on how urgent it is there. */
function overtakenVisits(steps: readonly Step[], now: Rows): ReadonlySet<string> {
  const standing = (id: string | undefined) => id && (becomeOf(now.see, 'household', id)?.into.id ?? id)
  const visits = steps.flatMap(({ command }, at) => {
    if (command.type !== 'visit.log') return []
    const household = standing(command.payload.household)
    const isTouched = steps.slice(at + 1).some(({ command: { type, payload } }) => {
      if (type === 'household.edit') return standing(payload.household) === household && 'care' in payload.set
      if (type === 'conflict.settle') return standing(payload.household) === household
      return type === 'visit.log' && standing(payload.household) === household
    })
    return isTouched ? [command.id] : []
  })
  return new Set(visits)
}
/**
 * Questions to which somebody added a value before settling them: that value, judged again, is news to the settled
 * question, and stands in it beside the one that was chosen alone. Settled again it is settled as it was.
 */
function settledAfterAll(steps: readonly Step[]): ReadonlySet<string> {
  const written = new Set<string>()
  const settled = new Set<string>()
  for (const step of steps) {
    for (const each of valuesOf(step)) written.add(conflictId(each, each.field))
    const { type, payload } = step.command
    if (type === 'conflict.settle' && written.has(payload.conflict)) settled.add(payload.conflict)
  }
  return settled
}
/** Merging takes along what was noted before, and judged again a visit would go back: so it comes first, or it is alone. */
const mergesFirst = fc
  .tuple(
    fc.array(
      ownMerges.filter(({ act }) => act.type === 'register.merge'),
      { maxLength: 3 },
    ),
    fc.array(ownDeeds, { maxLength: 10 }),
  )
  .map(([merges, others]) => [...merges, ...others])
/** Of two records alone: what one of them got from a third would be passed on the second time. */
const onePair = fc
  .tuple(ownMerges, fc.array(fc.record({ parts: fc.boolean(), turned: fc.boolean() }), { maxLength: 8 }))
  .map(([deed, list]) => {
    const { kind, id, into } = 'payload' in deed.act ? deed.act.payload : {}
    return list.map(({ parts, turned }): Deed => {
      const payload = turned ? { kind, id: into, into: id } : { kind, id, into }
      return { ...deed, act: { type: parts ? 'register.part' : 'register.merge', payload } }
    })
  })
const OWN = [
  ...['household.edit', 'resident.edit', 'building.edit', 'visit.log', 'volunteer.edit', 'card.edit'],
  ...['door.add', 'door.edit', 'household.add', 'resident.add', 'resident.move', 'conflict.settle'],
  ...['household.move', 'post.give', 'post.end', 'grid.redraw', 'redraw.withdraw', 'held.judge'],
]
test.each([
  ['of anything, after merging', mergesFirst, [...OWN, 'register.merge']],
  ['of merging and parting two', onePair, ['register.merge', 'register.part']],
] as const)(
  'a list of one person’s commands replayed whole gives the same rows as once: %s',
  (_title, own, commands) => {
    const types = new Set<string>()
    // A value that another had written already keeps its writer: replayed when it is gone, it counts as written without
    // having seen. So it is on the record that this one has become.
    const isWritten = ({ after: { see }, command }: Step, { kind, id, field }: Written) => {
      const stands = kind === 'household' || kind === 'resident' ? becomeOf(see, kind, id)?.into : undefined
      return [see(kind, id), stands].every((row) => row === undefined || row.writer[field] === command.id)
    }
    const property = fc.property(someDeeds, own, (before, list) => {
      const history = historyOf(before)
      const known = history.steps.length
      for (const deed of list) history.do(deed)
      const mine = history.steps.slice(known).filter((step) => 'changes' in step.decision)
      fc.pre(mine.every((step) => valuesOf(step).every((each) => isOnCard(each) || isWritten(step, each))))
      const loose = overtakenVisits(mine, history.now)
      const settled = settledAfterAll(mine)
      const told = (rows: Rows) =>
        rows.sorted().map((row) => {
          if (row.kind === 'visit' && loose.has(row.id)) return { ...row, body: { ...row.body, escalated: 0 } }
          return row.kind === 'conflict' && settled.has(row.id) ? { ...row, body: { ...row.body, values: [] } } : row
        })
      const once = JSON.stringify(inOrder(told(history.now)))
      for (const step of mine) {
        history.judge(step)
        types.add(step.command.type)
      }
      expect(JSON.stringify(inOrder(told(history.now)))).toBe(once)
    })
    fc.assert(property, { numRuns: 1_000 })
    expect([...types].sort()).toEqual([...commands].sort())
  },
)

test('a level noted by a clock that ran ahead moves no day when the merging and parting after it are judged again', () => {
  const deed = (type: string, payload: object, hour = 0) =>
    ({ act: { type, payload }, lag: 0, hour, author: 'p1' }) as Deed
  const pair = { kind: 'household', id: 'h5', into: 'h1' }
  const history = historyOf([deed('household.edit', { household: 'h1', set: { care: 'red' } }, 16)])
  const steps = [history.do(deed('register.merge', pair)), history.do(deed('register.part', pair))]
  const once = asText(history.now)
  for (const step of steps) if (step !== undefined) history.judge(step)
  expect(history.now.see('household', 'h5')?.body.ended).toBeUndefined()
  expect(history.now.see('household', 'h1')?.body.nextDue).toBe('2026-11-18')
  expect(steps).not.toContain(undefined)
  expect(asText(history.now)).toBe(once)
})
