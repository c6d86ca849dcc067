import { dueRules } from '../../domain/due.ts'
import type { CommunityId, Day, PersonId } from '../../domain/ids.ts'
import type { Kind } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { type Change, put } from '../../domain/see.ts'
import { foundingChanges } from '../founding.ts'
import { RowSet } from '../rows.ts'
import { type BookedBuilding, BuildingBook } from './building-book.ts'
import type { Ground } from './decided.ts'
import { dictionaryOf } from './dictionary.ts'
import { Tally } from './diff.ts'
import { GridTree } from './grid-tree.ts'
import { derivedId } from './ids.ts'
import { KnownRows } from './known-rows.ts'
import { Numbers } from './numbers.ts'
import type { Footprint, Footprints, ParsedFiles } from './parsed.ts'
import { type BuildingPlanning, planBuilding } from './plan-building.ts'
import { planGrids } from './plan-grids.ts'
import { type MapPlanning, planBoundaries, planFacilities } from './plan-map.ts'
import { planPosts } from './plan-posts.ts'
import { type Rejected, type Remark, Remarks } from './problems.ts'
import { type RosterEntry, readRoster } from './roster.ts'

export interface ImportTarget {
  readonly community: CommunityId
  readonly name: string
  readonly isNew: boolean
  readonly today: Day
}
/** What the files say, matched with the buildings that the community has. */
export interface Matched {
  readonly target: ImportTarget
  /** Pack c as it was decided, with the default lists where the community is new. */
  readonly ground: Ground
  readonly founding: readonly Change[]
  readonly book: BuildingBook
  readonly entries: readonly RosterEntry[]
  readonly staff: Pick<ParsedFiles, 'grids' | 'posts'>
  /** Boundaries and service points, as read. */
  readonly map: Pick<ParsedFiles, 'boundaries' | 'facilities'>
  readonly rejected: readonly Rejected[]
  readonly remarks: Remarks
}
export interface ImportPlan {
  /** One part a building; every part is one command. */
  readonly parts: readonly { readonly name: string; readonly changes: readonly Change[] }[]
  readonly tally: Tally
  readonly rejected: readonly Rejected[]
  readonly remarks: readonly Remark[]
  readonly onlyInRoster: readonly string[]
  readonly onlyInBuildings: readonly string[]
  readonly people: readonly { readonly id: PersonId; readonly name: string }[]
  /** Rows that were looked for and are not in the given register: they may lie in a pack that is not loaded. */
  readonly missed: readonly (readonly [kind: Kind, id: string])[]
}

const MAPS = ['buildings', 'boundaries', 'facilities'] as const
const SOURCES = ['roster', 'grids', 'posts', ...MAPS] as const

/** First half: reads the rows and finds their buildings, so that the caller knows which packs to load. Pure. */
export function matchFiles(target: ImportTarget, given: Ground, files: ParsedFiles): Matched {
  const founding = target.isNew ? foundingChanges(target.name) : []
  const rows = new RowSet(given.rows)
  const ground = { ...given, rows }
  for (const change of founding) {
    if (change.op === 'put') rows.put({ ...change, seq: 0, writer: {} } as never)
  }
  const remarks = new Remarks()
  for (const file of ['grids', 'posts', 'roster'] as const) {
    const { identity = [], unused = [] } = files[file] ?? {}
    for (const found of identity) remarks.add({ file, code: 'identity_column', found, line: 1 })
    for (const found of unused) remarks.add({ file, code: 'unused_column', found, line: 1 })
  }
  for (const file of SOURCES)
    for (const remark of files[file]?.remarks ?? []) remarks.add({ file, ...remark, line: remark.line ?? 1 })
  const dictionary = dictionaryOf(rows.see())
  const read = readRoster(files.roster?.rows ?? [], { dictionary, remarks, today: target.today })
  const book = new BuildingBook(target.community, rows.all('building'))
  book.addFootprints((files.buildings?.footprints ?? []) as unknown as readonly Footprint[])
  const rejected: Rejected[] = [...read.rejected]
  for (const file of MAPS)
    for (const { line, reason, found } of files[file]?.rejected ?? [])
      rejected.push({ file, line, reason, ...(found === undefined ? {} : { found }) })
  for (const entry of read.entries) {
    const booked = book.findOrMake(entry.place.building)
    if (booked === 'ambiguous')
      rejected.push({ file: 'roster', line: entry.line, reason: 'ambiguous_building', found: entry.place.building.own })
    else booked.entries.push(entry)
  }
  return { target, ground, founding, book, entries: read.entries, staff: files, map: files, rejected, remarks }
}

/**
 * Second half: every change the files ask for, none where the register says the same already. `register` holds pack c
 * and all packs of the buildings named in the files, `packs` says where each pack of the community lies. Where `missed`
 * is found in other packs, the plan holds only with these loaded too. Pure.
 */
