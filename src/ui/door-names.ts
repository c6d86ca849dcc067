import { doorNamer } from '../domain/door-names.ts'
import type { RowOf } from '../domain/nouns.ts'
import type { View } from '../store/contract.ts'
import { useView } from './live.ts'

type Namer = (household: RowOf<'household'>) => string
/** A view never changes, and every row of a list asks: one namer a view. */
const kept = new WeakMap<View, Namer>()

/** How to call doors where several lanes may be in sight. */
export function useDoorName(): Namer {
  const view = useView()
  const namer = kept.get(view) ?? doorNamer(view)
  kept.set(view, namer)
  return namer
}
