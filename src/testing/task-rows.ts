import { newClaim } from '../domain/claim.ts'
import { asId, type Instant } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import type { ClaimBody } from '../domain/task-nouns.ts'
import { aRow, commandId } from './build.ts'
import { aTask } from './tasks.ts'

const inPack = (row: Row, pack: string): Row => ({ ...row, pack: asId(pack) })
const aClaim = (id: string, over: Partial<ClaimBody>): readonly Row[] => {
  const at = '2026-11-20T06:00:00.000Z' as Instant
  const person = over.person ?? asId<'person'>('p1')
  const claim = { ...newClaim({ task: 't1', person, wait: true }, 'claimed', { at, by: person }), ...over }
  const known = [...claim.log, { at, by: person, state: 'confirmed' as const }]
  const body: ClaimBody = { ...claim, log: known, done: { at, minutes: 60 } }
  return [inPack(aRow('holding', id, body), 'w:g1'), inPack(aRow('claim', id, body), `p:${person}`)]
}
const aSeat = (task: string, no: number, claim: string | null): Row =>
  inPack(aRow('seat', `${task}-s${no}`, { task, no, claim, until: null, ends: null }), 'o:g1')
const p2 = asId<'person'>('p2')
/** Two tasks with a free place each, and claims of two people in every state that anything can be done about. */
export const TASK_ROWS: readonly Row[] = [
  ...['t1', 't2'].map((id) => inPack(aRow('task', id, aTask({ grid: asId('g1') })), 'o:g1')),
  ...['k1', 'k2', 'k3', 'k4', 'k5', null].map((claim, n) => aSeat('t1', n + 1, claim)),
  ...['k6', null].map((claim, n) => aSeat('t2', n + 1, claim)),
  ...aClaim('k1', { state: 'confirmed' }),
  ...aClaim('k2', { state: 'assigned' }),
  ...aClaim('k3', { person: p2, state: 'submitted' }),
  ...aClaim('k4', { person: p2, state: 'confirmed' }),
  ...aClaim('k5', {
    person: p2,
    state: 'verified',
    checked: [{ minutes: 60, by: asId('p3'), at: '2026-11-21T06:00:00.000Z' as Instant, command: commandId(251) }],
  }),
  ...aClaim('k6', { task: 't2', person: p2, state: 'confirmed' }),
  ...['p2', 'p3'].map((id) => inPack(aRow('person', id, { name: id }), COMMUNITY_PACK)),
]
