import { asId, type BuildingId, type DoorId, type GridId, type HouseholdId, type PackId } from '../../domain/ids.ts'
import type { BuildingBody, DoorBody, GridBody, Stair } from '../../domain/nouns.ts'
import { buildingPack } from '../../domain/packs.ts'
import type { Chance } from './chance.ts'
import { LABELS, type PlannedDoor, planDoors } from './doors.ts'
import { type ModelHome, modelDoors, modelHome } from './model-building.ts'
import { drawEstate } from './outlines.ts'
import { type Form, nameOf, type PlannedBuilding, type PlannedGrid, planEstate } from './plan.ts'

const HOUSEHOLDS = 2716

export interface Placed<B> {
  readonly id: string
  readonly body: B
}
/** Where a household lives, before anybody has moved in. */
export interface Place {
  readonly household: HouseholdId
  readonly doors: readonly DoorId[]
  readonly label?: string
  readonly pack: PackId
  readonly leaf: GridId
  readonly micro: GridId
  readonly form: Form
  readonly shared: boolean
  readonly model?: ModelHome
}
export interface Leaf {
  readonly id: GridId
  readonly micro: GridId
  readonly name: string
}
export interface Estate {
  readonly grids: readonly Placed<GridBody>[]
  readonly leaves: readonly Leaf[]
  readonly buildings: readonly Placed<BuildingBody>[]
  readonly doors: readonly (Placed<DoorBody> & { readonly pack: PackId })[]
  readonly places: readonly Place[]
  readonly modelLeaf: GridId
}

export const STREET: GridId = asId('g-street')
export const BLOCK: GridId = asId('g-block')
export const RESIDENTIAL: GridId = asId('g-a')

/** One stair with its doors, in the order in which people would walk the estate. */
interface PlannedStair {
  readonly building: BuildingId
  readonly form: Form
  readonly stair: Stair
  readonly micro: GridId
  readonly number: number
  doors: readonly PlannedDoor[]
}

export function buildEstate(chance: Chance): Estate {
  const plan = planEstate()
  const shapes = drawEstate(plan)
  const grids: Placed<GridBody>[] = [...upperGrids()]
  const leaves: Leaf[] = []
  const buildings: Placed<BuildingBody>[] = []
  const stairs: PlannedStair[] = []
  for (const grid of plan) {
    const micro = asId<'grid'>(`g-${grid.order}`)
    grids.push({ id: micro, body: { level: 'micro', parent: RESIDENTIAL, name: grid.name, order: grid.order } })
    const own = leavesOf(grid, micro)
    leaves.push(...new Map(own.flat().map((leaf) => [leaf.id, leaf])).values())
    grid.buildings.forEach((planned, place) => {
      const id = asId<'building'>(`b${grid.order}${String(place + 1).padStart(2, '0')}`)
      const made = stairsOf(id, planned, own[place] ?? [])
      const shape = shapes.get(grid.order)?.[place]
      const order = buildings.length + 1
      buildings.push({
        id,
        body: bodyOf(grid, planned, { order, stairs: made, shape: shape === undefined ? [] : [shape] }),
      })
      made.forEach((stair, at) => {
        const number = planned.numbers[at] ?? 0
        const lots = chance.fork(`doors/${stair.id}`)
        const doors = planned.form === 'model' ? modelDoors(number) : planDoors(planned.form, lots)
        stairs.push({ building: id, form: planned.form, stair, micro, number, doors })
      })
    })
  }
  fitHouseholds(stairs, chance.fork('fit'))
  grids.push(...leaves.map(leafGrid))
  const modelLeaf = stairs.find((stair) => stair.form === 'model')?.stair.grid ?? RESIDENTIAL
  return { grids, leaves, buildings, modelLeaf, ...moveIn(stairs) }
}

const upperGrids = (): readonly Placed<GridBody>[] => [
  { id: STREET, body: { level: 'street', parent: null, name: '示范街道总网格', order: 1 } },
  { id: BLOCK, body: { level: 'block', parent: STREET, name: '河滨街区网格', order: 1 } },
  { id: RESIDENTIAL, body: { level: 'residential', parent: BLOCK, name: 'A社区', order: 1 } },
]
const leafGrid = (leaf: Leaf, place: number): Placed<GridBody> => ({
  id: leaf.id,
  body: { level: 'stair', parent: leaf.micro, name: leaf.name, order: place + 1 },
})

