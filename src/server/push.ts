import { COMMAND_CLASS, isKnownType } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import type { Grounds } from '../domain/permission.ts'
import { groundsOf } from '../domain/rights.ts'
import type { Result, SyncRequest } from '../domain/wire.ts'
import { reopenOnNews } from './again.ts'
import type { Writing } from './database.ts'
import { holdRow } from './held.ts'
import { type Incoming, offsetOf, readIncoming } from './incoming.ts'
import { type Judgement, judgeAsAuthor } from './judge.ts'
import { Ledger } from './ledger.ts'
import { loadKnown, loadPast, loadTouched, otherContentId } from './load.ts'
import { isOurs } from './marks.ts'
import { type CommandRecord, resultOf } from './records.ts'
import { mustFindCommunity, type Server, type Who } from './server.ts'

export type Push = Pick<SyncRequest, 'store' | 'now' | 'mark' | 'commands'>

/**
 * Judges a batch in one transaction: afterwards either every command has its answer on disk, or none has. A command
 * known by its id gets the answer it had. Undefined where the phone's history is not ours: then nothing was judged.
 */
export async function pushCommands(server: Server, who: Who, push: Push): Promise<readonly Result[] | undefined> {
  const now = server.clock()
  const arrival = {
    author: who.person,
    store: push.store,
    clockOffset: offsetOf(push.now, now),
    receivedAt: instantOf(now),
  }
  const incoming = push.commands.map((raw) => readIncoming(raw, arrival))
  // One store's commands build on each other in the order of n, whatever order they arrive in.
  const inOrder = [...incoming].sort((a, b) => a.draft.n - b.draft.n)
  const done = await server.db.write(who.community, async (tx) => {
    if (!(await isOurs(tx, who.community, push.mark))) return undefined
    const batch = await openBatch(server, tx, { who, incoming: inOrder })
    const results = inOrder.map((each) => batch.answer(each))
    await reopenOnNews(server, tx, batch.ledger)
    await batch.ledger.write(tx)
    return { results, ledger: batch.ledger }
  })
  if (done === undefined) return undefined
  const { head, community } = done.ledger
  if (head.seq !== community.head.seq) server.poke.tell(who.community, head.seq)
  return done.results
}

interface Opening {
  readonly who: Who
  readonly incoming: readonly Incoming[]
}
async function openBatch(server: Server, tx: Writing, { who, incoming }: Opening): Promise<Batch> {
  const community = await mustFindCommunity(tx, who.community)
  const ledger = new Ledger(
    community,
    await server.grounds.within(tx, who.community, community.ground),
    instantOf(server.clock()),
  )
  await loadKnown(tx, ledger, incoming)
  await loadTouched(tx, ledger, incoming)
  await loadPast(tx, ledger, incoming)
  return new Batch(server, { ledger, who })
}

/** It was carried out, or waited for a word, before the history was replaced. */
const hadItsWay = ({ was }: Incoming): boolean => was !== undefined && was !== 'refused'
/** A request that had its way and now fails needs somebody. */
const isRequest = ({ draft }: Incoming): boolean => isKnownType(draft.type) && COMMAND_CLASS[draft.type] === 'request'

/**
 * Refused by the rules alone, and so without a place in history: a late copy may have come to the restored server
 * before the phone that says it had its way. What a coordinator has dismissed stays dismissed.
 */
const wasTurnedAway = ({ status, seq }: CommandRecord): boolean => status === 'refused' && seq === 0

/** The commands of one request in one transaction. */
class Batch {
  readonly ledger: Ledger
  readonly #server: Server
  readonly #grounds: Grounds
  constructor(server: Server, { ledger, who }: { ledger: Ledger; who: Who }) {
    this.#server = server
    this.ledger = ledger
    this.#grounds = groundsOf(ledger.rows.see(), who.person)
  }
  answer(incoming: Incoming): Result {
    const { sentId, draft } = incoming
    const known = this.ledger.records.get(draft.id)
    if (known === undefined) return this.#decide(incoming)
    if (known.hash === draft.hash && known.author === draft.author) {
      return wasTurnedAway(known) && hadItsWay(incoming) ? this.#decide(incoming) : resultOf(known, sentId)
    }
    const other = { ...incoming, draft: { ...draft, id: otherContentId(draft) } }
    const again = this.ledger.records.get(other.draft.id)
    if (again !== undefined) return resultOf(again, sentId)
    return this.#settle(other, { status: 'held', code: 'same_id_other_content' })
  }
  /** A fault of ours is no reason to lose what a person did, nor to hold up the commands after it. */
  #decide(incoming: Incoming): Result {
    try {
      return this.#settle(incoming, this.#judge(incoming))
    } catch (error) {
      this.#server.log.error('judge', error)
      return this.#settle(incoming, { status: 'held', code: 'failed' })
    }
  }
  #judge(incoming: Incoming): Judgement {
    const judged = this.#judgeNow(incoming)
    return judged.status === 'refused' && isRequest(incoming) && hadItsWay(incoming)
      ? { status: 'held', code: 'was_accepted' }
      : judged
  }
  #judgeNow(incoming: Incoming): Judgement {
    const { command, draft } = incoming
    if ('bad' in command) return { status: 'held', code: command.bad }
    // Administration has its own door, online, and never lies in an outbox.
    if (COMMAND_CLASS[command.type] === 'admin') return { status: 'refused', code: 'role_may_not' }
    const needs = draft.needs.map((id) => this.ledger.records.get(id)?.status)
    if (needs.includes('refused')) return { status: 'refused', code: 'needs_refused' }
    if (needs.some((status) => status !== 'ok' && status !== 'conflict')) {
      return { status: 'held', code: 'needs_missing' }
    }
    return judgeAsAuthor({ ledger: this.ledger, incoming, command, now: draft.receivedAt }, this.#grounds)
  }
  #settle(incoming: Incoming, judged: Judgement): Result {
    const { ledger } = this
    const { draft, sentId } = incoming
    if (judged.status === 'refused') {
      return resultOf(ledger.keep({ ...draft, status: 'refused', code: judged.code, seq: 0, mark: '' }), sentId)
    }
    const code = 'code' in judged ? judged.code : undefined
    const changes = 'changes' in judged ? judged.changes : [holdRow(ledger, incoming, judged.code)]
    const staged = ledger.stage(changes, draft.id)
    return resultOf(ledger.accept({ ...draft, status: judged.status, code }, staged), sentId)
  }
}
