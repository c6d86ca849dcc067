import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyOf, anything, TYPES, type Type } from '../testing/any-command.ts'
import { Rows } from '../testing/build.ts'
import { type Deed, deeds, History, quarrels, type Step } from '../testing/histories.ts'
import { asText, historyOf, isOnCard, json, someDeeds, valuesOf, type Written } from '../testing/written.ts'
import type { Understood } from './commands.ts'
import { decide, touches } from './decide.ts'
import { conflictId } from './edit.ts'
import { type Kind, parentOf } from './nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import type { Change, See } from './see.ts'

/** Tries two thousand times over all types, and then over those alone that luck left out. */
function untilEach(types: readonly Type[], isFound: (type: Type) => boolean, propertyOf: PropertyOf): void {
  fc.assert(propertyOf(types), { numRuns: 2_000 })
  for (let round = 0; round < 40; round++) {
    const missing = types.filter((type) => !isFound(type))
    if (missing.length === 0) return
    fc.assert(propertyOf(missing), { numRuns: 200 })
  }
}
type PropertyOf = (types: readonly Type[]) => Parameters<typeof fc.assert>[0]

test('every command that is understood is decided, in every state and with any row out of sight, and each time alike', () => {
  const decided = new Set<string>()
  const propertyOf: PropertyOf = (types) =>
    fc.property(someDeeds, anyOf(types), fc.func(fc.constantFrom(true, false, false)), (list, command, isHidden) => {
      const history = historyOf(list)
      const rows = new Rows(history.now.sorted().filter((row) => !isHidden(row.kind, row.id)))
      const before = asText(rows)
      const context = history.contextOf(command, 'p1')
      const decision = decide(rows.see, command, context)
      expect(JSON.stringify(decide(rows.see, command, context))).toBe(JSON.stringify(decision))
      expect(asText(rows)).toBe(before)
      expect(['changes', 'unknown', 'refused'].filter((key) => key in decision)).toHaveLength(1)
      if ('changes' in decision) decided.add(command.type)
    })
  untilEach(TYPES, (type) => decided.has(type), propertyOf)
  expect([...decided].sort()).toEqual([...TYPES].sort())
})

const packOf = (rows: Rows, kind: Kind, id: string) => rows.map.get(`${kind}/${id}`)?.pack
/** A look is kept as a command and changes no row. */
const CHANGING = TYPES.filter((type) => type !== 'household.look')
const below = (rows: Rows, kinds: readonly Kind[], id: string) =>
  kinds.flatMap((kind) => rows.see.under(kind, id).map((row) => `${kind}/${row.id}`))
/** Rows two commands both read or change: then the one that comes first may matter to the other. */
function groundOf(rows: Rows, { command, author }: Given): ReadonlySet<string> {
  const ground = touches(command).flatMap((touch) => {
    if ('kind' in touch) return [`${touch.kind}/${touch.id}`, ...below(rows, touch.under, touch.id)]
    if ('hanging' in touch && touch.hanging === 'door') return below(rows, ['door'], touch.on ?? '')
    if ('hanging' in touch) return [`${touch.hanging}/${touch.on ?? author}`]
    const doors = rows.see.under('door', touch.packsOf)
    const households = doors.flatMap((door) => rows.see.under('household', door.id))
    return [...doors, ...households].map((row) => `${row.kind}/${row.id}`)
  })
  // Some take the pack of a door or a household, which the move of a building may change.
  const packs = touches(command).flatMap((touch) =>
    'kind' in touch ? [`pack/${packOf(rows, touch.kind, touch.id)}`] : [],
  )
  const { building } = command.payload as { readonly building?: string }
  const ofBuilding = building === undefined ? [] : [`building/${building}`]
  return new Set([...ground, ...(TAKING_PACKS.includes(command.type) ? packs : []), ...ofBuilding])
}
const TAKING_PACKS: readonly string[] = [
  'household.move',
  'household.add',
  'resident.add',
  'door.add',
  'resident.move',
  'register.merge',
  'register.part',
]

/** Commands that change what everybody reads: grids, posts, people, words. */
const isOfAll = ({ type }: Understood) =>
  /^(?:post|person|vocabulary|grid|redraw|facility|held)\./u.test(type) || type === 'household.move'
/** Commands that read some of that: which grids and posts there are, who is a person, where the stairs of a house lie. */
const readsAll = ({ type }: Understood) => /^(?:task|claim|step|volunteer|card|building|door|conflict)\./u.test(type)

