import type { CommunityId } from './ids.ts'
import type { Kind } from './nouns.ts'

/** What an import says over the wire. Codes are words of closed lists in server/import/problems.ts. */
export type ImportSource = 'roster' | 'buildings' | 'grids' | 'posts' | 'boundaries' | 'facilities'
export const IMPORT_SOURCES: readonly ImportSource[] = [
  ...(['roster', 'buildings', 'grids', 'boundaries', 'facilities', 'posts'] as const),
]
/** How a file's coordinates are meant. Maps sold in China bear one of two datums that lie up to a kilometre off. */
export const DATUMS = ['wgs84', 'gcj02', 'bd09', 'epsg3857'] as const
export type Datum = (typeof DATUMS)[number]
/** The largest file that is taken, in bytes. */
export const IMPORT_FILE_LIMIT = 64 * 1024 * 1024

/** How a file was understood, so that a person may correct it before anything is written. */
export type ImportPreview = TablePreview | MapPreview
export interface TablePreview {
  readonly kind: 'table'
  /** Line of the header; 0 where the table has none. */
  readonly line: number
  /** `field` is empty where a column says nothing to us. */
  readonly columns: readonly { readonly header: string; readonly field: string; readonly isIdentity: boolean }[]
  readonly rows: number
  /** The first rows below the header, identity numbers gone. */
  readonly sample: readonly { readonly line: number; readonly cells: readonly string[] }[]
  /** Fields a column may mean; of each group at least one is needed. */
  readonly fields: readonly string[]
  readonly needs: readonly (readonly string[])[]
  /** The one that somebody chose for the table's coordinates. */
  readonly datum?: Datum
}
export interface MapPreview {
  readonly kind: 'map'
  readonly datum: Datum
  /** Code of the remark that says where the datum comes from. */
  readonly how: string
  readonly buildings: number
  /** Name, address, id and number of points of the first buildings. */
  readonly sample: readonly (readonly string[])[]
}

export type Counted =
  | ('grids' | 'buildings' | 'doors' | 'households' | 'residents' | 'people' | 'posts')
  | ('boundaries' | 'facilities')
export type Fate = 'new' | 'changed' | 'same'
/** `line` counts from 1 as an editor shows it; for GeoJSON it is the place of the feature. */
export interface RejectedRow {
  readonly file: ImportSource
  readonly line: number
  readonly reason: string
  /** What was found, shortened; never an identity number. */
  readonly found?: string
  /** Passed over and told, but no reason to stop. */
  readonly isHarmless?: boolean
}
export interface ImportRemark {
  readonly file: ImportSource
  readonly code: string
  readonly found: string
  readonly count: number
  readonly line: number
}
/** A field with what the register says and what the file says. */
export interface FieldDifference {
  readonly field: string
  readonly before: string | readonly string[]
  readonly after: string | readonly string[]
}
export interface RowDifference {
  readonly kind: Kind
  readonly name: string
  readonly fields: readonly FieldDifference[]
}
/** A sample of what would come of a file; the counts are exact. */
export interface Difference {
  readonly added: readonly { readonly kind: Kind; readonly name: string }[]
  readonly changed: readonly RowDifference[]
  /** Somebody wrote these at a door: the file says otherwise and does not win. */
  readonly kept: readonly RowDifference[]
}
export interface ImportReport {
  readonly community: { readonly id: CommunityId; readonly name: string; readonly isNew: boolean }
  readonly dryRun: boolean
  /** False on a dry run, where a row was rejected and good rows alone were not wanted, and where `isStale`. */
  readonly written: boolean
  /** The register has moved on since the difference was shown: nothing was written. */
  readonly isStale: boolean
  /** The register says all of it already. */
  readonly nothingNew: boolean
  /** Names the difference: given back at the end, so that what was shown is what is written. */
  readonly digest: string
  readonly counts: Readonly<Record<Counted, Readonly<Record<Fate, number>>>>
  /** In the register at the doors of the file, but not in the file; they stay. */
  readonly missing: { readonly households: number; readonly residents: number }
  /** Fields that somebody edited since; the file says otherwise and does not win. */
  readonly kept: number
  readonly difference: Difference
  readonly rejected: readonly RejectedRow[]
  readonly remarks: readonly ImportRemark[]
  readonly onlyInRoster: readonly string[]
  readonly onlyInBuildings: readonly string[]
  readonly codes: readonly { readonly name: string; readonly code: string; readonly expires: string }[]
}

export type ImportStage = 'reading' | 'comparing' | 'ready' | 'writing' | 'done' | 'failed' | 'stopped'
/** One file on its way in, as the person who brings it sees it. */
export interface ImportJob {
  readonly id: string
  readonly source: ImportSource
  readonly stage: ImportStage
  /** Rows or buildings read so far as known; absent before. */
  readonly rows?: number
  readonly preview?: ImportPreview
  readonly report?: ImportReport
  readonly fault?: { readonly code: string; readonly found: string }
}
export interface ImportChoices {
  readonly datum?: Datum | undefined
  /** Field by the place of its column, counted from 0; empty where the column is not to be used. */
  readonly columns?: Readonly<Record<string, string>> | undefined
}
