import type { HistoryEntry } from '../../domain/history.ts'
import type { Day } from '../../domain/ids.ts'
import { useView } from '../live.ts'
import { sayComing } from '../map/coming-words.ts'
import { label, t } from '../text/text.ts'
import { sayFullDay } from '../text/when.ts'

type Payload = NonNullable<HistoryEntry['payload']>
/** An act of administration in a sentence; grids, people and posts by what they are called today. */
export function useDeedWords(): (deed: HistoryEntry) => string {
  const view = useView()
  const roles = view('vocabulary', 'roles')?.body.terms ?? []
  const nameOf = (id: unknown): string => view('person', String(id))?.body.name ?? ''
  const gridOf = (id: unknown): string => view('grid', String(id))?.body.name ?? ''
  const dayOf = (day: unknown): string => (typeof day === 'string' ? sayFullDay(day as Day) : '')
  const postOf = (id: unknown): { readonly who: string; readonly post: string } => {
    const body = view('post', String(id))?.body
    const role = label(roles.find((term) => term.id === body?.role))
    return { who: nameOf(body?.person), post: `${role} ${gridOf(body?.grid)}`.trim() }
  }
  const redrawn = (payload: Payload): string => {
    const body = view('redraw', String(payload['redraw']))?.body
    return body === undefined ? gridOf(payload['grid']) : sayComing(view, body)
  }
  return ({ type, payload = {} }) => {
    const text = (field: string): string => String(payload[field] ?? '')
    switch (type) {
      case 'post.give':
        return t('office.did.give', { ...postOf(payload['post']), since: dayOf(payload['since']) })
      case 'post.end':
        return t('office.did.end', { ...postOf(payload['post']), until: dayOf(payload['until']) })
      case 'post.hand_over':
        return t('office.did.over', {
          ...postOf(payload['post']),
          next: nameOf(payload['person']),
          on: dayOf(payload['on']),
        })
      case 'person.rename':
        return t('office.did.rename', { name: text('name') })
      case 'code.give':
        return t('office.did.code', { who: nameOf(payload['person']) })
      case 'device.revoke':
        return t('office.did.device', { who: nameOf(payload['person']) })
      case 'sessions.revoke':
        return t('office.did.sessions', { who: nameOf(payload['person']) })
      case 'grid.add':
        return t('office.did.add', { name: text('name'), above: gridOf(payload['parent']) })
      case 'grid.rename':
        return t('office.did.gridName', { name: text('name') })
      case 'grid.redraw':
        return t('office.did.redraw', { what: redrawn(payload), on: dayOf(payload['on']) })
      case 'redraw.withdraw':
        return t('office.did.withdraw', { grid: gridOf(view('redraw', text('redraw'))?.body.grid) })
      case 'facility.set':
        return t('office.did.facility', { name: text('name') })
      case 'vocabulary.edit':
        return termWords(payload)
      default:
        return t('office.did.other')
    }
  }
}
function termWords(payload: Payload): string {
  const term = String(payload['zh'] ?? payload['term'])
  if (payload['ended'] === true) return t('office.did.termEnd', { term })
  if (payload['ended'] === false) return t('office.did.termBack', { term })
  return t(payload['zh'] === undefined && payload['en'] === undefined ? 'office.did.termPlace' : 'office.did.term', {
    term,
  })
}
