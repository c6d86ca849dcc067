import { dueRules } from '../../domain/due.ts'
import type { CommunityId, Day, PersonId } from '../../domain/ids.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { type Change, put } from '../../domain/see.ts'
import { foundingChanges } from '../founding.ts'
import { RowSet } from '../rows.ts'
import { BuildingBook } from './building-book.ts'
import { dictionaryOf } from './dictionary.ts'
import { Tally } from './diff.ts'
import { GridTree } from './grid-tree.ts'
import { derivedId } from './ids.ts'
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
  /** Pack c, with the default lists where the community is new. */
  readonly ground: RowSet
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
}

const MAPS = ['buildings', 'boundaries', 'facilities'] as const
const SOURCES = ['roster', 'grids', 'posts', ...MAPS] as const

/** First half: reads the rows and finds their buildings, so that the caller knows which packs to load. Pure. */
export function matchFiles(target: ImportTarget, given: RowSet, files: ParsedFiles): Matched {
  const founding = target.isNew ? foundingChanges(target.name) : []
  const ground = new RowSet(given)
  for (const change of founding) {
    if (change.op === 'put') ground.put({ ...change, seq: 0, writer: {} } as never)
  }
  const remarks = new Remarks()
  const { rows = [] } = files.roster ?? {}
  for (const file of ['grids', 'posts', 'roster'] as const) {
    const { identity = [], unused = [] } = files[file] ?? {}
    for (const found of identity) remarks.add({ file, code: 'identity_column', found, line: 1 })
    for (const found of unused) remarks.add({ file, code: 'unused_column', found, line: 1 })
  }
  for (const file of SOURCES) for (const remark of files[file]?.remarks ?? []) remarks.add({ file, line: 1, ...remark })
  const dictionary = dictionaryOf(ground.see())
  const read = readRoster(rows, { dictionary, remarks, today: target.today })
  const book = new BuildingBook(target.community, ground.all('building'))
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
 * and all packs of the buildings named in the files, `packs` says where each pack of the community lies. Pure.
 */
export function planImport(
  matched: Matched,
  { register, packs }: Pick<BuildingPlanning, 'register' | 'packs'>,
): ImportPlan {
  const { target, ground, book, remarks } = matched
  const dictionary = dictionaryOf(ground.see())
  const tally = new Tally()
  const rejected: Rejected[] = [...matched.rejected]
  const grids = new GridTree(target.community, target.name, ground.all('grid'))
  grids.home()
  const drawn = planGrids({ grids, dictionary }, matched.staff.grids?.rows ?? [])
  const orders = ground.all('building').map(({ body }) => body.order)
  let order = Math.max(0, ...orders)
  const nextOrder = (): number => {
    order += 1
    return order
  }
  const named = book.all.filter(({ footprint, entries }) => footprint !== undefined || entries.length > 0)
  const parts = named.map((booked) => {
    const changes: Change[] = []
    const planning: BuildingPlanning = {
      ...{ community: target.community, dictionary, rules: dueRules(ground.see()), today: target.today },
      ...{ tally, changes, rejected, grids, register, packs, nextOrder },
    }
    planBuilding(planning, booked)
    return { name: `building ${booked.id}`, changes }
  })
  const staff = planPosts(
    {
      ...{ community: target.community, dictionary, grids, remarks, today: target.today, tally },
      ...{ people: ground.all('person'), posts: ground.all('post') },
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
  tally.counts.grids = { new: grids.changes.length, ...grids.named }
  const before = [...matched.founding, ...grids.changes, ...grids.codeChanges]
  const after = [...staff.changes, ...(first?.changes ?? [])]
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
    ...uncovered(book, named),
    people: [...staff.people, ...(first === undefined ? [] : [first.person])],
  }
}

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
