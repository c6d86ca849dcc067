import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { facilitiesFor } from '../../domain/facilities.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { isNamed } from '../../domain/pinyin.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card, Section } from '../parts/pieces.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'

const MOST = 12
/**
 * Service points by their name or by what they are. By characters alone: whether letters read 食堂 would need the
 * dictionary for every word in letters, and a household's people bring their own spelling.
 */
export function useFoundSpots(query: string): readonly RowOf<'facility'>[] {
  const view = useView()
  const all = useMemo(
    () => facilitiesFor(view, undefined).map((row) => ({ row, sort: termWord(view, 'poiKinds', row.body.sort) })),
    [view],
  )
  return useMemo(() => {
    if (query.trim() === '') return []
    const found = all.filter(({ row, sort }) => isNamed(row.body.name, query) || isNamed(sort, query))
    return found.slice(0, MOST).map(({ row }) => row)
  }, [all, query])
}

export function Spots({ found }: { readonly found: readonly RowOf<'facility'>[] }): JSX.Element | null {
  const view = useView()
  if (found.length === 0) return null
  return (
    <Section title={t('search.spots')}>
      <Card>
        {found.map(({ id, body }) => (
          <a key={id} class="note" href={`/facility/${id}`}>
            <Icon name="locate" />
            <span class="note__t">
              {body.name}
              <small>{termWord(view, 'poiKinds', body.sort)}</small>
            </span>
            <Icon name="next" size="s" />
          </a>
        ))}
      </Card>
    </Section>
  )
}
