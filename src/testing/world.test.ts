import { expect, test } from 'vitest'
import { type Met, World } from './world.ts'

const STEPS = 40
/** WORLD_SEEDS=500 WORLD_FROM=1000 npx vitest run src/testing/world.test.ts looks further. */
const COUNT = Number(process.env.WORLD_SEEDS ?? 100)
const FIRST = Number(process.env.WORLD_FROM ?? 1)
const SEEDS = Array.from({ length: COUNT }, (_, n) => FIRST + n)

test.each(SEEDS)('I1 I2 I3 I5 I6 I7 I8 hold in world %i', { timeout: 60_000 }, async (seed) => {
  const world = await World.make(seed)
  for (let step = 0; step < STEPS; step++) await world.step()
  await world.rest()
  await world.holds()
  await world.close()
  add(world.met)
})

const all: Met = { saved: 0, deaths: 0, lost: 0, restores: 0, moves: 0 }
function add(met: Met): void {
  for (const what of Object.keys(all) as (keyof Met)[]) all[what] += met[what]
}
test('the worlds met everything that they are there to meet', () => {
  for (const [what, times] of Object.entries(all)) expect(times, what).toBeGreaterThan(COUNT / 4)
})
