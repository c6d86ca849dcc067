import { newClaim } from '../domain/claim.ts'
import type { CommandId, Instant } from '../domain/ids.ts'
import { asId, instantOf } from '../domain/ids.ts'
import type { RowOf } from '../domain/nouns.ts'
import { gridPack, openPack, personPack } from '../domain/packs.ts'
import { put } from '../domain/see.ts'
import type { ClaimBody, ClaimState, TaskBody } from '../domain/task-nouns.ts'
import type { Result } from '../domain/wire.ts'
import { change, findRow, freshId, NOW, type TestServer } from './community.ts'
import { pushOne } from './conversation.ts'

const HOUR = 3_600_000
export const hoursOn = (hours: number): Instant => instantOf(NOW + hours * HOUR)

/** A task of one place in the root grid, from tomorrow on, without a wait that matters. */
export const aTaskPayload = (over: Readonly<Record<string, unknown>> = {}) => ({
  kind: 'errand',
  title: '代取药',
  grid: 'root',
  steps: [
    { id: 'a', text: '先打电话' },
    { id: 'b', text: '送到家' },
  ],
  shifts: [{ from: hoursOn(24), until: hoursOn(24 * 9), places: 1 }],
  ...over,
})
export const places = (n: number) => ({ shifts: [{ from: hoursOn(24), until: hoursOn(24 * 9), places: n }] })

export async function publish(server: TestServer, over: Readonly<Record<string, unknown>> = {}): Promise<CommandId> {
  const { id, status, code } = await pushOne(server, 'staff', { type: 'task.publish', payload: aTaskPayload(over) })
  if (status !== 'ok') throw new Error(`not published: ${code}`)
  return id
}
export const claim = (server: TestServer, person: string, task: string): Promise<Result> =>
  pushOne(server, person, { type: 'task.claim', payload: { task } })

export const claimOf = async (server: TestServer, id: string): Promise<ClaimBody> => {
  const row = await findRow(server, 'claim', id)
  if (row === undefined) throw new Error(`no claim ${id}`)
  return row.body
}
export const stateOf = async (server: TestServer, id: string): Promise<ClaimState> => (await claimOf(server, id)).state
export const seatOf = (server: TestServer, task: string, no = 1): Promise<RowOf<'seat'> | undefined> =>
  findRow(server, 'seat', `${task}-s${no}`)

/** A claim put where it is without anybody asking whether it may be there. */
export async function placeClaim(
  server: TestServer,
  { task, person, state }: { task: string; person: string; state: ClaimState },
): Promise<string> {
  const row = await findRow(server, 'task', task)
  if (row === undefined) throw new Error(`no task ${task}`)
  const { grid } = row.body
  const id = freshId()
  const at = instantOf(server.time.now)
  const by = asId<'person'>(person)
  const begun = newClaim({ task, person: by, wait: true }, 'claimed', { at, by })
  const log = [...begun.log, { at, by, state: 'confirmed' as const }, { at, by, state }]
  const checked = [{ minutes: 60, by: asId<'person'>('staff'), at, command: freshId() }]
  const body: ClaimBody = { ...begun, state, log, done: { at, minutes: 60 }, ...(state === 'verified' && { checked }) }
  const offer = state === 'assigned' || state === 'waitlisted' ? { offer: true } : {}
  await change(server, [
    put('claim', { id, pack: personPack(by) }, body),
    put('holding', { id, pack: gridPack(grid) }, body),
    put(
      'seat',
      { id: `${task}-s1`, pack: openPack(grid) },
      { task, no: 1, claim: id, ...offer, until: hoursOn(50), ends: hoursOn(52) },
    ),
  ])
  return id
}

/** A published task as rows, for tests that need no server. */
export const aTask = (over: Partial<TaskBody> = {}): TaskBody => ({
  kind: 'errand',
  title: '代取药',
  text: '',
  grid: asId('root'),
  steps: [],
  place: { sort: 'grid' },
  from: hoursOn(24),
  until: hoursOn(48),
  skills: [],
  urgency: 'normal',
  waits: true,
  state: 'open',
  by: asId('staff'),
  at: hoursOn(0),
  log: [],
  ...over,
})

export type Said = Readonly<Record<string, unknown>>
export const release = (task: string, id: string): { type: string; payload: Said } => ({
  type: 'claim.release',
  payload: { task, claim: id },
})
export const answer = (task: string, id: string, yes: boolean): { type: string; payload: Said } => ({
  type: 'claim.answer',
  payload: { task, claim: id, yes },
})
