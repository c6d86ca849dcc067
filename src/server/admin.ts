import * as v from 'valibot'
import type { Preview } from '../domain/admin-wire.ts'
import { dayOf } from '../domain/calendar.ts'
import { COMMAND_CLASS, COMMAND_VERSION, type Command, isKnownType, type Understood } from '../domain/commands.ts'
import { asId, type CommandId, instantOf, makeCommandId } from '../domain/ids.ts'
import type { RowOf } from '../domain/nouns.ts'
import { groundsOf } from '../domain/rights.ts'
import { commandShape, type ErrorAnswer, type Result } from '../domain/wire.ts'
import { beginningOf, effectDay, effectOf, NO_EFFECT } from './access.ts'
import { type AccountAnswer, type Asking, actOnAccount, isAccountAct } from './account-acts.ts'
import { carryOutWord, loadHeld, reopenOnNews } from './again.ts'
import type { Reading } from './database.ts'
import { gridOf } from './ground.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { type Judgement, judgeAsAuthor } from './judge.ts'
import { Ledger, type Staged, together } from './ledger.ts'
import { loadTouched } from './load.ts'
import { loadRecords, resultOf } from './records.ts'
import { keyOf } from './rows.ts'
import { type Answer, mustFindCommunity, type Server, type Who } from './server.ts'
import { refusal } from './sync.ts'

/** POST /api/admin: a command's type and payload, or a whole command where the same request may be sent twice. */
const request = v.object({
  type: v.pipe(v.string(), v.maxLength(60)),
  payload: v.unknown(),
  id: v.optional(commandShape.entries.id),
  preview: v.optional(v.boolean()),
})

export type AdminAnswer = { readonly result: Result } | { readonly preview: Preview } | AccountAnswer

/**
 * A coordinator's act, judged like every command by his posts. Besides the commands of class admin there is what is
 * done with accounts (account-acts.ts). With `preview` a command is judged and its effect told, and nothing is done.
 * Answers 200 {result} also for a refused command; 400 for what is no administration; 403 forbidden.
 */
export async function administer(
  server: Server,
  who: Asking,
  raw: unknown,
): Promise<Answer<AdminAnswer | ErrorAnswer>> {
  const parsed = v.safeParse(request, raw)
  if (!parsed.success) return refusal(400, 'bad_request')
  const { type, payload, id, preview } = parsed.output
  if (isAccountAct(type)) return actOnAccount(server, who, { type, payload })
  if (!isKnownType(type) || COMMAND_CLASS[type] !== 'admin') return refusal(400, 'bad_request')
  const now = server.clock()
  const command: Command = {
    id: (id as CommandId | undefined) ?? makeCommandId(now, server.chance(10)),
    n: 0,
    type,
    v: COMMAND_VERSION,
    happenedAt: instantOf(now),
    needs: [],
    seen: {},
    payload,
  }
  if (preview === true) return { status: 200, body: { preview: await previewAdmin(server, who, command) } }
  return { status: 200, body: { result: await runAdmin(server, who, command) } }
}

async function runAdmin(server: Server, who: Who, raw: Command): Promise<Result> {
  const receivedAt = instantOf(server.clock())
  const incoming = readIncoming(raw, { author: who.person, store: 'admin', clockOffset: 0, receivedAt })
  const done = await server.db.write(who.community, async (tx) => {
    const community = await mustFindCommunity(tx, who.community)
    const ledger = new Ledger(community, await server.grounds.within(tx, who.community, community.ground), receivedAt)
    await loadFor(tx, ledger, incoming)
    const result = settle(ledger, incoming)
    await reopenOnNews(server, tx, ledger)
    await ledger.write(tx)
    return { result, ledger }
  })
  const { head, community } = done.ledger
  if (head.seq !== community.head.seq) server.poke.tell(who.community, head.seq)
  return done.result
}
function previewAdmin(server: Server, who: Who, raw: Command): Promise<Preview> {
  const receivedAt = instantOf(server.clock())
  const incoming = readIncoming(raw, { author: who.person, store: 'admin', clockOffset: 0, receivedAt })
  return server.db.read(async (tx) => {
    const community = await mustFindCommunity(tx, who.community)
    const ledger = new Ledger(community, await server.grounds.within(tx, who.community, community.ground), receivedAt)
    const today = dayOf(receivedAt, ledger.ground.timeZone)
    if ('bad' in incoming.command) return { refused: incoming.command.bad, ...NO_EFFECT, from: today }
    await loadFor(tx, ledger, incoming)
    const from = effectDay(incoming.command, today)
    // What waits for a day is looked at as it will be carried out then.
    const at = from === today ? incoming.at : beginningOf(from, ledger.ground.timeZone)
    const judged = judge(ledger, { ...incoming, at }, incoming.command)
    if ('code' in judged) return { refused: judged.code, ...NO_EFFECT, from: today }
    const staged = ledger.stage(judged.changes, incoming.draft.id)
    return { from, ...(await effectOf(tx, { ledger, staged, day: from })) }
  })
}
async function loadFor(tx: Reading, ledger: Ledger, incoming: Incoming): Promise<void> {
  const { draft, command } = incoming
  for (const record of await loadRecords(tx, ledger.community.id, [draft.id])) ledger.records.set(record.id, record)
  if ('bad' in command) return
  await loadTouched(tx, ledger, [incoming])
  if (command.type === 'held.judge') await loadHeld(tx, ledger, asId(command.payload.command))
}