/** Which leaf each stair of each building belongs to: a long slab has two leaders, two small ones side by side share one. */
function leavesOf(grid: PlannedGrid, micro: GridId): readonly (readonly Leaf[])[] {
  const found: Leaf[][] = []
  let made = 0
  const open = (numbers: readonly number[]): Leaf => {
    made += 1
    return { id: asId(`${micro}-${String(made).padStart(2, '0')}`), micro, name: nameOf(grid.lane, numbers) }
  }
  const isSmall = (building: PlannedBuilding | undefined): boolean =>
    building?.form === 'slab' && building.numbers.length === 1
  grid.buildings.forEach(({ numbers }, place) => {
    const before = grid.buildings[place - 1]
    const after = grid.buildings[place + 1]
    const joined = found[place - 1]
    if (numbers.length === 4 && grid.buildings[place]?.form === 'slab') {
      const [first, second] = [open(numbers.slice(0, 2)), open(numbers.slice(2))]
      found.push([first, first, second, second])
    } else if (isSmall(grid.buildings[place]) && isSmall(before) && joined?.[0]?.name.includes('–')) {
      found.push(joined)
    } else if (isSmall(grid.buildings[place]) && isSmall(after)) {
      found.push([open([...numbers, ...(after?.numbers ?? [])])])
    } else {
      const leaf = open(numbers)
      found.push(numbers.map(() => leaf))
    }
  })
  return found
}

const stairsOf = (building: BuildingId, planned: PlannedBuilding, leaves: readonly Leaf[]): readonly Stair[] =>
  planned.numbers.map((number, place) => ({
    id: `${building}.${place + 1}`,
    label: `${number}号`,
    grid: (leaves[place] ?? leaves[0])?.id ?? RESIDENTIAL,
  }))

const ATTRIBUTES: Readonly<Record<Form, readonly string[]>> = {
  slab: ['no_lift'],
  model: ['no_lift'],
  duplex: ['no_lift'],
  corridor: ['no_lift', 'open_corridor_north'],
  point: ['high_rise', 'basement'],
  court: ['no_lift', 'low_lying'],
  street: ['no_lift', 'ebike_risk'],
  lane: ['no_lift', 'shared_kitchen', 'dilapidated', 'gas_bottled'],
}
const bodyOf = (
  grid: PlannedGrid,
  planned: PlannedBuilding,
  rest: Pick<BuildingBody, 'order' | 'stairs' | 'shape'>,
): BuildingBody => ({
  name: nameOf(grid.lane, planned.numbers),
  ...rest,
  attributes: ATTRIBUTES[planned.form],
})

const homesIn = (stairs: readonly PlannedStair[]): number =>
  stairs.reduce((sum, { doors }) => sum + doors.reduce((homes, door) => homes + door.homes.length, 0), 0)

/** Old flats are shared by one household more, or a flat stands for storage, until the community has its number. */
function fitHouseholds(stairs: readonly PlannedStair[], chance: Chance): void {
  const old = stairs.filter(({ form }) => form !== 'model' && form !== 'point')
  for (let homes = homesIn(stairs); homes !== HOUSEHOLDS; homes = homesIn(stairs)) {
    const stair = chance.pick(old)
    const door = chance.pick(stair.doors)
    if (door.homes.length !== 1 || door.homes.some((planned) => planned.andNext)) continue
    const changed: PlannedDoor =
      homes < HOUSEHOLDS
        ? { ...door, homes: LABELS.slice(0, 2).map((label) => ({ label })) }
        : { ...door, use: 'store', homes: [] }
    stair.doors = stair.doors.map((other) => (other === door ? changed : other))
  }
}

function moveIn(stairs: readonly PlannedStair[]): Pick<Estate, 'doors' | 'places'> {
  const doors: Estate['doors'][number][] = []
  const places: Place[] = []
  for (const { building, form, stair, micro, number, doors: planned } of stairs) {
    const pack = buildingPack(building, stair.grid)
    planned.forEach(({ homes, ...door }, place) => {
      const id = asId<'door'>(`${stair.id}.${place + 1}`)
      doors.push({ id, pack, body: { building, stair: stair.id, ...door } })
      for (const { label, andNext } of homes) {
        const model = form === 'model' ? modelHome(number, door.room, label) : undefined
        places.push({
          household: asId(`h${String(places.length + 1).padStart(4, '0')}`),
          doors: andNext ? [id, asId(`${stair.id}.${place + 2}`)] : [id],
          pack,
          leaf: stair.grid,
          micro,
          form,
          shared: homes.length > 1,
          ...(label === undefined ? {} : { label }),
          ...(model === undefined ? {} : { model }),
        })
      }
    })
  }
  return { doors, places }
}
