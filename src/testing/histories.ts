import fc from 'fast-check'
import { understand } from '../domain/all-commands.ts'
import type { Command, CommandType, Understood } from '../domain/commands.ts'
import { type Decision, decide } from '../domain/decide.ts'
import { goAlong } from '../domain/goes-along.ts'
import { asId, type CommandId, type Instant } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import type { Context } from '../domain/see.ts'
import { seenInQuestion } from '../domain/settling.ts'
import { commandId, Rows } from './build.ts'
import { doorways } from './doorways.ts'
import { START } from './start-rows.ts'

const HOUSEHOLDS = ['h1', 'h2', 'h3', 'h4']
const households = fc.constantFrom(...HOUSEHOLDS)
const values = fc.constantFrom('a', 'b', 'c', null)
const householdSet = fc.record(
  {
    note: values,
    label: values,
    tags: fc.constantFrom([], ['x'], ['x', 'y']),
    careReason: values,
    care: fc.constantFrom('red', 'green'),
    interval: fc.constantFrom(null, 5, 9),
    ended: fc.constantFrom(null, { on: '2026-11-01', why: 'moved_out' }, { on: '2026-11-03', why: 'mistake' }),
  },
  { requiredKeys: [] },
)
const residentSet = fc.record(
  {
    phone: values,
    kinship: values,
    tags: fc.constantFrom([], ['x'], ['x', 'y']),
    name: fc.constantFrom('甲', '乙', '丙'),
  },
  { requiredKeys: [] },
)
const buildingSet = fc.record(
  {
    note: values,
    address: values,
    floors: fc.constantFrom(null, 5, 6),
    attributes: fc.constantFrom([], ['lift'], ['lift', 'gate']),
    name: fc.constantFrom('甲楼', '乙楼'),
  },
  { requiredKeys: [] },
)
const cardSet = fc.record(
  { slots: fc.constantFrom([], ['night']), limits: values, resting: fc.constantFrom(null, '2026-12-01') },
  { requiredKeys: [] },
)

/** What somebody does; ids that only its moment knows (a conflict, what was seen) are found when it is carried out. */
export type Act =
  | { readonly type: CommandType; readonly payload: Readonly<Record<string, unknown>>; readonly of?: undefined }
  | { readonly type: 'conflict.settle'; readonly of: string; readonly pick: number; readonly choice: number | null }
