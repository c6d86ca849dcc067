import type { PostBody } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { label, t } from '../text/text.ts'
import { sayFullDay } from '../text/when.ts'

/** 楼组长 88弄 12号（代班） */
export function usePostWords(): (post: Pick<PostBody, 'role' | 'grid' | 'standIn'>) => string {
  const view = useView()
  const roles = view('vocabulary', 'roles')?.body.terms ?? []
  return ({ role, grid, standIn }) => {
    const words = `${label(roles.find((term) => term.id === role)) || role} ${view('grid', grid)?.body.name ?? ''}`
    return standIn === true ? t('office.standInAt', { post: words }) : words
  }
}
/** Taken back before it began. */
export const wasNever = ({ since, until }: Pick<PostBody, 'since' | 'until'>): boolean =>
  until !== null && until < since
export const sayPeriod = ({ since, until }: Pick<PostBody, 'since' | 'until'>): string =>
  until === null || until < since
    ? t('office.sinceDay', { day: sayFullDay(since) })
    : t('office.period', { since: sayFullDay(since), until: sayFullDay(until) })
