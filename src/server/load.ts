import { COMMAND_CLASS, type CommandType, type Understood } from '../domain/commands.ts'
import { BELONGINGS, type Touched, touches } from '../domain/decide.ts'
import { conflictId } from '../domain/edit.ts'
import { becomeOf } from '../domain/goes-along.ts'
import type { CommandId } from '../domain/ids.ts'
import type { Kind, Row } from '../domain/nouns.ts'
import { readPack } from '../domain/packs.ts'
import { derivedId } from './canonical.ts'
import type { Reading } from './database.ts'
import type { Incoming } from './incoming.ts'
import type { Ledger } from './ledger.ts'
import { doorIdOf } from './permission.ts'
import { loadRecords } from './records.ts'
import { loadRows } from './rows.ts'
import { loadWaitedFor, loadWaiting } from './task-rows.ts'

/** Answers by id: the commands themselves, what they need, what they have seen, and ids two contents may share. */
export async function loadKnown(tx: Reading, ledger: Ledger, incoming: readonly Incoming[]): Promise<void> {
  const ids = incoming.flatMap(({ draft }) => [
    draft.id,
    otherContentId(draft),
    ...draft.needs,
    ...Object.values(draft.seen),
  ])
  // What became of one in this transaction is newer than what the database tells.
  const unknown = ids.filter((id) => !ledger.records.has(id))
  for (const record of await loadRecords(tx, ledger.community.id, unknown)) ledger.records.set(record.id, record)
}
/** The id under which a second content of a known id is kept. */
export const otherContentId = (draft: Incoming['draft']): CommandId => derivedId(draft.id, draft.hash, draft.author)

const MOVES: ReadonlySet<string> = new Set<CommandType>(['household.move', 'register.merge', 'register.part'])
export async function loadTouched(tx: Reading, ledger: Ledger, incoming: readonly Incoming[]): Promise<void> {
  const commands = understoodOf(incoming)
  const all = commands.flatMap((command) => touches(command))
  const named = all.filter((touch) => 'kind' in touch)
  const buildings = new Set(all.flatMap((touch) => ('packsOf' in touch ? [touch.packsOf] : [])))
  const packs = [...ledger.packs.keys()].filter((pack) => {
    const name = readPack(pack)
    return (name?.sort === 'b' || name?.sort === 'h') && buildings.has(name.building)
  })
  // What moves takes its history along.
  const history = commands.some(({ type }) => MOVES.has(type))
  const rows = await loadRows(tx, ledger.community.id, {
    rows: named.map((touch) => [touch.kind, touch.id] as const),
    under: [
      ...named.flatMap((touch) => touch.under.map((kind): [Kind, string] => [kind, touch.id])),
      ...incoming.flatMap(hangingOn),
    ],
    packs,
    history,
  })
  ledger.load(rows)
  await loadBecome(tx, ledger, commands)
  const tasks = named.flatMap((touch) => (touch.kind === 'task' ? [touch.id] : []))
  await loadWaiting(tx, ledger, tasks)
  await loadWaitedFor(tx, ledger, incoming.flatMap(resterOf))
  if (ledger.rows.all('redraw').some(({ body }) => body.state === 'done')) await loadDoors(tx, ledger, commands)
}
/** What named records have become by merging, with all that hangs under those: what is noted goes along. */
async function loadBecome(tx: Reading, ledger: Ledger, commands: readonly Understood[]): Promise<void> {
  let way = once(
    commands.flatMap((command) => {
      const fields = fieldsOf(command)
      return touches(command)
        .flatMap(registered)
        .map(([kind, id]) => ({ kind, id, fields: kind === 'resident' ? fields : [] }))
    }),
  )
  // As far as ways go; each is looked up once.
  for (let step = 0; step < 20; step++) {
    way = once(
      way.flatMap(({ kind, id, fields }) => {
        const ended = ledger.rows.see()(kind, id)?.body.ended
        return ended?.why === 'merged' && ended.into !== undefined ? [{ kind, id: ended.into, fields }] : []
      }),
    )
    if (way.length === 0) return
    const rows = way.flatMap(({ kind, id, fields }): (readonly [Kind, string])[] => [
      [kind, id],
      ...fields.map((field) => ['conflict', conflictId({ kind, id }, field)] as const),
    ])
    const under = way.flatMap(({ kind, id }) =>
      kind === 'household' ? BELONGINGS.map((each) => [each, id] as const) : [],
    )
    ledger.load(await loadRows(tx, ledger.community.id, { rows, under, packs: [] }))
  }
}
/** Which fields of a person a command writes. */
function fieldsOf(command: Understood): readonly string[] {
  if (command.type === 'resident.edit') return Object.keys(command.payload.set)
  return command.type === 'conflict.settle' ? command.payload.conflict.split('-').slice(-1) : []
}
interface OnTheWay {
  readonly kind: 'household' | 'resident'
  readonly id: string
  /** Those that an edit names: a question about a person of the household goes by them. */
  readonly fields: readonly string[]
}
const once = (all: readonly OnTheWay[]): readonly OnTheWay[] =>
  [...Map.groupBy(all, ({ kind, id }) => `${kind} ${id}`).values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ ...first, fields: [...new Set(same.flatMap(({ fields }) => fields))] }]
  })
