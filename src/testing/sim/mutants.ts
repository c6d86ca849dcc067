import { registerHooks } from 'node:module'

/** A fault of the kind that a tired engineer makes: one text of one file replaced by another. */
export interface Mutant {
  /** Below src/. */
  readonly file: string
  readonly from: string
  readonly to: string
  /** The worlds in which it is looked for: those of rounds unless told. */
  readonly scene?: 'claims' | 'sheets'
}

/** Each must be caught by the histories kept for it. */
export const MUTANTS = {
  'outbox emptied at the ack': {
    file: 'store/answers.ts',
    from: 'await tables.outbox.bulkPut(acked)',
    to: 'await tables.outbox.bulkDelete(acked.map(({ id }) => id))',
  },
  'no compare in T3': {
    file: 'store/pull-commit.ts',
    from: "if (state.rev !== plan.end.expected.rev) return 'stale'",
    to: '',
  },
  'mark not chained': {
    file: 'server/marks.ts',
    from: '.update(mark.hash)\n    .update(taken.id)\n    .update(taken.receivedAt)',
    to: '.update(String(mark.seq))',
  },
  'acks left out of the mark': {
    file: 'store/answers.ts',
    from: 'let mark = highest(state.mark, answer.head ?? NO_MARK)\n    for (const result of answer.results) {',
    to: 'let mark = state.mark\n    for (const result of [] as Result[]) {',
  },
  'late answer not compared': {
    file: 'store/answers.ts',
    from: "if (isStale(state, sent)) return 'stale'",
    to: '',
  },
  'no re-push': {
    file: 'store/reset.ts',
    from: 'await t.outbox.bulkPut([...back, ...acked.map(',
    to: 'void ([...back, ...acked.map(',
  },
  'lost packs kept': {
    file: 'store/pull-commit.ts',
    from: 'await t.pack.bulkDelete(plan.end.lost.map((id): [number, string] => [gen, id]))',
    to: '',
  },
  'no exit on move': {
    file: 'server/ledger.ts',
    from: 'exits.push({ seq: stamp.seq, kind: after.kind, id: after.id, pack: before.pack })',
    to: '',
  },
  'no idempotency': {
    file: 'server/push.ts',
    from: 'if (known === undefined) return this.#decide(incoming)',
    to: 'if (known === undefined || known !== undefined) return this.#decide(incoming)',
  },
  'cursor before the rows': {
    file: 'store/pull.ts',
    from: 'const state = await commitPull(database, plan)',
    to: "await database.run('rw', ['meta'], async (t) => void (await t.meta.put({ key: 'state', value: { ...(await readMeta(t, 'state')), cursor: plan.to.seq } })))\n  const state = await commitPull(database, plan)",
  },
  'a refused command blocks followers': {
    file: 'server/push.ts',
    from: 'const results = inOrder.map((each) => batch.answer(each))',
    to: "let isBlocked = false\n    const results = inOrder.map((each): Result => {\n      if (isBlocked) return { id: each.sentId, status: 'retry', seq: 0, mark: '' }\n      const result = batch.answer(each)\n      isBlocked = result.status === 'held' || result.status === 'refused'\n      return result\n    })",
  },
  'conflict overwritten silently': {
    file: 'domain/edit.ts',
    from: "return isAlone && isAhead(seen, field, context) ? 'set' : 'conflict'",
    to: "return 'set'",
  },
  'attention dropped': {
    file: 'store/answers.ts',
    from: 'await tables.attention.bulkPut(attention)',
    to: '',
  },
  'rows applied though older': {
    file: 'store/pack-rows.ts',
    from: 'if (row.pack !== pack.id || row.seq <= pack.seq) continue',
    to: 'if (row.pack !== pack.id) continue',
  },
  'arrival order ignored': {
    scene: 'claims',
    file: 'domain/settle-task.ts',
    from: 'desk.setClaim(command.id, { ...claim, order })',
    to: 'desk.setClaim(command.id, { ...claim, order: Date.parse(command.happenedAt) })',
  },
  "expiry by the phone's clock": {
    scene: 'claims',
    file: 'server/judge.ts',
    from: 'now: ledger.now,',
    to: 'now: incoming.at,',
  },
  'wait list not advanced': {
    scene: 'claims',
    file: 'domain/task-desk.ts',
    from: 'this.offer(free, id)',
    to: 'void free',
  },
  'disclosure kept': {
    scene: 'claims',
    file: 'domain/task-desk.ts',
    from: "return known === undefined ? [] : [put('disclosure', { id, pack: historyPack(pack) }, emptied)]",
    to: 'return []',
  },
  'capacity checked outside the transaction': {
    scene: 'claims',
    file: 'domain/task-desk.ts',
    from: "see.under('seat', task.id)) this",
    to: "((globalThis.seen ??= new Map()).get(task.id) ?? globalThis.seen.set(task.id, see.under('seat', task.id)).get(task.id))) this",
  },
  'a re-pushed confirmed claim refused': {
    file: 'server/push.ts',
    from: "isRequest(incoming) && hadItsWay(incoming)\n      ? { status: 'held', code: 'was_accepted' }\n      : judged",
    to: 'false ? judged : judged',
    scene: 'claims',
  },
  'the wait list not numbered anew': {
    scene: 'claims',
    file: 'domain/task-desk.ts',
    from: 'this.#restTurns()',
    to: '',
  },
  'a check that was taken back counts': {
    scene: 'claims',
    file: 'domain/decide-desk.ts',
    from: '{ minutes: 0, back: true, ...by }',
    to: '{ minutes: 0, ...by }',
  },
  'time counted again at each check': {
    scene: 'claims',
    file: 'domain/hours.ts',
    from: '+ last.minutes)',
    to: '+ (checked ?? []).reduce((sum, { minutes }) => sum + minutes, 0))',
  },
  'a contact told after it was taken back': {
    scene: 'claims',
    file: 'domain/task-desk.ts',
    from: 'contact.gone !== true && ',
    to: '',
  },
  'a contact kept when the task is over': {
    scene: 'claims',
    file: 'domain/task-desk.ts',
    from: 'if (isOn && mayKnowContact(claim)',
    to: 'if (mayKnowContact(claim)',
  },
  "a publisher's sheet not kept up": {
    scene: 'sheets',
    file: 'domain/task-desk.ts',
    from: ', ...sheetChanges(this.#see, published, this.now)]',
    to: ']',
  },
  'a sheet kept after the post': {
    scene: 'sheets',
    file: 'domain/sheet.ts',
    from: "return mayWrite(grounds, change) === 'ok' && !",
    to: 'return !',
  },
  'the former leader forgotten': {
    file: 'domain/permission.ts',
    from: "if (able.some((post) => isInFormer(post, attempt))) return 'late'",
    to: '',
  },
  'received kept after safe': {
    file: 'store/sweep.ts',
    from: 'return at !== undefined && (record.seq <= now.safe || at < longLost)',
    to: 'return at !== undefined && at < longLost',
  },
  'unsent work emptied with the rest': {
    file: 'store/reset.ts',
    from: 't.staged.clear(), t.received.clear()])',
    to: 't.staged.clear(), t.received.clear(), t.outbox.clear()])',
  },
  'a scope beyond the posts': {
    file: 'server/ground.ts',
    from: '&& mayReadPack(ground, sight, pack)).sort()',
    to: "&& (!pack.startsWith('p:') || mayReadPack(ground, sight, pack))).sort()",
  },
  'a need never shown': {
    file: 'store/mirror.ts',
    from: 'if (held === undefined || row.seq >= held.seq) rows.set(row.id, row)',
    to: "if (row.kind !== 'need' && (held === undefined || row.seq >= held.seq)) rows.set(row.id, row)",
  },
  'what is noted of a merged household stays behind': {
    file: 'domain/settle.ts',
    from: 'const along = goAlong(sight, settling)',
    to: 'const along = settling',
  },
  "a coordinator's word is taken back by a copy that comes late": {
    file: 'server/push.ts',
    from: "status === 'refused' && seq === 0",
    to: "status === 'refused' && seq >= 0",
    scene: 'claims',
  },
  'a command of a newer build ends the batch': {
    file: 'store/answers.ts',
    from: "if (error instanceof Fault && error.kind === 'upgrade') return undefined",
    to: '',
  },
} as const satisfies Readonly<Record<string, Mutant>>
export type MutantName = keyof typeof MUTANTS

/** Modules read from now on are read with the fault in them. Throws where the text is not there exactly once. */
export function plant({ file, from, to }: Mutant): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      if (!url.endsWith(`/src/${file}`)) return loaded
      return { ...loaded, source: mutate(String(loaded.source), { file, from, to }) }
    },
  })
}
export function mutate(source: string, { file, from, to }: Mutant): string {
  const parts = source.split(from)
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${from}`)
  return parts.join(to)
}
