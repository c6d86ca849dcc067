import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type History, live, wholeHistory } from './history.ts'
import { Pool } from './pool.ts'

/** The whole run is `npm run sim`; these few are for every day. */
const SEEDS = ['1', '2', '3', '4', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'd1', 'd2', 'd3']

test.each(SEEDS)('I1 I2 I5 I6 I7 I8 I9 I10 I11 I12 hold in world %s', async (seed) => {
  expect((await live(wholeHistory(seed))).error).toBeUndefined()
})

const CLAIMS = ['claims/1', 'claims/2', 'claims/3', 'sheets/1']
test.each(CLAIMS)('I1 I2 I4 I5 I7 I8 I9 hold where volunteers claim the last places, in world %s', async (seed) => {
  expect((await live(wholeHistory(seed))).error).toBeUndefined()
})
test('I4 fifty phones claim the last places of twenty tasks, with lost answers, restores, expiries, cancellations and hand-overs', {
  timeout: 300_000,
}, async () => {
  const { error, counts } = await live(wholeHistory('crowd/2'))
  expect(error).toBeUndefined()
  const happened = [
    ...['claim confirmed', 'claim waitlisted', 'claim lost', 'claim released', 'claim cancelled', 'claim expired'],
    ...['handed_over', 'lease_over', 'answer lost', 'restored', 'time runs out'],
  ]
  for (const what of happened) expect([what, (counts[what] ?? 0) > 0]).toEqual([what, true])
})

const { histories } = JSON.parse(readFileSync(new URL('kept.json', import.meta.url), 'utf8')) as {
  histories: readonly (History & { readonly why: string })[]
}
for (const { why, ...history } of histories) {
  test(why, async () => {
    expect((await live(history)).error).toBeUndefined()
  })
}

/** The first part of a world is enough for worlds of each kind: what its steps draw does not end with it. */
const SAME = [
  ['', 90],
  ['r', 40],
  ['e', 40],
  ['claims/', 40],
  ['sheets/', 40],
] as const
test.each(SAME)(
  'the same seed gives the same log, line by line, and another seed another, in worlds like %s17',
  async (about, length) => {
    const partOf = (n: number): History => ({ seed: `${about}${n}`, steps: Array.from({ length }, (_, step) => step) })
    const [first, again, other] = [await live(partOf(17)), await live(partOf(17)), await live(partOf(18))]
    expect(first.error).toBeUndefined()
    expect(first.log.length).toBeGreaterThan(length)
    expect(again.log).toEqual(first.log)
    expect(again.counts).toEqual(first.counts)
    expect(again.print).toBe(first.print)
    expect(other.log).not.toEqual(first.log)
  },
)

/** Phones of the same names are in all of them. */
const NEXT_DOOR = ['r', 'claims/', 'e', 'sheets/'].map((about) => ({
  seed: `${about}17`,
  steps: Array.from({ length: 12 }, (_, step) => step),
}))
async function printsIn(threads: number, histories: readonly History[]): Promise<readonly string[]> {
  const pool = new Pool({ threads })
  const prints = new Set<string>()
  await pool.each(histories, ({ history, print, error }) => prints.add(`${history.seed} ${error ?? print}`))
  await pool.end()
  return [...prints].sort()
}
test('a world goes the same, first or last in its thread and alone or beside others', async () => {
  const alone = await printsIn(1, NEXT_DOOR)
  expect(alone.length).toBe(NEXT_DOOR.length)
  expect(await printsIn(2, [...NEXT_DOOR, ...NEXT_DOOR.toReversed()])).toEqual(alone)
})

test('a step that is left out changes nothing of what the others draw', async () => {
  const { seed, steps } = wholeHistory('19')
  const [whole, part] = [await live({ seed, steps: steps.slice(0, 5) }), await live({ seed, steps: steps.slice(1, 5) })]
  expect(part.log.length).toBeGreaterThan(3)
  expect(whole.log.at(-1)).toBe(part.log.at(-1))
})
