import { addressOf } from '../../domain/address.ts'
import { becomeOf } from '../../domain/goes-along.ts'
import type { PackId } from '../../domain/ids.ts'
import type { Bodies, Kind, RowOf } from '../../domain/nouns.ts'
import { type Change, put, type See } from '../../domain/see.ts'
import type { RowSet } from '../rows.ts'

type Household = RowOf<'household'>
/** A household that rows of a file may mean, and where its people are to be found. */
export interface Home {
  readonly row: Household
  /** Itself, or what it has become by merging or by a split of all its people; undefined where that one has ended. */
  readonly standing: Household | undefined
  /** The households merged on the way there. */
  readonly way: readonly string[]
}

/**
 * What the register holds, as the plan of an import asks for it. Whoever has moved lies in a pack that the file does
 * not name: what was looked for and not found is remembered, so that the caller can load it and plan again.
 */
export class KnownRows {
  readonly missed = new Map<string, readonly [kind: Kind, id: string]>()
  readonly see: See
  readonly #register: RowSet
  readonly #planned = new Map<string, unknown>()
  readonly #spokenOf = new Set<string>()
  readonly #met = new Set<string>()
  readonly #later: (() => void)[] = []

  constructor(register: RowSet) {
    this.#register = register
    const one = <K extends Kind>(kind: K, id: string) => {
      const row = register.find(kind, id)
      if (row === undefined) this.missed.set(`${kind}/${id}`, [kind, id])
      return row as unknown as RowOf<K> | undefined
    }
    this.see = Object.assign(one, {
      under: <K extends Kind>(kind: K, parent: string) =>
        register.under(kind, parent) as unknown as readonly RowOf<K>[],
    })
  }

  /** A new row. One that the register holds is never written over: what people wrote there would be gone. */
  put<K extends Kind>(kind: K, place: { readonly id: string; readonly pack: PackId }, body: Bodies[K]): Change {
    const key = `${kind}/${place.id}`
    if (this.#register.find(kind, place.id) !== undefined || this.#planned.has(key))
      throw new Error(`an import would write over ${key}`)
    this.#planned.set(key, body)
    return put(kind, place, body)
  }
  /** What this plan puts under the id, if it does. */
  planned<K extends Kind>(kind: K, id: string): Bodies[K] | undefined {
    return this.#planned.get(`${kind}/${id}`) as Bodies[K] | undefined
  }

  /** Whether this is the first row of the file that speaks of the record: a second one would be judged by the first. */
  isFirst({ kind, id }: { readonly kind: Kind; readonly id: string }): boolean {
    const key = `${kind}/${id}`
    if (this.#spokenOf.has(key)) return false
    this.#spokenOf.add(key)
    return true
  }
  /** The file names this one, in whichever row. */
  meet(...ids: readonly (string | undefined)[]): void {
    for (const id of ids) if (id !== undefined) this.#met.add(id)
  }
  isMet(id: string): boolean {
    return this.#met.has(id)
  }
  /** Work that has to know what all rows of the file say. */
  atEnd(work: () => void): void {
    this.#later.push(work)
  }
  finish(): void {
    for (const work of this.#later) work()
  }

  homeOf(row: Household): Home {
    if (row.body.ended === undefined) return { row, standing: row, way: [] }
    const { into, way = [] } = becomeOf(this.see, 'household', row.id) ?? {}
    return { row, standing: into?.body.ended === undefined ? into : undefined, way }
  }
  /** Who lives, or lived, in a household; of a merged one those who came along from it. */
  peopleOf({ row, standing }: Home): readonly RowOf<'resident'>[] {
    const now = this.see.under('resident', (standing ?? row).id)
    const isFrom = (resident: RowOf<'resident'>): boolean => resident.body.from?.some((id) => id === row.id) === true
    return row.body.ended?.why === 'merged' && standing !== undefined ? now.filter(isFrom) : now
  }
  /** Building, stair and room where a household is to be found. */
  nameOf(household: Household): string {
    const { building, stair, door } = addressOf(this.see, household.body) ?? {}
    return [building?.body.name, stair?.label, door?.body.room, household.body.label].filter(Boolean).join(' ')
  }
}
