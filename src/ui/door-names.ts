import { doorNamer } from '../domain/door-names.ts'
import type { RowOf } from '../domain/nouns.ts'
import type { View } from '../store/contract.ts'
import { useView } from './live.ts'
import { oncePer } from './once-per.ts'

/** A view never changes, and every row of a list asks: one namer a view. */
const namerOf = oncePer<View, (household: RowOf<'household'>) => string>(doorNamer)

/** How to call doors where several lanes may be in sight. */
export const useDoorName = (): ReturnType<typeof namerOf> => namerOf(useView())
