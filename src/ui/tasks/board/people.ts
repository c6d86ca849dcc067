import { useCallback, useMemo } from 'preact/hooks'
import type { Instant } from '../../../domain/ids.ts'
import type { RowOf, Term } from '../../../domain/nouns.ts'
import { readPack } from '../../../domain/packs.ts'
import { lastDone } from '../../../domain/task-check.ts'
import { offered } from '../../../domain/terms.ts'
import type { View } from '../../../store/contract.ts'
import { useView } from '../../live.ts'
import { useMayWrite } from '../data.ts'
import { sayPerson } from '../words.ts'

export interface Volunteer {
  readonly card: RowOf<'card'>
  readonly name: string
  /** When something was last done that was checked; shown, and never an order. */
  readonly last: Instant | undefined
}
/** A view never changes, and thousands of Chinese names are slow to sort: once a view, however often the page is opened. */
const kept = new WeakMap<View, readonly Volunteer[]>()
/** Everybody whose card may be read, by name: an order that says nothing about anybody. */
export function useVolunteers(): readonly Volunteer[] {
  const view = useView()
  const volunteers = kept.get(view) ?? byName(view)
  kept.set(view, volunteers)
  return volunteers
}
function byName(view: View): readonly Volunteer[] {
  const last = lastDone(view)
  const { compare } = new Intl.Collator('zh-CN')
  return view
    .all('card')
    .map((card) => ({ card, name: sayPerson(view, card.body.person), last: last.get(card.body.person) }))
    .sort((a, b) => compare(a.name, b.name))
}
/** Whose groups this person gives. */
export function useMayPut(): (card: RowOf<'card'>) => boolean {
  const mayEdit = useMayWrite('card.edit')
  return useCallback(
    (card) => {
      const pack = readPack(card.pack)
      return pack?.sort === 'w' && mayEdit(pack.grid)
    },
    [mayEdit],
  )
}
export function useTerms(list: 'volunteerGroups' | 'volunteerSkills' | 'availabilitySlots'): readonly Term[] {
  const terms = useView()('vocabulary', list)?.body.terms
  return useMemo(() => offered(terms ?? []), [terms])
}
