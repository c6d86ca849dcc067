import type { Kind, RowOf } from './nouns.ts'
import type { See } from './see.ts'

/** Everything a view holds: what queries over the whole register read. */
export interface Rows extends See {
  all<K extends Kind>(kind: K): readonly RowOf<K>[]
}
