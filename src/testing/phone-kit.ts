import { gunzipSync, gzipSync } from 'node:zlib'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { sumRows } from '../domain/check.ts'
import type { NewCommand } from '../domain/commands.ts'
import { asId, type CommandId, type Instant, instantOf, makeCommandId, type PackId } from '../domain/ids.ts'
import type { Bodies, Kind, Row } from '../domain/nouns.ts'
import type { PackBody, Session } from '../domain/wire.ts'
import type { Gzip } from '../store/bytes.ts'
import type { Disk } from '../store/database.ts'
import type { ArrivedPack } from '../store/staged.ts'

/** Builders and doors for tests of the phone: one line makes a row, a command, a pack or a disk. */
export const NOON: Instant = asTime('2026-03-05T04:00:00.000Z')
function asTime(text: string): Instant {
  return instantOf(Date.parse(text))
}

export const syncGzip: Gzip = {
  zip: (bytes) => new Uint8Array(gzipSync(bytes)),
  unzip: (bytes) => new Uint8Array(gunzipSync(bytes)),
}
export const aDisk = (): Disk => ({ indexedDB: new IDBFactory(), IDBKeyRange })

export const WANG: Session = {
  account: asId('a-wang'),
  person: asId('p-wang'),
  name: '王芳',
  community: asId('c-1'),
  communityName: '梧桐里',
}
export const B1: PackId = asId('b:b1:g1')
export const B2: PackId = asId('b:b2:g2')
export const C: PackId = asId('c')
export const P: PackId = asId('p:p-wang')

/** Any row; `body` names only the fields that matter to the test. */
export function aRow<K extends Kind>(
  kind: K,
  id: string,
  rest: { pack?: PackId; seq?: number; body?: Partial<Bodies[K]> } = {},
): Row {
  return { kind, id, pack: rest.pack ?? B1, seq: rest.seq ?? 1, writer: {}, body: rest.body ?? {} } as unknown as Row
}
export const aHousehold = (
  id: string,
  rest: { pack?: PackId; seq?: number; body?: Partial<Bodies['household']> } = {},
): Row =>
  aRow('household', id, {
    ...rest,
    body: {
      doors: [asId<'door'>('d-1')],
      dwelling: 'occupied',
      care: 'green',
      tags: [],
      lastReached: null,
      lastVisit: null,
      nextDue: null,
      misses: 0,
      ...rest.body,
    },
  })

export const idOf = (n: number): CommandId => makeCommandId(Date.parse(NOON) + n, new Uint8Array(10).fill(n % 251))
export const aVisit = (n: number, household = 'h-1'): NewCommand => ({
  id: idOf(n),
  type: 'visit.log',
  v: 1,
  happenedAt: NOON,
  needs: [],
  seen: {},
  payload: { household, outcome: 'talked', method: 'in_person', purpose: 'routine' },
})
export const aNote = (n: number, note: string, household = 'h-1'): NewCommand => ({
  ...aVisit(n),
  type: 'household.edit',
  payload: { household, set: { note } },
})

/** A pack as the server's stream sends it. */
export function aPack(id: PackId, seq: number, rows: readonly Row[]): ArrivedPack {
  const body: PackBody = { id, seq, rows }
  return { header: { id, seq, sum: sumRows(rows) }, body: gzipSync(JSON.stringify(body)) }
}
export const markAt = (seq: number): { seq: number; hash: string } => ({ seq, hash: `mark-${seq}` })
