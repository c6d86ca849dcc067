import { asId, type BuildingId, type GridId, type PackId, type PersonId } from './ids.ts'

/**
 * The pack is the unit of transfer, storage and permission: all its rows have one audience. This one is never split,
 * however large: every start reads it whole before anything shows. That of the model community is 163 kB
 * of JSON; that of a town of 6,471 buildings (2.2 MB) opens in 211 ms at a quarter of a computer's speed, and in 536 ms
 * as one pack a grid.
 */
export const COMMUNITY_PACK: PackId = asId('c')
export const buildingPack = (building: BuildingId, leaf: GridId): PackId => asId(`b:${building}:${leaf}`)
export const gridPack = (grid: GridId): PackId => asId(`w:${grid}`)
/** What is published in a grid, for every member. */
export const openPack = (grid: GridId): PackId => asId(`o:${grid}`)
export const personPack = (person: PersonId): PackId => asId(`p:${person}`)
/** History outside the window; lies on no phone. */
export const historyPack = (pack: PackId): PackId => asId(`h:${pack.slice(2)}`)

/**
 * A pack for a stair, of a name that is not ruled out: the plain one of building and grid, else one with the stair as
 * its fourth part. A name alone does not tell where a pack lies: one that went to another grid whole has kept its name.
 */
export function newPackFor(
  { building, grid, stair }: { readonly building: BuildingId; readonly grid: GridId; readonly stair: string },
  isTaken: (pack: PackId) => boolean,
): PackId {
  const plain = buildingPack(building, grid)
  for (let pack = plain, n = 1; ; n++) {
    if (!isTaken(pack)) return pack
    pack = asId(n === 1 ? `${plain}:${stair}` : `${plain}:${stair}:${n}`)
  }
}

/**
 * Where a stair's first door lies, for whoever knows no pack but the own ones: the plain one of building and grid may
 * have gone to another grid whole, but that of a stair's own name was only ever given to doors of that stair.
 */
export const stairPack = (building: BuildingId, stair: { readonly id: string; readonly grid: GridId }): PackId =>
  asId(`${buildingPack(building, stair.grid)}:${stair.id}`)

export type PackName =
  | { readonly sort: 'c' }
  | { readonly sort: 'b' | 'h'; readonly building: BuildingId; readonly grid: GridId }
  | { readonly sort: 'o' | 'w'; readonly grid: GridId }
  | { readonly sort: 'p'; readonly person: PersonId }

/** Takes a pack's name apart (a fourth part only tells packs of one building and grid apart); undefined for a sort this build does not know. */
export function readPack(pack: PackId): PackName | undefined {
  const [sort, first = '', second = ''] = pack.split(':')
  switch (sort) {
    case 'c':
      return { sort }
    case 'b':
    case 'h':
      return { sort, building: asId(first), grid: asId(second) }
    case 'o':
    case 'w':
      return { sort, grid: asId(first) }
    case 'p':
      return { sort, person: asId(first) }
    default:
      return undefined
  }
}
