import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anything } from '../testing/any-command.ts'
import { Rows } from '../testing/build.ts'
import { type Deed, deeds, History, ownDeeds, quarrels, type Step } from '../testing/histories.ts'
import { PAYLOADS } from './all-commands.ts'
import type { Understood } from './commands.ts'
import { decide, touches } from './decide.ts'
import { conflictId } from './edit.ts'
import { type Kind, parentOf } from './nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import type { Change, See } from './see.ts'

const someDeeds = fc.array(fc.oneof(deeds, quarrels), { maxLength: 14 })
const asText = (rows: Rows) => JSON.stringify(rows.sorted())
function historyOf(list: readonly Deed[]): History {
  const history = new History()
  for (const deed of list) history.do(deed)
  return history
}

test('every command that is understood is decided, in every state and with any row out of sight, and each time alike', () => {
  const types = new Map<string, number>()
  const property = fc.property(
    someDeeds,
    anything,
    fc.func(fc.constantFrom(true, false, false)),
    (list, command, isHidden) => {
      const history = historyOf(list)
      const rows = new Rows(history.now.sorted().filter((row) => !isHidden(row.kind, row.id)))
      const before = asText(rows)
      const context = history.contextOf(command, 'p1')
      const decision = decide(rows.see, command, context)
      expect(JSON.stringify(decide(rows.see, command, context))).toBe(JSON.stringify(decision))
      expect(asText(rows)).toBe(before)
      expect(['changes', 'unknown', 'refused'].filter((key) => key in decision)).toHaveLength(1)
      if ('changes' in decision) types.set(command.type, (types.get(command.type) ?? 0) + 1)
    },
  )
  // Some kinds need luck to be decided at all; a few more rounds bring it.
  for (let round = 0; round < 6 && types.size < Object.keys(PAYLOADS).length; round++) {
    fc.assert(property, { numRuns: 2_000 })
  }
  expect([...types.keys()].sort()).toEqual(Object.keys(PAYLOADS).sort())
})

const packOf = (rows: Rows, kind: Kind, id: string) => rows.map.get(`${kind}/${id}`)?.pack
/** Rows two commands both read or change: then the one that comes first may matter to the other. */
function groundOf(rows: Rows, command: Understood): ReadonlySet<string> {
  const ground = touches(command).flatMap((touch) => {
    if ('kind' in touch) return [`${touch.kind}/${touch.id}`]
    if ('hanging' in touch) return [`${touch.hanging}/${touch.on}`]
    const doors = rows.see.under('door', touch.packsOf)
    const households = doors.flatMap((door) => rows.see.under('household', door.id))
    return [...doors, ...households].map((row) => `${row.kind}/${row.id}`)
  })
  const isOfAll = /^(?:post|person|vocabulary|building|grid|redraw|facility)\./u.test(command.type)
  // Some take the pack of a door or a household, which the move of a building may change.
  const packs = touches(command).flatMap((touch) =>
    'kind' in touch ? [`pack/${packOf(rows, touch.kind, touch.id)}`] : [],
  )
  const takesPack = [
    'household.move',
    'household.add',
    'resident.add',
    'resident.move',
    'register.merge',
    'register.part',
  ].includes(command.type)
  return new Set([...ground, ...(takesPack ? packs : []), ...(isOfAll ? ['community'] : [])])
}

test('two commands that touch nothing in common end the same in either order', () => {
  let commuted = 0
  const property = fc.property(someDeeds, deeds, deeds, (list, one, two) => {
    const now = historyOf(list)
    const a = now.commandOf(one, now.now, 100)
    const b = now.commandOf(two, now.now, 101)
    fc.pre(a !== undefined && b !== undefined)
    const ground = groundOf(now.now, a)
    fc.pre(![...groundOf(now.now, b)].some((each) => ground.has(each)))
    const run = (...order: readonly Understood[]) => {
      const history = historyOf(list)
      for (const command of order)
        history.judge({ command, author: command === a ? one.author : two.author, saw: now.now })
      return asText(history.now)
    }
    commuted += run(a) === run() || run(b) === run() ? 0 : 1
    expect(run(b, a)).toBe(run(a, b))
  })
  fc.assert(property, { numRuns: 500 })
  expect(commuted).toBeGreaterThan(100)
})

interface Written {
  readonly by: Step
  readonly kind: 'household' | 'resident'
  readonly id: string
  readonly field: string
  readonly value: unknown
}
const json = (value: unknown): string => JSON.stringify(value ?? null)
function valuesOf(step: Step): readonly Written[] {
  const { command } = step
  if (command.type !== 'household.edit' && command.type !== 'resident.edit') return []
  if (!('changes' in step.decision)) return []
  const at =
    command.type === 'household.edit'
      ? { kind: 'household' as const, id: command.payload.household }
      : { kind: 'resident' as const, id: command.payload.resident }
  return Object.entries(command.payload.set).map(([field, value]) => ({ by: step, ...at, field, value }))
}
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
      inForce(step.saw, each) === json(written.value),
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
  ['anything anybody does', deeds],
  ['a quarrel over one field', quarrels],
] as const)('no value is lost by merging: %s', (_title, each) => {
  let conflicts = 0
  const property = fc.property(fc.array(each, { maxLength: 16 }), (list) => {
    const history = historyOf(list)
    conflicts += history.now.sorted().filter((row) => row.kind === 'conflict').length
    expect(lostIn(history).map(({ field, value }) => [field, value])).toEqual([])
  })
  fc.assert(property, { numRuns: 1_000 })
  expect(conflicts).toBeGreaterThan(50)
})

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

test('a list of one person’s commands replayed whole gives the same rows as once', () => {
  // A value that was there already has no writer: replayed when it is gone, it counts as written without having seen.
  const isWritten = (step: Step) =>
    'changes' in step.decision &&
    valuesOf(step).every((each) => step.after.see(each.kind, each.id)?.writer[each.field] === step.command.id)
  const isPlain = (rows: Rows) =>
    JSON.stringify(
      rows.sorted().map((row) => (row.kind === 'visit' ? { ...row, body: { ...row.body, escalated: 0 } } : row)),
    )
  const property = fc.property(fc.array(ownDeeds, { maxLength: 12 }), (list) => {
    const history = historyOf(list)
    const once = isPlain(history.now)
    for (const step of history.steps.filter(isWritten)) history.judge(step)
    expect(isPlain(history.now)).toBe(once)
  })
  fc.assert(property, { numRuns: 500 })
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
  const cards = rows.see.under('post', (command.payload as { readonly person?: string }).person ?? '')
  const made =
    command.type === 'task.publish'
      ? [`o:${grid}`, `w:${grid}`]
      : command.type === 'card.edit'
        ? cards.map((post) => `w:${post.body.grid}`)
        : []
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
