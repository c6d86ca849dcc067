import { useMemo } from 'preact/hooks'
import { COMMUNITY_ROW, timeZoneOf } from '../domain/due.ts'
import { mayImport } from '../domain/import-right.ts'
import type { ImportSource } from '../domain/import-wire.ts'
import type { Mode, RowOf, Term } from '../domain/nouns.ts'
import { groundsOf, rightsOf, roundOf } from '../domain/rights.ts'
import { useClock, useLive } from './live.ts'
import { todayOf } from './text/when.ts'

export interface Person {
  readonly mayVisit: boolean
  readonly mayReview: boolean
  readonly mayCoordinate: boolean
  readonly mayClaim: boolean
  readonly mayLead: boolean
  readonly posts: readonly RowOf<'post'>[]
  /** The grids whose doors are this person's own round; undefined for those who have none. */
  readonly round: ReturnType<typeof roundOf>
  /** The role of the widest post held today. */
  readonly role: Term | undefined
  readonly timeZone: string
  readonly mode: { readonly id: Mode; readonly term: Term | undefined }
}

/** What the signed-in person may do today, for showing what exists for them; the server judges all the same. */
export function useRights(): Person {
  const live = useLive()
  const view = live.view.value
  const today = todayOf(useClock())
  const { person } = live.status.value.session
  return useMemo(() => {
    const rights = rightsOf(view, person, today)
    const mode = view('community', COMMUNITY_ROW)?.body.mode ?? 'peace'
    const termIn = (list: string, id: string | undefined): Term | undefined =>
      view('vocabulary', list)?.body.terms.find((term) => term.id === id)
    return {
      ...rights,
      round: roundOf(view, person, today),
      role: termIn('roles', rights.posts[0]?.body.role),
      timeZone: timeZoneOf(view),
      mode: { id: mode, term: termIn('modes', mode) },
    }
  }, [view, person, today])
}

/** Whether the signed-in person may bring in files of a kind. */
export function useMayImport(): (source: ImportSource) => boolean {
  const live = useLive()
  const view = live.view.value
  const today = todayOf(useClock())
  const { person } = live.status.value.session
  return useMemo(() => {
    const grounds = groundsOf(view, person)
    const grids = view.all('grid')
    return (source) => mayImport(grounds, { grids, today }, source)
  }, [view, person, today])
}
