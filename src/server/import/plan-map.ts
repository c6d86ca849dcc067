import { planeAt, simplify } from '../../domain/geometry.ts'
import type { CommunityId, GridId } from '../../domain/ids.ts'
import type { FacilityBody } from '../../domain/map-nouns.ts'
import type { Rings, Term } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { isAtOrBelow } from '../../domain/rights.ts'
import { type Change, put } from '../../domain/see.ts'
import type { RowSet } from '../rows.ts'
import { diffRow, type Tally } from './diff.ts'
import type { GridTree } from './grid-tree.ts'
import { derivedId } from './ids.ts'
import type { Footprint } from './parsed.ts'
import type { Rejected } from './problems.ts'

export interface MapPlanning {
  readonly community: CommunityId
  readonly ground: RowSet
  readonly grids: GridTree
  readonly tally: Tally
  readonly rejected: Rejected[]
}

/** More corners than this say nothing more to the eye, and every member's phone carries them. */
const MOST_CORNERS = 200
/**
 * Boundaries on the grids of their names; several areas of one name are one boundary. Which houses belong to a grid
 * does not change by it: a coordinator moves them, from a day on. One that has ended since stays so, and is told.
 */
export function planBoundaries(planning: MapPlanning, areas: readonly Footprint[]): readonly Change[] {
  const { ground, grids, tally, rejected } = planning
  const shapes = new Map<string, Rings[]>()
  for (const { line, name = '', shape } of areas) {
    const found = grids.find(name).filter((id) => isOwn(planning, id))
    const [only, other] = found
    const ended = only === undefined ? grids.findEnded(name) : undefined
    if (ended !== undefined) {
      tally.kept.push({ kind: 'grid', id: ended, field: 'ended', said: '' })
      continue
    }
    if (only === undefined || other !== undefined) {
      rejected.push({
        file: 'boundaries',
        line,
        reason: only === undefined ? 'unknown_grid' : 'ambiguous_grid',
        found: name,
      })
      continue
    }
    shapes.set(only, [...(shapes.get(only) ?? []), ...shape.map(plain)])
  }
  return [...shapes].flatMap(([id, boundary]): readonly Change[] => {
    const row = ground.all('grid').find((grid) => grid.id === id)
    const set = row === undefined ? { boundary } : diffRow(tally, row, { boundary })
    const isSame = Object.keys(set).length === 0
    tally.count('boundaries', isSame ? 'same' : row?.body.boundary === undefined ? 'new' : 'changed')
    return isSame ? [] : [{ op: 'set', kind: 'grid', id, set, edit: false }]
  })
}
/** What lies above the committee is others' to draw. */
const isOwn = ({ ground, grids }: MapPlanning, id: GridId): boolean => isAtOrBelow(ground.see(), id, grids.home())

function plain(rings: Rings): Rings {
  const [corner] = rings[0] ?? []
  if (corner === undefined) return rings
  const plane = planeAt(corner)
  return rings.map((ring) => {
    const points = ring.map(plane.project)
    for (let metres = 0.5, line = simplify(points, metres); ; metres *= 2, line = simplify(points, metres))
      if (line.length <= MOST_CORNERS || metres > 1e6)
        return line.length === points.length ? ring : ring.filter((_, at) => line.includes(points[at] ?? [0, 0]))
  })
}

/** What maps of the world call the terms of the list; others are found by their id and their words. */
const SORT_WORDS: Readonly<Record<string, string>> = {
  townhall: 'committee',
  居民委员会: 'committee',
  居委: 'committee',
  community_centre: 'service_station',
  social_centre: 'service_station',
  服务站: 'service_station',
  党群服务中心: 'service_station',
  clinic: 'health_station',
  doctors: 'health_station',
  卫生服务站: 'health_station',
  卫生站: 'health_station',
  childcare: 'kindergarten',
  gatehouse: 'gate',
  门卫: 'gate',
  park: 'garden',
  花园: 'garden',
  food_court: 'canteen',
  食堂: 'canteen',
  老年食堂: 'canteen',
  助餐点: 'canteen',
  defibrillator: 'aed',
  fire_hydrant: 'hydrant',
  charging_station: 'charging',
  assembly_point: 'shelter',
  waste_disposal: 'garbage',
  waste_transfer_station: 'garbage',
  垃圾房: 'garbage',
}
/** Service points of the sorts that the community's list has; a map of the world has many others, which are passed over. */
export function planFacilities(planning: MapPlanning, points: readonly Footprint[]): readonly Change[] {
  const { community, ground, grids, tally, rejected } = planning
  const terms = ground.see()('vocabulary', 'poiKinds')?.body.terms ?? []
  const known = new Map(ground.all('facility').map((row) => [row.id, row]))
  const changes: Change[] = []
  for (const { line, name, foreignId, sort = '', point, phone, note } of points) {
    const term = sort
      .split('|')
      .map((word) => termOf(terms, word))
      .find((one) => one !== undefined)
    if (term === undefined || point === undefined) {
      rejected.push({ file: 'facilities', line, reason: 'unknown_sort', found: [sort, name].filter(Boolean).join(' ') })
      continue
    }
    const said: FacilityBody = {
      ...{ grid: grids.home(), sort: term.id, name: (name ?? term.zh).slice(0, 60), point },
      ...(phone === undefined ? {} : { phone }),
      ...(note === undefined ? {} : { note: note.slice(0, 400) }),
      ...(foreignId === undefined ? {} : { foreignId }),
    }
    const key =
      foreignId === undefined
        ? [said.name, term.id, ...(name === undefined ? point.map(String) : [])]
        : ['#', foreignId]
    const id = `f-${derivedId(community, 'facility', key)}`
    const row = known.get(id)
    // A coordinator gave it to another grid, or says that it has closed: the file knows nothing of that.
    const { grid: _, ...rest } = said
    const set = row === undefined ? undefined : diffRow(tally, row, rest as unknown as Record<string, unknown>)
    tally.count('facilities', set === undefined ? 'new' : Object.keys(set).length === 0 ? 'same' : 'changed')
    if (set === undefined) changes.push(put('facility', { id, pack: COMMUNITY_PACK }, said))
    else if (Object.keys(set).length > 0) changes.push({ op: 'set', kind: 'facility', id, set, edit: false })
  }
  return changes
}
function termOf(terms: readonly Term[], word: string): Term | undefined {
  const wanted = SORT_WORDS[word] ?? word
  return terms.find(({ id, zh, en }) => id === wanted || zh === wanted || en.toLowerCase() === wanted.toLowerCase())
}
