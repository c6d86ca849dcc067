import type { DueRules } from '../../domain/due.ts'
import type { CommunityId, Day, DoorId, PackId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { Change } from '../../domain/see.ts'
import type { Dictionary } from './dictionary.ts'
import type { Tally } from './diff.ts'
import type { KnownRows } from './known-rows.ts'
import type { Numbers } from './numbers.ts'
import type { Rejected, Remarks } from './problems.ts'

/** What the plans of buildings, homes and people share. */
export interface Planning {
  readonly community: CommunityId
  readonly dictionary: Dictionary
  readonly rules: DueRules
  readonly today: Day
  readonly tally: Tally
  readonly known: KnownRows
  readonly changes: Change[]
  readonly rejected: Rejected[]
  readonly remarks: Remarks
  readonly numbers: Numbers
}
/** A door with the households behind it. */
export interface DoorAt {
  readonly id: DoorId
  readonly pack: PackId
  readonly households: readonly RowOf<'household'>[]
}
