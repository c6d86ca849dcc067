import { createHash } from 'node:crypto'
import { dayOf } from '../../domain/calendar.ts'
import { COMMUNITY_ROW } from '../../domain/due.ts'
import {
  type CommunityId,
  type Day,
  type GridId,
  type Instant,
  instantOf,
  makeCommandId,
  type PackId,
  type PersonId,
} from '../../domain/ids.ts'
import type { ImportReport } from '../../domain/import-wire.ts'
import type { Row } from '../../domain/nouns.ts'
import { importAuthor } from '../changed.ts'
import { giveCode } from '../codes.ts'
import { commitServerChanges } from '../commit.ts'
import type { Reading } from '../database.ts'
import { loadRows, RowSet, type Wanted } from '../rows.ts'
import { addCommunity, listCommunities, mustFindCommunity, type Server } from '../server.ts'
import { splitLargePacks } from '../split.ts'
import { doorsPutRight, withDecisions } from './decided.ts'
import { differenceOf } from './difference.ts'
import { derivedId } from './ids.ts'
import type { ParsedFiles } from './parsed.ts'
import { type ImportPlan, type Matched, matchFiles, planImport } from './plan.ts'
import { isHarmless } from './problems.ts'

export interface ImportOptions {
  /** By name or id; needed only where there are several. A name that no community has begins a new one. */
  readonly community?: string
  readonly dryRun: boolean
  readonly acceptGoodRows: boolean
  /** The digest of the difference that was shown: where the register has moved on since, nothing is written. */
  readonly digest?: string
  /** Who has confirmed the difference: history tells it as theirs. */
  readonly by?: PersonId
  readonly signal?: AbortSignal
  onStage?(stage: 'comparing' | 'writing'): void
}
interface GivenSignIn {
  readonly name: string
  readonly code: string
  readonly expires: Instant
}
/** Which community is meant cannot be told: these are there. */
export interface WhichCommunity {
  readonly communities: readonly string[]
}
const NEW_NAME = '社区'

/**
 * Brings files into a community: all of it in one transaction or nothing. The same files again change nothing.
 * Everything is planned before anything is written, so a dry run and a refusal cost no write.
 */
export async function runImport(
  server: Server,
  files: ParsedFiles,
  options: ImportOptions,
): Promise<ImportReport | WhichCommunity> {
  const target = await chooseCommunity(server, options.community)
  if ('communities' in target) return target
  options.onStage?.('comparing')
  const plan = await server.db.read(async (tx) => {
    const { packs, ...ground } = await groundOf(server, tx, target)
    const matched = matchFiles(target, ground, files)
    const { made, register } = await planKnowing(tx, { target, matched, packs })
    return { ...made, difference: differenceOf(made, [register]) }
  })
  const digest = digestOf(plan)
  const isStale = options.digest !== undefined && options.digest !== digest
  const isRefused = plan.rejected.some(({ reason }) => !isHarmless(reason)) && !options.acceptGoodRows
  const written = !options.dryRun && !isRefused && !isStale
  // From here on there is no way back but the whole way: everything is one transaction.
  options.signal?.throwIfAborted()
  if (written) options.onStage?.('writing')
  const codes = written ? await write(server, target, { ...plan, by: options.by ?? importAuthor }) : []
  return reportOf(target, plan, { dryRun: options.dryRun, written, isStale, digest, codes })
}

async function groundOf(server: Server, tx: Reading, { community, isNew }: Target) {
  if (isNew) return { rows: new RowSet(), namesOnce: new Map(), packs: new Map<PackId, GridId | null>() }
  const { ground } = await mustFindCommunity(tx, community)
  const { rows, packs } = await server.grounds.get(tx, community, ground)
  return { ...(await withDecisions(tx, community, rows)), packs }
}
interface Ready {
  readonly target: Target
  readonly matched: Matched
  readonly packs: ReadonlyMap<PackId, GridId | null>
}
/** Plans with the buildings of the files, and again with those into which somebody of the files has moved. */
async function planKnowing(tx: Reading, { target, matched, packs }: Ready) {
  const concerned = new Set<string>(
    matched.book.all.filter(({ entries, row }) => entries.length > 0 && row !== undefined).map(({ id }) => id),
  )
  const register = new RowSet(matched.ground.rows)
  const load = async (wanted: Partial<Wanted>): Promise<readonly Row[]> =>
    target.isNew ? [] : loadRows(tx, target.community, { rows: [], under: [], packs: [], ...wanted })
  const asSaid = await doorsPutRight(tx, target.community)
  const bring = async (wanted: readonly PackId[]): Promise<void> => {
    if (wanted.length > 0) for (const row of await load({ packs: wanted })) register.put(asSaid(row))
  }
  await bring([...packs.keys()].filter((pack) => pack.startsWith('b:') && concerned.has(pack.split(':')[1] ?? '')))
  const asked = new Set<string>()
  for (;;) {
    const made = planImport(matched, { register, packs })
    const missed = made.missed.filter(([kind, id]) => !asked.has(`${kind}/${id}`))
    for (const [kind, id] of missed) asked.add(`${kind}/${id}`)
    const found = missed.length === 0 ? [] : await load({ rows: missed })
    if (found.length === 0) return { made, register }
    await bring([...new Set(found.map(({ pack }) => pack))])
  }
}

