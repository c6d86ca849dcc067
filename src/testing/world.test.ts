import { expect, test } from 'vitest'
import { World } from './world.ts'

const STEPS = 40
const SEEDS = Number(process.env.WORLD_SEEDS ?? 5)
const FROM = Number(process.env.WORLD_FROM ?? 1)

test.each(Array.from({ length: SEEDS }, (_, i) => FROM + i))(
  'world %i comes to rest with everything kept',
  async (seed) => {
    const world = await World.make(seed)
    for (let step = 0; step < STEPS; step++) await world.step()
    await world.rest()
    await world.holds()
    await world.close()
    expect(world.met.saved).toBeGreaterThan(0)
  },
  60_000,
)