interface Given {
  readonly command: Understood
  readonly author: string
}
function areApart(rows: Rows, one: Given, two: Given): boolean {
  const ground = groundOf(rows, one)
  if ([...groundOf(rows, two)].some((each) => ground.has(each))) return false
  return ![[one.command, two.command] as const, [two.command, one.command] as const].some(
    ([a, b]) => isOfAll(a) && (isOfAll(b) || readsAll(b)),
  )
}
const drawnOf = (types: readonly Type[]): fc.Arbitrary<Drawn> =>
  fc.oneof(
    { weight: 2, arbitrary: deeds },
    { weight: 3, arbitrary: fc.record({ command: anyOf(types), author: fc.constantFrom('p1', 'p2', 'p3') }) },
  )
type Drawn = Deed | Given
const givenBy = (history: History, what: Drawn, n: number): Given | undefined => {
  if ('command' in what) return what
  const command = history.commandOf(what, history.now, n)
  return command && { command, author: what.author }
}

test('two commands that touch nothing in common end the same in either order', () => {
  const commuted = new Set<string>()
  const propertyOf: PropertyOf = (types) =>
    fc.property(someDeeds, drawnOf(types), drawnOf(TYPES), (list, first, second) => {
      const before = historyOf(list)
      const { now } = before
      const [one, two] = [givenBy(before, first, 100), givenBy(before, second, 101)]
      fc.pre(one !== undefined && two !== undefined && one.command.id !== two.command.id && areApart(now, one, two))
      const run = (...order: readonly Given[]) => {
        const history = new History()
        history.steps.push(...before.steps)
        return order.map((given) => history.judge({ ...given, saw: now }))
      }
      const [there, back] = [run(one, two), run(two, one)]
      const endOf = (steps: readonly Step[]) => asText(steps.at(-1)?.after ?? now)
      expect(endOf(back)).toBe(endOf(there))
      // One that changed nothing proves nothing.
      if (there.some(({ before: met, after }) => asText(met) === asText(after))) return
      for (const { command } of there) commuted.add(command.type)
    })
  untilEach(CHANGING, (type) => commuted.has(type), propertyOf)
  expect([...commuted].sort()).toEqual([...CHANGING].sort())
})

const inForce = (rows: Rows, { kind, id, field }: Written): string =>
  json((rows.see(kind, id)?.body as unknown as Record<string, unknown> | undefined)?.[field])
/** Whether a later command put another value in its place knowing this one. */
function isKnowinglyReplaced(step: Step, written: Written): boolean {
  const { command } = step
  if (command.type === 'conflict.settle')
    return (
      command.payload.conflict === conflictId(written, written.field) &&
      command.payload.saw.includes(json(written.value))
    )
  if (command.type === 'register.merge' || command.type === 'register.part') {
    // Only what has not ended is merged, and taking apart says again that it has not.
    if (command.payload.id === written.id) return written.field === 'ended' && written.value === null
    // What stood there already got no new writer: where it is not known, the other record may know better.
    const stood = written.by.after.see(written.kind, written.id)?.writer[written.field]
    return command.payload.into === written.id && stood !== written.by.command.id
  }
  return valuesOf(step).some(
    (each) =>
      each.kind === written.kind &&
      each.id === written.id &&
      each.field === written.field &&
      (isOnCard(each) || inForce(step.saw, each) === json(written.value)),
  )
}
/** Every value anybody wrote is in force, stands in a conflict, or gave way to somebody who had seen it. */
function lostIn({ steps, now }: History): readonly Written[] {
  return steps.flatMap((step, at) =>
    valuesOf(step).filter((written) => {
      const conflict = now.see('conflict', conflictId(written, written.field))
      return !(
        inForce(now, written) === json(written.value) ||
        conflict?.body.values.some((known) => json(known.value) === json(written.value)) === true ||
        steps.slice(at + 1).some((later) => isKnowinglyReplaced(later, written))
      )
    }),
  )
}
test.each([
  ['anything anybody does', deeds, ['note', 'tags', 'label', 'kinship', 'phone', 'care', 'ended', 'address', 'floors']],
  ['a quarrel over one field', quarrels, ['note']],
] as const)('no value is lost by merging: %s', (_title, each, fields) => {
  const conflicts = new Map<string, number>()
  const property = fc.property(fc.array(each, { maxLength: 16 }), (list) => {
    const history = historyOf(list)
    for (const row of history.now.sorted()) {
      if (row.kind === 'conflict') conflicts.set(row.body.field, (conflicts.get(row.body.field) ?? 0) + 1)
    }
    expect(lostIn(history).map(({ field, value }) => [field, value])).toEqual([])
  })
  const isMissing = (): boolean => fields.some((field) => !conflicts.has(field))
  for (let round = 0; round === 0 || (round < 6 && isMissing()); round++) fc.assert(property, { numRuns: 1_000 })
  expect([...conflicts.values()].reduce((sum, many) => sum + many, 0)).toBeGreaterThan(50)
  expect([...conflicts.keys()]).toEqual(expect.arrayContaining([...fields]))
})