interface Target {
  readonly community: CommunityId
  readonly name: string
  readonly isNew: boolean
  readonly today: Day
}
/** The one named; else the only one there is; else, in an empty database, a new one. */
async function chooseCommunity(server: Server, wanted: string | undefined): Promise<Target | WhichCommunity> {
  const now = instantOf(server.clock())
  // One without a name was begun and never founded (the process ended between the two): it is begun again.
  const known = (await Promise.all((await listCommunities(server)).map((id) => describe(server, id)))).flat()
  const [only, second] = known
  const found = wanted === undefined ? only : known.find(({ id, name }) => name === wanted || id === wanted)
  if (wanted === undefined && second !== undefined) return { communities: known.map(({ name }) => name) }
  if (found !== undefined)
    return { community: found.id, name: found.name, isNew: false, today: dayOf(now, found.timeZone) }
  const name = wanted ?? NEW_NAME
  const id = `k${derivedId('' as CommunityId, 'community', [name])}` as CommunityId
  return { community: id, name, isNew: true, today: dayOf(now, 'Asia/Shanghai') }
}
const describe = (server: Server, id: CommunityId) =>
  server.db.read(async (tx) => {
    const { ground } = await mustFindCommunity(tx, id)
    const kept = await server.grounds.get(tx, id, ground)
    const founded = kept.rows.see()('community', COMMUNITY_ROW)
    return founded === undefined ? [] : [{ id, name: founded.body.name, timeZone: kept.timeZone }]
  })

async function write(
  server: Server,
  target: Target,
  plan: ImportPlan & { readonly by: PersonId },
): Promise<readonly GivenSignIn[]> {
  if (target.isNew) await addCommunity(server, target.community)
  // A fresh id each time: a value that was changed and is changed back by the same file is new work.
  const commands = plan.parts.map(({ name, changes }) => ({
    id: makeCommandId(server.clock(), server.chance(10)),
    type: 'server.import',
    author: plan.by,
    payload: { part: name },
    changes,
  }))
  const [first] = await commitServerChanges(server, target.community, commands)
  // Before any phone asks for the packs that have grown.
  await splitLargePacks(server, target.community, { since: (first?.seq ?? 1) - 1 })
  const codes: GivenSignIn[] = []
  for (const { id, name } of plan.people) codes.push({ name, ...(await giveCode(server, target.community, id)) })
  return codes
}

/** The same files over the same register on the same day have the same digest. */
function digestOf({ parts }: ImportPlan): string {
  const hash = createHash('sha256')
  // Part by part: a town in one text would take its size in memory again.
  for (const part of parts) hash.update(JSON.stringify(part))
  return hash.digest('base64url')
}

function reportOf(
  target: Target,
  plan: ImportPlan & Pick<ImportReport, 'difference'>,
  done: Pick<ImportReport, 'dryRun' | 'written' | 'isStale' | 'digest' | 'codes'>,
): ImportReport {
  const { tally, difference, remarks, onlyInRoster, onlyInBuildings } = plan
  const rejected = plan.rejected.map((row) => (isHarmless(row.reason) ? { ...row, isHarmless: true } : row))
  return {
    community: { id: target.community, name: target.name, isNew: target.isNew },
    ...done,
    nothingNew: plan.parts.length === 0,
    counts: tally.counts,
    missing: tally.missing,
    kept: tally.kept.length,
    difference,
    rejected: rejected.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    remarks,
    onlyInRoster,
    onlyInBuildings,
  }
}
