import type { BuildingId, Day, GridId, Instant, PersonId } from './ids.ts'
import type { Rings } from './nouns.ts'

/** A grid goes under another, with all that hangs on it. */
export interface GridMove {
  readonly grid: GridId
  readonly from: GridId | null
  readonly to: GridId
}
/** Stairs of one building hang on another grid. */
export interface StairsMove {
  readonly building: BuildingId
  readonly stairs: readonly { readonly stair: string; readonly from: GridId }[]
  readonly to: GridId
}
/**
 * A change of who looks after what, from a day on: a boundary, grids and buildings that go elsewhere, a grid that ends. It waits until that
 * day, is carried out by itself, and stays as the history of the grid.
 */
export interface RedrawBody {
  readonly grid: GridId
  /** Null: from then on the grid reaches as far as its buildings. Absent: the boundary stays as it is. */
  readonly boundary?: readonly Rings[] | null
  readonly grids: readonly GridMove[]
  readonly buildings: readonly StairsMove[]
  /** Why the grid itself ends then, once nothing hangs on it. */
  readonly end?: 'merged' | 'mistake'
  readonly on: Day
  readonly by: PersonId
  readonly at: Instant
  readonly state: 'waiting' | 'done' | 'withdrawn'
  /** So many of its moves found the thing somewhere else by then, and left it there. */
  readonly skipped?: number
}

/** What people of a grid go to: a service station, a canteen, a health point. */
export interface FacilityBody {
  /** Whose coordinator looks after the entry. */
  readonly grid: GridId
  /** Vocabulary poiKinds. */
  readonly sort: string
  readonly name: string
  /** Where it is, in WGS84. */
  readonly point: readonly [number, number]
  readonly phone?: string
  /** Opening hours, which bell: what one should know before going. */
  readonly note?: string
  readonly foreignId?: string
  /** Since when it is there no more. */
  readonly ended?: { readonly on: Day }
}

export interface MapBodies {
  readonly redraw: RedrawBody
  readonly facility: FacilityBody
}
