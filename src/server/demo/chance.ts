import { hashText } from '../../domain/check.ts'

/** Drawing lots from a seed: the same seed and the same questions give the same answers on every machine. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number
  /** A whole number from `from` to `to`, both inclusive. */
  between(from: number, to: number): number
  /** True in this share of cases. */
  happens(share: number): boolean
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T
  /** One key of a table of weights. */
  weigh<K extends string>(weights: Readonly<Record<K, number>>): K
  shuffle<T>(list: readonly T[]): T[]
  /** A stream of its own: what is drawn from it shifts nothing drawn elsewhere. */
  fork(name: string): Chance
}

/** mulberry32 (public domain): small, and good enough where nothing secret depends on it. */
export function chanceOf(seed: string): Chance {
  let state = hashText(seed) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    happens: (share) => next() < share,
    pick: (list) => list[between(0, list.length - 1)] as (typeof list)[number],
    weigh(weights) {
      const entries = Object.entries<number>(weights)
      let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        rest -= weight
        if (rest < 0) return key as keyof typeof weights
      }
      return entries.at(-1)?.[0] as keyof typeof weights
    },
    shuffle(list) {
      const mixed = [...list]
      for (let place = mixed.length - 1; place > 0; place--) {
        const other = between(0, place)
        const kept = mixed[place] as (typeof list)[number]
        mixed[place] = mixed[other] as (typeof list)[number]
        mixed[other] = kept
      }
      return mixed
    },
    fork: (name) => chanceOf(`${seed}/${name}`),
  }
}