export interface Deed {
  readonly act: Act
  /** How many of the commands before it its author had not seen. */
  readonly lag: number
  readonly hour: number
  readonly author: string
}
const act = <T extends CommandType>(type: T, payload: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
  payload.map((each): Act => ({ type, payload: each }))
const visits = act(
  'visit.log',
  fc.record({
    household: households,
    outcome: fc.constantFrom('met', 'not_home', 'vacant', 'partial', 'made up'),
    method: fc.constant('door'),
    purpose: fc.constant('routine'),
    needs: fc.array(fc.record({ category: fc.constant('eat') }), { maxLength: 2 }),
  }),
)
const edits = fc.oneof(
  act('household.edit', fc.record({ household: households, set: householdSet })),
  act(
    'resident.edit',
    fc
      .record({ household: households, set: residentSet })
      .map((edit) => ({ ...edit, resident: `r-${edit.household}` })),
  ),
  act('building.edit', fc.record({ building: fc.constantFrom('b1', 'b2'), set: buildingSet })),
)
/** Cards are not merged: whoever writes has the last word on the fields named. */
const cards = fc.oneof(
  act('volunteer.edit', fc.record({ set: cardSet })),
  act('card.edit', fc.record({ person: fc.constantFrom('p1', 'p2'), set: cardSet })),
)
const settles = fc.record({
  type: fc.constant('conflict.settle' as const),
  of: fc.oneof({ weight: 4, arbitrary: households }, fc.constantFrom('b1', 'b2')),
  pick: fc.nat(5),
  choice: fc.option(fc.nat(3), { nil: null }),
})
const doors = fc.constantFrom('d1', 'd2', 'd3')
const residents = fc.constantFrom('r-h1', 'r-h2', 'r-h3', 'r-h4')
/** Who comes, goes to live with others, or keeps house for himself. */
const removals = fc.oneof(
  act(
    'household.add',
    fc.record({
      door: doors,
      set: fc.record({ label: values }, { requiredKeys: [] }),
      people: fc.array(fc.record({ name: fc.constantFrom('新甲', '新乙') }), { maxLength: 2 }),
      from: households,
      take: fc.array(residents, { maxLength: 2 }),
    }),
  ),
  act('resident.add', fc.record({ household: households, set: fc.record({ name: fc.constant('新丙') }) })),
  act('resident.move', fc.record({ resident: residents, household: households, to: households })),
)
/** Two records become one, and two again. */
const merges = fc.oneof(
  act(
    'register.merge',
    fc.oneof(
      fc.record({ kind: fc.constant('household'), id: households, into: households }),
      fc.record({ kind: fc.constant('resident'), id: residents, into: residents }),
    ),
  ),
  act(
    'register.part',
    fc.record({ kind: fc.constant('household'), id: fc.constantFrom('h5', ...HOUSEHOLDS), into: households }),
  ),
)
const grids = fc.constantFrom('g1', 'g2', 'g3')
const administration = fc.oneof(
  act('household.move', fc.record({ household: households, door: doors })),
  act(
    'post.give',
    fc.record({
      post: fc.constantFrom('post2', 'post3'),
      person: fc.constantFrom('p1', 'p9'),
      name: fc.constant('新'),
      grid: grids,
      role: fc.constant('stair_leader'),
      since: fc.constant('2026-02-01'),
      until: fc.constantFrom(null, '2026-12-31'),
    }),
  ),
  act('post.end', fc.record({ post: fc.constantFrom('post1', 'post2'), until: fc.constant('2026-10-01') })),
  act(
    'grid.redraw',
    fc.record({
      redraw: fc.constantFrom('w1', 'w2'),
      grid: grids,
      grids: fc.constantFrom([], [{ grid: 'g3', to: 'm1' }]),
      buildings: fc
        .tuple(fc.subarray(['1', '2'], { minLength: 1 }), grids)
        .map(([stairs, to]) => [{ building: 'b1', stairs, to }]),
      end: fc.constantFrom(undefined, 'merged'),
      on: fc.constantFrom('2026-11-25', '2026-11-26', '2027-01-01'),
    }),
  ),
  act('redraw.withdraw', fc.record({ redraw: fc.constantFrom('w1', 'w2') })),
  act('held.judge', fc.record({ command: fc.constant(commandId(250)), verdict: fc.constantFrom('accept', 'dismiss') })),
)
const deedOf = (acts: fc.Arbitrary<Act>, lag: fc.Arbitrary<number>): fc.Arbitrary<Deed> =>
  fc.record({ act: acts, lag, hour: fc.nat(300), author: fc.constantFrom('p1', 'p2', 'p3') })
/** Anything anybody does. */
export const deeds = deedOf(
  fc.oneof(
    { weight: 8, arbitrary: edits },
    { weight: 3, arbitrary: settles },
    { weight: 2, arbitrary: visits },
    { weight: 2, arbitrary: cards },
    { weight: 2, arbitrary: removals },
    { weight: 2, arbitrary: doorways },
    { weight: 1, arbitrary: merges },
    { weight: 2, arbitrary: administration },
  ),
  fc.oneof(fc.constant(0), fc.nat(4)),
)
const byOne = (acts: fc.Arbitrary<Act>): fc.Arbitrary<Deed> =>
  deedOf(acts, fc.constant(0)).map((deed) => ({ ...deed, author: 'p1' }))
/** What one person does who has seen all there is. */
export const ownDeeds = byOne(
  fc.oneof(
    { weight: 4, arbitrary: edits },
    { weight: 2, arbitrary: visits },
    { weight: 2, arbitrary: removals },
    { weight: 2, arbitrary: doorways },
    { weight: 1, arbitrary: cards },
    { weight: 2, arbitrary: settles },
    { weight: 2, arbitrary: administration },
  ),
)
export const ownMerges = byOne(merges)
/** Two or three people over the note of one household, all at once. */
export const quarrels = deedOf(
  fc.oneof(
    {
      weight: 3,
      arbitrary: act('household.edit', fc.record({ household: fc.constant('h1'), set: fc.record({ note: values }) })),
    },
    { weight: 1, arbitrary: settles.map((each): Act => ({ ...each, of: 'h1' })) },
  ),
  fc.nat(4),
)

export interface Step {
  readonly command: Understood
  readonly author: string
  readonly decision: Decision
  /** What its author had before the eyes, what it met, and what came of it. */
  readonly saw: Rows
  readonly before: Rows
  readonly after: Rows
}
/** A register and all that was ever done to it; knows the past as the server does. */
export class History {
  readonly steps: Step[] = []
  readonly #start: Rows
  constructor(rows: readonly Row[] = START) {
    this.#start = new Rows(rows)
  }
  get now(): Rows {
    return this.steps.at(-1)?.after ?? this.#start
  }
  /** Does one thing; undefined where there is nothing to do it to. */
  do(deed: Deed): Step | undefined {
    const saw = this.steps.at(-1 - deed.lag)?.after ?? this.#start
    const command = this.commandOf(deed, saw)
    return command === undefined ? undefined : this.judge({ command, author: deed.author, saw })
  }
  judge({ command, author, saw }: Pick<Step, 'command' | 'author' | 'saw'>): Step {
    const before = this.now
    const context = this.contextOf(command, author)
    const judged = decide(before.see, command, context)
    // As the server does, which sees all.
    const decision =
      'changes' in judged
        ? { ...judged, ...goAlong(before.see, { command, changes: judged.changes, context }) }
        : judged
    const after = new Rows([...before.map.values()])
    if ('changes' in decision) after.apply(decision.changes, command.id)
    const step = { command, author, decision, saw, before, after }
    this.steps.push(step)
    return step
  }
  contextOf(command: Understood, author: string): Context {
    const find = (id: CommandId) => this.steps.find((step) => step.command.id === id && 'changes' in step.decision)
    return {
      author: asId(author),
      at: command.happenedAt,
      knows: (id) => find(id) !== undefined,
      turnedAway: (id) => {
        const step = this.steps.find((one) => one.command.id === id)
        return step === undefined || 'changes' in step.decision ? undefined : step.command.seen
      },
      past: (id) => {
        const step = find(id)
        if (step === undefined) return undefined
        const { type, happenedAt, seen } = step.command
        return { type, author: asId(step.author), at: happenedAt, seen }
      },
    }
  }
  commandOf({ act: what, hour }: Deed, saw: Rows, n = this.steps.length + 1): Understood | undefined {
    const named = what.of === undefined ? { payload: what.payload, seen: seenIn(saw, what) } : settlingOf(saw, what)
    if (named === undefined) return undefined
    const happenedAt = new Date(Date.UTC(2026, 10, 10, hour)).toISOString() as Instant
    const command: Command = { id: commandId(n), n, type: what.type, v: 1, happenedAt, needs: [], ...named }
    const read = understand(command)
    if ('bad' in read) throw new Error(`the generator made ${read.bad}`)
    return read
  }
}
function seenIn(saw: Rows, { type, payload }: Extract<Act, { payload: unknown }>): Command['seen'] {
  const row =
    type === 'household.edit'
      ? saw.see('household', String(payload['household']))
      : type === 'resident.edit'
        ? saw.see('resident', String(payload['resident']))
        : type === 'building.edit'
          ? saw.see('building', String(payload['building']))
          : undefined
  const fields = Object.keys((payload['set'] as object | undefined) ?? {})
  return Object.fromEntries(
    fields.flatMap((field) => {
      const writer = row?.writer[field]
      return writer === undefined ? [] : [[field, writer]]
    }),
  )
}
function settlingOf(saw: Rows, { of, pick, choice }: Extract<Act, { of: string }>) {
  const open = saw.see.under('conflict', of).filter((row) => row.body.state !== 'settled')
  const conflict = open[pick % Math.max(1, open.length)]
  if (conflict === undefined) return undefined
  const seen = conflict.body.values.map((known) => JSON.stringify(known.value ?? null))
  const chosen = choice === null ? 'ask_next_time' : choice % seen.length
  const whose = conflict.body.household === undefined ? { building: of } : { household: of }
  const { of: about, field } = conflict.body
  const writer = saw.see(about.kind as 'household', about.id)?.writer[field]
  const payload = { conflict: conflict.id, ...whose, choice: chosen, saw: seen }
  return { payload, seen: seenInQuestion(conflict.body, writer) }
}
