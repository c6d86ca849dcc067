import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Facts } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { shortWhy, useHeldWords } from './held-words.ts'

interface HeldListProps {
  readonly rows: readonly RowOf<'held'>[]
  readonly current: string | undefined
  readonly onSelect: (id: string) => void
}
/** Held commands down the left of a desk. */
export function HeldList({ rows, current, onSelect }: HeldListProps): JSX.Element {
  return (
    <section class="queue" aria-label={t('held.list')}>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <HeldRow row={row} current={row.id === current} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface HeldRowProps {
  readonly row: RowOf<'held'>
  readonly current: boolean
  readonly onSelect: (id: string) => void
}
function HeldRow({ row, current, onSelect }: HeldRowProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const link = useRef<HTMLAnchorElement>(null)
  const what = useHeldWords()(row)
  const { author, happenedAt } = row.body
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <a
      ref={link}
      class="qi"
      href={`/held/${row.id}`}
      {...(current ? { 'aria-current': 'true' as const } : {})}
      onClick={(event) => {
        event.preventDefault()
        // The router listens on the window and would open the page.
        event.stopPropagation()
        onSelect(row.id)
      }}
    >
      <CareShape care={what.household?.body.care ?? 'grey'} />
      <b class="qi__t">{what.place}</b>
      <span class="st st--wait">{t(shortWhy(row.body) as 'held.short.grid')}</span>
      <p class="qi__p">
        <span class="qi__w">{what.did}</span>
      </p>
      <p class="qi__by">
        <span>
          <Facts of={[view('person', author)?.body.name, t('held.by', { when: sayWhen(happenedAt, clock) })]} />
        </span>
      </p>
    </a>
  )
}