function settle(ledger: Ledger, incoming: Incoming): Result {
  const { draft, sentId, command } = incoming
  const known = ledger.records.get(draft.id)
  if (known !== undefined && known.author === draft.author && known.payload === draft.payload)
    return resultOf(known, sentId)
  if (known !== undefined) return { id: sentId, status: 'refused', seq: 0, mark: '', code: 'same_id_other_content' }
  const judged: Judgement =
    'bad' in command ? { status: 'refused', code: command.bad } : judge(ledger, incoming, command)
  if ('code' in judged) {
    return resultOf(ledger.keep({ ...draft, status: 'refused', code: judged.code, seq: 0, mark: '' }), sentId)
  }
  if ('bad' in command || command.type !== 'held.judge') return accept(ledger, incoming, judged)
  const word = carryOutWord(ledger, command, draft.receivedAt)
  if (typeof word === 'string') {
    return resultOf(ledger.keep({ ...draft, status: 'refused', code: word, seq: 0, mark: '' }), sentId)
  }
  // Fields an accepted edit sets are written by the edit, not by the word that let it through.
  const own = ledger.stage(judged.changes, draft.id)
  const theirs = ledger.stage(word.changes, word.record.id)
  const record = ledger.accept({ ...draft, status: 'ok', code: undefined }, together(own, theirs), word.record)
  ledger.keep(word.record)
  return resultOf(record, sentId)
}
function judge(ledger: Ledger, incoming: Incoming, command: Understood): Judgement {
  const grounds = groundsOf(ledger.rows.see(), incoming.draft.author)
  return judgeAsAuthor({ ledger, incoming, command, now: incoming.draft.receivedAt }, grounds)
}
function accept(
  ledger: Ledger,
  { draft, sentId, command }: Incoming,
  judged: Extract<Judgement, { changes: unknown }>,
): Result {
  const staged = ledger.stage(judged.changes, draft.id)
  if (!doorsLieRight(ledger, staged, command)) {
    return resultOf(ledger.keep({ ...draft, status: 'refused', code: 'failed', seq: 0, mark: '' }), sentId)
  }
  return resultOf(ledger.accept({ ...draft, status: judged.status, code: undefined }, staged), sentId)
}
/**
 * Who sees a door follows from where its pack lies, what the building says from its stairs: after a move both must
 * say the same, or somebody would go on seeing what was given to another.
 */
function doorsLieRight(ledger: Ledger, staged: Staged, command: Incoming['command']): boolean {
  if ('bad' in command || command.type !== 'grid.redraw') return true
  const regridded = new Map(staged.regrids)
  const liesRight = ({ id, body }: RowOf<'building'>, goes: ReadonlySet<string>): boolean =>
    ledger.rows
      .see()
      .under('door', id)
      .filter((door) => goes.has(door.body.stair))
      .every((door) => {
        const pack = staged.rows.get(keyOf(door))?.pack ?? door.pack
        const target = body.stairs.find((stair) => stair.id === door.body.stair)?.grid
        return (regridded.get(pack) ?? gridOf(ledger, pack)) === target
      })
  return command.payload.buildings.every(({ building, stairs }) => {
    const moved = staged.rows.get(keyOf({ kind: 'building', id: building }))
    return moved?.kind !== 'building' || liesRight(moved, new Set(stairs))
  })
}
