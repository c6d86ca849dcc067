import { asId, type BuildingId, type GridId, type HouseholdId } from '../../src/domain/ids.ts'
import { buildingPack } from '../../src/domain/packs.ts'

/** Community A of the benchmark: what a phone of the whole community holds, as many of each as the claims name. */
export const BUILDINGS = 118
export const HOUSEHOLDS = 2716
export const RESIDENTS = 6300
export const VISITS = 8000
export const NEEDS = 1500
export const MICRO_GRIDS = 7

/** The first residential area is the measured one; others stand beside it only where the server is to hold more. */
export const staffId = (n: number): string => `p-staff-${n}`
export const leaderId = (n: number): string => `p-leader-${n}`
/** Of one micro-grid, which is 17 buildings. */
export const MICRO_LEADER = 'p-micro'
export const areaId = (area: number): GridId => asId(`g${area}`)
export const microId = (micro: number, area: number): GridId => asId(`g${area}-m${micro}`)
export const leafId = (place: number, area: number): GridId => asId(`g${area}-s${place}`)
export const buildingId = (place: number, area = 0): BuildingId => asId(`b${area}-${place}`)
export const packOf = (place: number, area = 0) => buildingPack(buildingId(place, area), leafId(place, area))
export const householdId = (n: number, area = 0): HouseholdId => asId(`h${area}-${String(n).padStart(5, '0')}`)
/** Households in turn: those of a building are every 118th. */
export const householdsOf = (place: number): readonly number[] =>
  Array.from({ length: Math.ceil((HOUSEHOLDS - place) / BUILDINGS) }, (_, k) => place + k * BUILDINGS)
