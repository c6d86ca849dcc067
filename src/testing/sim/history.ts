import { createHash } from 'node:crypto'
import { World } from '../world.ts'
import { Died } from './disk.ts'
import { sceneOf } from './scene.ts'

/** What happened in one world: the numbers of its steps. What each draws follows from seed and number alone. */
export interface History {
  readonly seed: string
  readonly steps: readonly number[]
}
export interface Lived {
  readonly counts: Readonly<Record<string, number>>
  readonly commands: number
  readonly log: readonly string[]
  /** Of the log and of every transaction on any phone's disk: the same history has the same print wherever it is lived. */
  readonly print: string
  /** What did not hold. */
  readonly error?: Error
}
// What a dead process had begun ends nowhere.
process.on('unhandledRejection', (error) => {
  if (!(error instanceof Died)) throw error
})

export const wholeHistory = (seed: string): History => ({
  seed,
  steps: Array.from({ length: sceneOf(seed).length }, (_, n) => n),
})

export async function live({ seed, steps }: History): Promise<Lived> {
  const world = await World.make(seed)
  const end = (): Omit<Lived, 'error'> => ({
    counts: world.counts,
    commands: world.phones.reduce((sum, phone) => sum + phone.promised.size, 0),
    log: world.log,
    print: createHash('md5')
      .update([...world.log, ...world.browser.begun].join('\n'))
      .digest('hex'),
  })
  try {
    for (const step of steps) await world.step(step)
    await world.rest()
    return end()
  } catch (error) {
    return { ...end(), error: error instanceof Error ? error : new Error(String(error)) }
  } finally {
    await world.close()
  }
}

/** The rule that an error names: `I2` of `I2 leader1@a: …`; other errors are their own kind. */
const kindOf = (error: Error | undefined): string | undefined =>
  error === undefined ? undefined : (/^I\d+/.exec(error.message)?.[0] ?? error.message.slice(0, 40))

/**
 * The shortest history found that breaks the same rule: steps are left out in halves, quarters and so on, one by one
 * at last. `tries` bounds the work.
 */
export async function shorten(history: History, tries: number): Promise<History> {
  const kind = kindOf((await live(history)).error)
  // It did not fail again: whatever was left out would be as right as this, and tell nothing.
  if (kind === undefined) return history
  let shortest = history
  let left = tries
  for (let size = Math.ceil(history.steps.length / 2); size >= 1 && left > 0; ) {
    const before = shortest.steps.length
    for (let at = 0; at < shortest.steps.length && left > 0; left--) {
      const steps = [...shortest.steps.slice(0, at), ...shortest.steps.slice(at + size)]
      const isSame = kindOf((await live({ ...shortest, steps })).error) === kind
      if (isSame) shortest = { ...shortest, steps }
      else at += size
    }
    if (size > 1) size = Math.floor(size / 2)
    else if (shortest.steps.length === before) break
  }
  return shortest
}
