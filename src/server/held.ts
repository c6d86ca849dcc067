import { asId } from '../domain/ids.ts'
import type { HeldBody } from '../domain/nouns.ts'
import { gridPack } from '../domain/packs.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import { type Change, put } from '../domain/see.ts'
import { gridOf } from './ground.ts'
import type { Incoming } from './incoming.ts'
import { namedRows } from './judge.ts'
import type { Ledger } from './ledger.ts'

/** Shown to coordinators: more than a form can hold stays in the audit alone. */
const SHOWN_PAYLOAD = 16 * 1024

/** The row that waits for a coordinator's word, in the grid of the row it names, else at the top. */
export function holdRow(ledger: Ledger, incoming: Incoming, code: RefusalCode): Change {
  const { draft, command, at } = incoming
  const named = 'bad' in command ? [] : namedRows(ledger, command)
  const of = named.find((row) => row !== undefined)
  const grid = (of === undefined ? null : gridOf(ledger, of.pack)) ?? ledger.ground.root ?? asId('none')
  const body: HeldBody = {
    command: draft.id,
    author: draft.author,
    type: draft.type,
    code,
    happenedAt: at,
    ...(of === undefined ? {} : { of: of.id }),
    payload: draft.payload.length > SHOWN_PAYLOAD ? null : JSON.parse(draft.payload),
    state: 'open',
  }
  return put('held', { id: draft.id, pack: gridPack(grid) }, body)
}