export function planImport(
  matched: Matched,
  { register, packs }: Pick<BuildingPlanning, 'packs'> & { readonly register: RowSet },
): ImportPlan {
  const { target, book } = matched
  const { rows: ground, namesOnce } = matched.ground
  // A plan may be made again, with more of the register: what it has to say is its own.
  const remarks = new Remarks(matched.remarks)
  const [known, numbers] = [new KnownRows(register), new Numbers(matched.entries)]
  const dictionary = dictionaryOf(ground.see())
  const tally = new Tally()
  const rejected: Rejected[] = [...matched.rejected]
  const grids = new GridTree(target.community, target.name, matched.ground)
  grids.home()
  const drawn = planGrids({ grids, dictionary }, matched.staff.grids?.rows ?? [])
  const named = book.all.filter(({ footprint, entries }) => footprint !== undefined || entries.length > 0)
  const orders = ordersOf(named, ground)
  // In the order of the file: of two rows about one person the first one speaks, however the register is ordered.
  const parts = [...named].sort(byLine).map((booked) => {
    const changes: Change[] = []
    const planning: BuildingPlanning = {
      ...{ community: target.community, dictionary, rules: dueRules(ground.see()), today: target.today },
      ...{ tally, changes, rejected, remarks, known, numbers, grids, packs, orders },
    }
    planBuilding(planning, booked)
    return { name: `building ${booked.id}`, changes }
  })
  known.finish()
  const staff = planPosts(
    {
      ...{ community: target.community, dictionary, grids, remarks, today: target.today, tally },
      ...{ people: ground.all('person'), posts: ground.all('post'), namesOnce },
    },
    [
      ...drawn.posts.map((row) => ({ ...row, file: 'grids' as const })),
      ...(matched.staff.posts?.rows ?? []).map((row) => ({ ...row, file: 'posts' as const })),
    ],
  )
  const first = target.isNew && staff.people.length === 0 ? firstCoordinator(target, grids) : undefined
  const planning: MapPlanning = { community: target.community, ground, grids, tally, rejected }
  const map = [
    ...planBoundaries(planning, featuresIn(matched.map.boundaries)),
    ...planFacilities(planning, featuresIn(matched.map.facilities)),
  ]
  tally.kept.push(...grids.kept)
  tally.counts.grids = { new: grids.changes.length, ...grids.named }
  const before = [...matched.founding, ...grids.changes, ...grids.codeChanges]
  const ended = grids.emptied(ground.see(), { today: target.today, posts: staff.changes })
  const after = [...staff.changes, ...(first?.changes ?? []), ...ended]
  return {
    parts: [
      { name: 'community', changes: before },
      ...parts,
      { name: 'map', changes: map },
      { name: 'posts', changes: after },
    ].filter((part) => part.changes.length > 0),
    tally,
    rejected: [...rejected, ...drawn.rejected, ...staff.rejected],
    remarks: remarks.list(),
    missed: [...known.missed.values()],
    ...uncovered(book, named),
    people: [...staff.people, ...(first === undefined ? [] : [first.person])],
  }
}

/** New buildings come after those that are there. */
function ordersOf(named: BuildingBook['all'], ground: RowSet): ReadonlyMap<string, number> {
  const last = Math.max(0, ...ground.all('building').map(({ body }) => body.order))
  return new Map(named.filter(({ row }) => row === undefined).map(({ id }, place) => [id, last + 1 + place]))
}
const lineOf = ({ entries }: BookedBuilding): number => entries[0]?.line ?? Number.MAX_SAFE_INTEGER
const byLine = (a: BookedBuilding, b: BookedBuilding): number => lineOf(a) - lineOf(b)
const featuresIn = (read: Footprints | undefined): readonly Footprint[] =>
  (read?.footprints ?? []) as unknown as readonly Footprint[]

/** Somebody must be able to sign in to a new community and give the other posts. */
function firstCoordinator({ community, name, today }: ImportTarget, grids: GridTree) {
  const person = {
    id: derivedId(community, 'person', ['first coordinator']),
    name: /\p{Script=Han}/u.test(name) ? '居委干部' : 'Coordinator',
  }
  const grid = grids.home()
  const id = derivedId(community, 'post', [person.id, 'committee_staff', grid])
  const changes: readonly Change[] = [
    put('person', { id: person.id, pack: COMMUNITY_PACK }, { name: person.name }),
    put(
      'post',
      { id, pack: COMMUNITY_PACK },
      { person: person.id, grid, role: 'committee_staff', since: today, until: null },
    ),
  ]
  return { person, changes }
}

/** Buildings that one of the two files does not know; said only where both were given. */
function uncovered(book: BuildingBook, named: BuildingBook['all']) {
  const isBoth =
    named.some(({ footprint }) => footprint !== undefined) && named.some(({ entries }) => entries.length > 0)
  const names = (holds: (booked: BuildingBook['all'][number]) => boolean) =>
    isBoth ? book.all.filter(holds).map(({ name }) => name) : []
  return {
    onlyInRoster: names(
      ({ footprint, entries, row }) =>
        footprint === undefined && entries.length > 0 && (row?.body.shape.length ?? 0) === 0,
    ),
    onlyInBuildings: names(({ footprint, entries }) => footprint !== undefined && entries.length === 0),
  }
}
