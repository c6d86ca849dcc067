import { dayOf } from '../domain/calendar.ts'
import { asId, type GridId } from '../domain/ids.ts'
import type { HeldBody, PostBody } from '../domain/nouns.ts'
import { gridPack } from '../domain/packs.ts'
import { isValidOn } from '../domain/permission.ts'
import type { RefusalCode } from '../domain/refusal.ts'
import { isAtOrBelow } from '../domain/rights.ts'
import { type Change, put } from '../domain/see.ts'
import { gridOf } from './ground.ts'
import type { Incoming } from './incoming.ts'
import { namedRows } from './judge.ts'
import type { Ledger } from './ledger.ts'

/** Shown to coordinators: more than a form can hold stays in the audit alone. */
const SHOWN_PAYLOAD = 16 * 1024

/**
 * The row that waits for a coordinator's word, in the grid of the row it names. Where it names none that is known, it
 * waits in its author's grid, in sight of those who lead him: at the top of the tree there may be nobody who reviews.
 */
export function holdRow(ledger: Ledger, incoming: Incoming, code: RefusalCode): Change {
  const { draft, command, at } = incoming
  const named = 'bad' in command ? [] : namedRows(ledger, command)
  const of = named.find((row) => row !== undefined)
  const known = of === undefined ? null : gridOf(ledger, of.pack)
  const grid = known ?? gridOfAuthor(ledger, incoming) ?? ledger.ground.root ?? asId('none')
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

/** The narrowest of the author's posts of that day; of the earlier ones where none is valid any more. */
function gridOfAuthor(ledger: Ledger, { draft }: Incoming): GridId | undefined {
  const see = ledger.rows.see()
  const posts = see.under('post', draft.author).map((row) => row.body)
  const valid = posts.filter((post) => isValidOn(post, dayOf(draft.receivedAt, ledger.ground.timeZone)))
  const narrower = (a: PostBody, b: PostBody): PostBody => (isAtOrBelow(see, b.grid, a.grid) ? b : a)
  const [first, ...rest] = valid.length > 0 ? valid : posts
  return first === undefined ? undefined : rest.reduce(narrower, first).grid
}
