import * as v from 'valibot'
import type { PackSum } from '../domain/check.ts'
import { instantOf, type PackId } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { type ErrorAnswer, FRAME, FRAME_PREFIX, type Mark, type PackHeader, packsEnvelope } from '../domain/wire.ts'
import { numberOf, type Reading, textOf } from './database.ts'
import { isTooLarge, readSums } from './feed.ts'
import { type Ground, mayReadPack, type ScopedSight } from './ground.ts'
import { isOurs } from './marks.ts'
import { type Answer, mustFindCommunity, type Server, type Who } from './server.ts'
import { groundFor, refusal } from './sync.ts'

/**
 * The packs a person may hold, as a stream of frames (domain/wire.ts). Packs the person may not read are left out
 * without a word. Each pack is read when its turn comes, so nothing is held open while a slow phone reads; if a right
 * ends meanwhile the stream breaks off without its end frame. Answers 400, 403 and 409 as syncOnce does, and
 * 413 for a scope too large.
 */
export async function streamPacks(
  server: Server,
  who: Who,
  raw: unknown,
): Promise<AsyncIterable<Uint8Array> | Answer<ErrorAnswer>> {
  const parsed = v.safeParse(packsEnvelope, raw)
  if (!parsed.success) return refusal(400, 'bad_request')
  const { account, mark, want, have } = parsed.output
  if (account !== who.account) return refusal(409, 'other_account')
  const start = await server.db.read((tx) => startFor(server, tx, { who, mark }))
  if ('status' in start) return start
  if (!start.isOurs) return resetStream(server, start.head)
  const { head, scope, ground, sight } = start
  const wanted = want === undefined ? scope : readable(want, (pack) => mayReadPack(ground, sight, pack))
  const held = new Map(have)
  const send = wanted.filter((pack) => held.get(pack) !== (start.seqs.get(pack) ?? 0))
  return frames(server, who, { head, scope, send })
}
const readable = (want: readonly string[], may: (pack: PackId) => boolean): readonly PackId[] =>
  [...new Set(want as readonly PackId[])].filter(may)

async function* resetStream(server: Server, head: Mark): AsyncGenerator<Uint8Array> {
  yield frame(FRAME.head, { now: instantOf(server.clock()), head, scope: [], packs: 0, reset: 'restored' })
  yield frame(FRAME.end)
}

interface Start {
  readonly isOurs: boolean
  readonly head: Mark
  readonly scope: readonly PackId[]
  readonly ground: Ground
  readonly sight: ScopedSight
  readonly seqs: ReadonlyMap<PackId, number>
}
async function startFor(
  server: Server,
  tx: Reading,
  { who, mark }: { who: Who; mark: Mark | undefined },
): Promise<Start | Answer<ErrorAnswer>> {
  const community = await mustFindCommunity(tx, who.community)
  const { ground, sight } = await groundFor(server, tx, who)
  const { scope } = sight
  const isOurPhone = mark === undefined || (await isOurs(tx, who.community, mark))
  if (isOurPhone && !scope.includes(COMMUNITY_PACK)) return refusal(403, 'revoked')
  if (isTooLarge(await readSums(tx, { community, scope }))) return refusal(413, 'scope_too_large')
  const rows = await tx.all('SELECT id, seq FROM pack WHERE community = ?', who.community)
  const seqs = new Map(rows.map((row) => [textOf(row, 'id') as PackId, numberOf(row, 'seq')]))
  return { isOurs: isOurPhone, head: community.head, scope: ownFirst(ground, sight), ground, sight, seqs }
}

/** Pack c opens the map; then what the person's own posts reach most closely, so that work can begin early. */
function ownFirst(ground: Ground, sight: ScopedSight): readonly PackId[] {
  const own = new Set(sight.grounds.posts.map((post) => post.grid))
  const rankOf = (pack: PackId): number => {
    if (pack === COMMUNITY_PACK) return 0
    if (pack.startsWith('p:')) return 1
    const grid = ground.packs.get(pack)
    return grid !== null && grid !== undefined && own.has(grid) ? 2 : 3
  }
  return [...sight.scope].sort((a, b) => rankOf(a) - rankOf(b))
}

interface Stream {
  readonly head: Mark
  readonly scope: readonly PackId[]
  readonly send: readonly PackId[]
}
async function* frames(server: Server, who: Who, { head, scope, send }: Stream): AsyncGenerator<Uint8Array> {
  yield frame(FRAME.head, { now: instantOf(server.clock()), head, scope, packs: send.length })
  for (const pack of send) {
    const built = await buildPack(server, who, pack)
    if (built === undefined) return
    yield frame(FRAME.pack, built.header, built.blob)
  }
  yield frame(FRAME.end)
}

interface Built {
  readonly header: PackHeader
  readonly blob: Uint8Array
}
/** Undefined when the person may no longer read it. */
async function buildPack(server: Server, who: Who, pack: PackId): Promise<Built | undefined> {
  const read = await server.db.read(async (tx) => {
    const { ground, sight, head } = await groundFor(server, tx, who)
    if (!mayReadPack(ground, sight, pack)) return undefined
    const { seq, sum } = await stateOf(tx, who, pack)
    const key = `${who.community} ${pack} ${seq}`
    const header = { id: pack, seq, sum, mark: head }
    const found = server.blobs.find(key)
    if (found !== undefined) return { header, blob: found }
    const text = await packText(tx, who, { id: pack, seq })
    return { header, blob: server.blobs.make(key, () => server.gzip(text)) }
  })
  if (read === undefined) return undefined
  return { header: read.header, blob: await read.blob }
}
async function stateOf(tx: Reading, who: Who, pack: PackId): Promise<{ seq: number; sum: PackSum }> {
  const sql = 'SELECT seq, count, hash FROM pack WHERE community = ? AND id = ?'
  const [row] = await tx.all(sql, who.community, pack)
  if (row === undefined) return { seq: 0, sum: { count: 0, hash: 0 } }
  return { seq: numberOf(row, 'seq'), sum: { count: numberOf(row, 'count'), hash: numberOf(row, 'hash') } }
}
/** JSON of a PackBody; rows lie as JSON in the database and are not read to be written again. */
async function packText(tx: Reading, who: Who, pack: { id: PackId; seq: number }): Promise<string> {
  const sql = 'SELECT kind, id, seq, writer, body FROM entity WHERE community = ? AND pack = ? ORDER BY seq'
  const rows = await tx.all(sql, who.community, pack.id)
  const id = JSON.stringify(pack.id)
  const texts = rows.map(
    (row) =>
      `{"kind":${JSON.stringify(row['kind'])},"id":${JSON.stringify(row['id'])},"pack":${id},"seq":${row['seq']},"writer":${row['writer']},"body":${row['body']}}`,
  )
  return `{"id":${id},"seq":${pack.seq},"rows":[${texts.join(',')}]}`
}

const EMPTY = new Uint8Array(0)
function frame(sort: number, header?: unknown, body: Uint8Array = EMPTY): Uint8Array {
  const head = header === undefined ? EMPTY : new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(FRAME_PREFIX + head.byteLength + body.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, sort)
  view.setUint32(1, head.byteLength)
  view.setUint32(5, body.byteLength)
  bytes.set(head, FRAME_PREFIX)
  bytes.set(body, FRAME_PREFIX + head.byteLength)
  return bytes
}
