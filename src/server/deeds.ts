import { instantOf, makeCommandId, type PersonId } from '../domain/ids.ts'
import { canonicalJson, hashOf } from './canonical.ts'
import type { Writing } from './database.ts'
import { Ledger } from './ledger.ts'
import { mustFindCommunity, type Server, type Who } from './server.ts'

export interface Deed {
  readonly who: Who
  readonly type: string
  /** Whose account it was done to. */
  readonly person: PersonId
}

/**
 * Keeps an act that changes no row as a place in history, told with the person it was done to: who and when, and
 * nothing by which anybody could sign in. Nobody is poked, since no phone has anything to fetch.
 */
export async function keepDeed(server: Server, tx: Writing, { who, type, person }: Deed): Promise<void> {
  const { community } = who
  const state = await mustFindCommunity(tx, community)
  const now = instantOf(server.clock())
  const ledger = new Ledger(state, await server.grounds.within(tx, community, state.ground), now)
  const id = makeCommandId(server.clock(), server.chance(10))
  const payload = canonicalJson({ person }) ?? 'null'
  const record = ledger.accept(
    {
      id,
      store: 'admin',
      n: 0,
      author: who.person,
      type,
      v: 1,
      payload,
      hash: hashOf(payload),
      needs: [],
      seen: {},
      happenedAt: now,
      clockOffset: 0,
      receivedAt: now,
      status: 'ok',
      code: undefined,
    },
    ledger.stage([], id),
  )
  await ledger.write(tx)
  await tx.put('change', [{ community, kind: 'person', id: person, seq: record.seq, fields: '{}' }])
}
