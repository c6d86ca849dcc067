import type { NewCommand } from '../../domain/commands.ts'
import type { World } from '../world.ts'
import { type Acting, drawCommand } from './acts.ts'
import {
  DOORS_WORLD,
  drawDoorCommand,
  drawEstateCommand,
  drawRegisterCommand,
  ESTATE_WORLD,
  REGISTER_WORLD,
} from './register-acts.ts'
import { drawTaskCommand, openBoard, PUBLISHER } from './task-acts.ts'

/** How often each thing happens. */
const ROUNDS = {
  act: 42,
  sync: 32,
  'close the app': 3,
  'post given or ended': 5,
  moved: 3,
  'held judged': 2,
  imported: 2,
  backup: 3,
  restore: 1.5,
  'restored twice': 0.5,
  'server restart': 1.5,
  undo: 2,
  dismissed: 1.5,
  fold: 2,
  'changed hands': 2,
  'newer build wrote': 1,
  'clock jumps': 1,
  'late delivery': 2,
  'a day passes': 1,
  'exits forgotten': 1,
  'packs split': 2,
} as const
const ESTATE = { ...ROUNDS, 'post handed over': 3, 'redrawing withdrawn': 3 } as const
const CLAIMS = {
  act: 46,
  sync: 36,
  'time runs out': 5,
  'close the app': 2,
  'held judged': 2,
  backup: 3,
  restore: 1.5,
  'server restart': 1,
  undo: 1.5,
  dismissed: 1,
  fold: 1,
  'clock jumps': 1,
  'late delivery': 2,
  'a day passes': 0.5,
  'exits forgotten': 0.5,
} as const
export type StepName = keyof typeof ESTATE | keyof typeof CLAIMS | keyof typeof CROWD

/** What a world is about: who lives in it, and what they do. */
export interface Scene {
  readonly handsets: readonly string[]
  /** Each with a handset; several may share one, and then only the first is signed in. */
  readonly people: readonly (readonly [person: string, handset: string, isAway?: true])[]
  readonly steps: Readonly<Record<string, number>>
  /** So many things happen. */
  readonly length: number
  draw(acting: Acting): NewCommand
  /** Before anything happens by chance. */
  prepare(world: World): Promise<void>
}

const rounds: Scene = {
  handsets: ['a', 'b', 'c', 'd'],
  people: [
    ['leader1', 'a'],
    ['leader2', 'b'],
    ['micro', 'c'],
    ['staff', 'd'],
    // Two people on one phone, and one person on two.
    ['leader2', 'a', true],
    ['leader3', 'b', true],
  ],
  steps: ROUNDS,
  // About fifty taps.
  length: 115,
  draw: drawCommand,
  prepare: async () => undefined,
}

/** The same with people who come and go. */
const register: Scene = {
  ...rounds,
  draw: (acting) => (acting.chance.happens(0.4) ? drawRegisterCommand(acting) : undefined) ?? drawCommand(acting),
}

/** The same with what is noted about houses, with successors, and with second thoughts. */
const estate: Scene = {
  ...register,
  steps: ESTATE,
  draw: (acting) => (acting.chance.happens(0.3) ? drawEstateCommand(acting) : undefined) ?? register.draw(acting),
}

/** The same with doors that the register lacked or had wrong. */
const doors: Scene = {
  ...estate,
  // What this world's import writes lies where the stair lay at the beginning (door-checks.ts).
  steps: { ...ESTATE, imported: 0, moved: 8 },
  draw: (acting) => (acting.chance.happens(0.3) ? drawDoorCommand(acting) : undefined) ?? estate.draw(acting),
}

/** Who publishes for the own stair does not read its claims: of the own tasks she has a sheet, while her post holds. */
const SHEETS = { ...CLAIMS, 'post given or ended': 4, 'a day passes': 2 } as const
/** Everybody taps at once, and the server is put back while they come one by one. */
const CROWD = {
  ...{ ...CLAIMS, act: 60, 'time runs out': 4, 'a day passes': 0, restore: 1, 'clock jumps': 0.5 },
  ...{ 'taken over': 4, 'called off': 0.5 },
} as const
interface Size {
  readonly steps: Readonly<Record<string, number>>
  readonly volunteers: number
  readonly tasks: number
  readonly length: number
  readonly publishers?: readonly string[]
}
/** Volunteers who claim the last places of tasks, each on a phone of his own, and one of them on two. */
function claims(seed: string, { volunteers, tasks, length, steps, publishers = [] }: Size): Scene {
  const names = Array.from({ length: volunteers }, (_, n) => `v${n + 1}`)
  const all = ['staff', 'micro', ...names, ...publishers]
  return {
    handsets: [...all, 'second'],
    people: [...all.map((name) => [name, name] as const), ['v1', 'second']],
    steps,
    length,
    draw: drawTaskCommand,
    prepare: (world) => openBoard(world, { seed, volunteers: names, tasks }),
  }
}

/**
 * By the first part of a seed: `claims/7` is a world about tasks, `sheets/7` one in which a stair's leader publishes some,
 * `crowd/7` one of fifty phones, `e7` one about houses, `d7` one about doors, `r7` one about who lives there, `7` one of rounds.
 */
export function sceneOf(seed: string): Scene {
  if (seed.startsWith('crowd/')) return claims(seed, { steps: CROWD, volunteers: 50, tasks: 20, length: 320 })
  if (seed.startsWith('sheets/'))
    return claims(seed, { steps: SHEETS, volunteers: 4, tasks: 3, length: 110, publishers: [PUBLISHER] })
  if (seed.startsWith('claims/')) return claims(seed, { steps: CLAIMS, volunteers: 6, tasks: 4, length: 110 })
  if (seed.startsWith(ESTATE_WORLD)) return estate
  if (seed.startsWith(DOORS_WORLD)) return doors
  return seed.startsWith(REGISTER_WORLD) ? register : rounds
}