/** Whether a command says that it reads this row or these rows. */
function isNamed(
  rows: Rows,
  command: Understood,
  read: { kind: Kind; id: string; parent: string | undefined },
): boolean {
  const { kind, id, parent } = read
  if (['community', 'grid', 'building', 'person', 'post', 'vocabulary', 'redraw', 'facility'].includes(kind))
    return true
  // What is disputed about a building lies beside it, where everybody has it.
  if (kind === 'conflict' && rows.see('building', parent ?? '') !== undefined) return true
  return touches(command).some((touch) => {
    if ('kind' in touch)
      return (touch.kind === kind && touch.id === id) || (parent === touch.id && touch.under.includes(kind))
    if ('hanging' in touch) return touch.hanging === kind && parent === (touch.on ?? 'p1')
    const above = rows.map.get(`household/${parent}`) ?? rows.map.get(`door/${parent}`)
    return parent === touch.packsOf || above?.pack.startsWith(`b:${touch.packsOf}:`) === true
  })
}
/** A look at rows that keeps what was asked for without being named; a row that is not there hangs under nothing. */
function watched(rows: Rows, command: Understood): { see: See; strays: string[] } {
  const strays: string[] = []
  const note = (kind: Kind, id: string, parent: string | undefined) => {
    if (!isNamed(rows, command, { kind, id, parent })) strays.push(`${kind}/${id} under ${parent}`)
  }
  const one = (kind: Kind, id: string) => {
    const row = rows.map.get(`${kind}/${id}`)
    if (row !== undefined) note(kind, id, parentOf(row))
    return row
  }
  const under = (kind: Kind, parent: string) => {
    note(kind, '', parent)
    return rows.see.under(kind, parent)
  }
  return { see: Object.assign(one, { under }) as unknown as See, strays }
}
const reading = fc.oneof(
  deeds.map((deed) => ({ deed })),
  anything.map((command) => ({ command })),
)
/** The packs of a command's rows before it, and those it names as a place to go to. */
function packsNamed(rows: Rows, command: Understood): ReadonlySet<string> {
  const packs = touches(command).flatMap((touch) =>
    'kind' in touch
      ? [packOf(rows, touch.kind, touch.id), `w:${rows.see('task', touch.id)?.body.grid}`]
      : 'hanging' in touch
        ? ['p:p1', packOf(rows, touch.hanging, touch.on ?? 'p1')]
        : rows
            .sorted()
            .map((row) => row.pack)
            .filter((pack) => pack.startsWith(`b:${touch.packsOf}:`)),
  )
  const { grid } = command.payload as { readonly grid?: string }
  const door = command.type === 'door.add' ? command.payload : undefined
  const stair = rows.see('building', door?.building ?? '')?.body.stairs.find(({ id }) => id === door?.stair)
  const cards = rows.see.under('post', (command.payload as { readonly person?: string }).person ?? '')
  const made =
    command.type === 'task.publish'
      ? [`o:${grid}`, `w:${grid}`]
      : command.type === 'card.edit'
        ? cards.map((post) => `w:${post.body.grid}`)
        : door === undefined
          ? []
          : [
              ...rows.see.under('door', door.building).map(({ pack }) => pack),
              `b:${door.building}:${stair?.grid}:${door.stair}`,
            ]
  return new Set([COMMUNITY_PACK, ...made, ...packs.flatMap((pack) => pack ?? [])])
}
const packsChanged = (rows: Rows, change: Change): readonly (string | undefined)[] =>
  change.op === 'regrid'
    ? [change.pack]
    : [packOf(rows, change.kind, change.id), change.op === 'put' ? change.pack : undefined]

test('a command reads only what it says it touches, changes only packs of that, and decides the same with nothing else in sight', () => {
  let changed = 0
  const property = fc.property(someDeeds, reading, (list, what) => {
    const history = historyOf(list)
    const rows = history.now
    const command = 'command' in what ? what.command : history.commandOf(what.deed, rows, 100)
    fc.pre(command !== undefined)
    const { see, strays } = watched(rows, command)
    const decision = decide(see, command, history.contextOf(command, 'p1'))
    expect(strays).toEqual([])
    if (!('changes' in decision)) return
    changed += decision.changes.length > 0 ? 1 : 0
    const named = packsNamed(rows, command)
    for (const pack of decision.changes.flatMap((change) => packsChanged(rows, change)))
      expect([...named, undefined]).toContain(pack)
  })
  fc.assert(property, { numRuns: 2_000 })
  expect(changed).toBeGreaterThan(300)
})