type Registered = readonly [kind: 'household' | 'resident', id: string]
const registered = (touch: Touched): readonly Registered[] =>
  'kind' in touch && (touch.kind === 'household' || touch.kind === 'resident') ? [[touch.kind, touch.id]] : []

/** Where somebody knocked: since when a stair is another's follows from its door. */
async function loadDoors(tx: Reading, ledger: Ledger, commands: readonly Understood[]): Promise<void> {
  const doors = commands.flatMap((command) => doorIdOf(ledger, command) ?? [])
  if (doors.length === 0) return
  const wanted = doors.map((door) => ['door', door] as const)
  ledger.load(await loadRows(tx, ledger.community.id, { rows: wanted, under: [], packs: [] }))
}

/** Whose rest a command may end or move. */
function resterOf({ command, draft }: Incoming): readonly string[] {
  if ('bad' in command || !(command.type === 'volunteer.edit' || command.type === 'card.edit')) return []
  const person = command.type === 'volunteer.edit' ? draft.author : command.payload.person
  return 'resting' in command.payload.set ? [person] : []
}

const understoodOf = (incoming: readonly Incoming[]): readonly Understood[] =>
  incoming.flatMap(({ command }) => ('bad' in command ? [] : [command]))
const hangingOn = ({ command, draft }: Incoming): readonly [Kind, string][] =>
  'bad' in command
    ? []
    : touches(command).flatMap((touch): [Kind, string][] =>
        'hanging' in touch ? [[touch.hanging, touch.on ?? draft.author]] : [],
      )

type Written = Pick<Row, 'id' | 'writer'>
/** The rows whose fields a command may write: those it names and what they have become, a building, and whatever a question is about. */
function writtenIn(ledger: Ledger, command: Understood): readonly (Written | undefined)[] {
  const see = ledger.rows.see()
  const named = touches(command).flatMap((touch) => [
    ...('kind' in touch ? [ledger.rows.find(touch.kind, touch.id)] : []),
    ...registered(touch).map(([kind, id]) => becomeOf(see, kind, id)?.into),
  ])
  if (command.type === 'building.edit') return [...named, ledger.rows.find('building', command.payload.building)]
  if (command.type !== 'conflict.settle') return named
  const of = see('conflict', command.payload.conflict)?.body.of
  return of === undefined ? named : [...named, ledger.rows.find(of.kind, of.id)]
}
/** Who settled a question about some of these rows: perhaps for values that come back only now. */
function settlersOf(ledger: Ledger, rows: readonly (Written | undefined)[]): readonly CommandId[] {
  const ids = new Set(rows.map((row) => row?.id))
  if (ids.size === 0) return []
  return ledger.rows
    .all('conflict')
    .flatMap(({ body: { of, settled } }) => (settled !== undefined && ids.has(of.id) ? [settled.command] : []))
}

/** Who wrote what an edit finds, and what they had seen: back along the chain, a few steps at most. */
export async function loadPast(tx: Reading, ledger: Ledger, incoming: readonly Incoming[]): Promise<void> {
  const edits = understoodOf(incoming).filter((command) => COMMAND_CLASS[command.type] === 'edit')
  const written = edits.flatMap((command) => writtenIn(ledger, command))
  let wanted = [
    ...edits.flatMap((command) => Object.values(command.seen)),
    ...written.flatMap((row) => Object.values(row?.writer ?? {})),
    ...settlersOf(ledger, written),
  ]
  for (let step = 0; step < 8 && wanted.length > 0; step++) {
    const unknown = wanted.filter((id) => !ledger.records.has(id))
    for (const record of await loadRecords(tx, ledger.community.id, unknown)) ledger.records.set(record.id, record)
    const seen = wanted.flatMap((id) => Object.values(ledger.records.get(id)?.seen ?? {}))
    wanted = seen.filter((id) => !ledger.records.has(id))
  }
}
