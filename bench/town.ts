import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asId, type BuildingId, type Day, type GridId, makeCommandId } from '../src/domain/ids.ts'
import type { CareLevel, Rings } from '../src/domain/nouns.ts'
import { buildingPack, COMMUNITY_PACK } from '../src/domain/packs.ts'
import { type Change, put } from '../src/domain/see.ts'
import { commitServerChanges } from '../src/server/commit.ts'
import { DEMO_COMMUNITY, fillDemo } from '../src/server/demo/demo.ts'
import { DEMO_PEOPLE } from '../src/server/demo/posts.ts'
import { makeServer } from '../src/server/server.ts'
import { openDatabase } from '../src/server/sqlite.ts'

/** A whole town as one GeoJSON file of footprints; beside the repository where somebody has it. */
const TOWN = '../shared/data/geo/snezhinsk_town_buildings.geojson'
export const hasTown = (): boolean => existsSync(TOWN)

interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}
/** The demo community with the town's buildings besides: a household behind each, in grids of a few hundred. */
export async function fillTown(dataDir: string): Promise<number> {
  const server = makeServer({ db: openDatabase(join(dataDir, 'minqing.db')) })
  await fillDemo(server)
  const shapes = readShapes()
  const perGrid = 300
  const grids = Array.from({ length: Math.ceil(shapes.length / perGrid) }, (_, at) =>
    shapes.slice(at * perGrid, (at + 1) * perGrid),
  )
  const commands = grids.map((own, at) => ({
    id: makeCommandId(
      Date.now(),
      Uint8Array.from({ length: 10 }, (_, place) => (place < 2 ? (at >> (8 * place)) & 255 : 7)),
    ),
    type: 'server.demo',
    author: DEMO_PEOPLE.coordinator,
    changes: gridChanges(at, own),
  }))
  await commitServerChanges(server, DEMO_COMMUNITY, commands)
  await server.db.close()
  return shapes.length
}

/** From west to east, so that a grid's buildings lie together. */
function readShapes(): readonly Rings[][] {
  const { features } = JSON.parse(readFileSync(TOWN, 'utf8')) as { readonly features: readonly Feature[] }
  const shapes = features.map(({ geometry }): Rings[] =>
    geometry.type === 'Polygon' ? [geometry.coordinates as Rings] : (geometry.coordinates as Rings[]),
  )
  return shapes.sort((a, b) => (a[0]?.[0]?.[0]?.[0] ?? 0) - (b[0]?.[0]?.[0]?.[0] ?? 0))
}

const LEVELS: readonly CareLevel[] = ['red', 'yellow', 'blue', 'green', 'green', 'grey']
function gridChanges(at: number, shapes: readonly Rings[][]): readonly Change[] {
  const grid: GridId = asId(`town-${at}`)
  const c = (id: string) => ({ id, pack: COMMUNITY_PACK })
  const name = `${at + 1}区`
  const body = { level: 'micro', parent: asId<'grid'>('g-a'), name, order: 100 + at } as const
  const pack = buildingPack(asId(`town-${at}-0`), grid)
  return [
    put('grid', c(grid), body),
    ...shapes.flatMap((shape, place): Change[] => {
      const building: BuildingId = asId(`town-${at}-${place}`)
      const stairs = [{ id: '1', label: '', grid }]
      const door = { building, stair: '1', floor: 1, room: '1', order: 1, use: 'home' } as const
      const care = LEVELS[(at * 7 + place) % LEVELS.length] ?? 'grey'
      const due = '2026-12-01' as Day
      const schedule = { lastReached: null, lastVisit: null, nextDue: due, misses: 0 }
      return [
        put('building', c(building), { name: `${place + 1}号`, order: 1000 + place, stairs, shape, attributes: [] }),
        put('door', { id: `d-${building}`, pack }, door),
        put(
          'household',
          { id: `h-${building}`, pack },
          { doors: [asId(`d-${building}`)], dwelling: 'owner', care, tags: [], ...schedule },
        ),
      ]
    }),
  ]
}
