import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { findGaps, GAPS, type Gap, type Lacking } from '../../domain/gaps.ts'
import type { Placed } from '../../domain/layers.ts'
import { maskName } from '../../domain/mask.ts'
import { peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { Chip } from '../parts/Chip.tsx'
import { sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { Nothing, type RowProps, Rows } from './AnswerRows.tsx'

/** Whoever puts these right sees the next ones. */
const MOST = 100

/** What the records lack or have wrong, one kind at a time; each leads to where it is put right. */
export function Gaps({ placed }: { readonly placed: readonly Placed[] }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const found = useMemo(() => findGaps(view, placed, today), [view, placed, today])
  const [chosen, choose] = useState<Gap>()
  const counted = GAPS.map((gap) => ({ gap, count: found.filter((one) => one.gap === gap).length }))
  const kinds = counted.filter(({ gap, count }) => count > 0 || gap === chosen)
  const shown = chosen ?? kinds[0]?.gap
  if (shown === undefined) return <Nothing />
  const rowOf = ({ gap, placed: { household }, resident }: Lacking): RowProps => ({
    household,
    href:
      gap === 'birth' || gap === 'noBasis'
        ? `/edit/${household.id}/${resident?.id ?? ''}`
        : `/household/${household.id}`,
    facts: [
      resident ? maskName(resident.body.name) : sayPeople(peopleOf(view, household.id).here),
      resident?.body.birth,
    ],
  })
  const homes = new Set(found.map((one) => one.placed.household.id)).size
  const rows = found.filter((one) => one.gap === shown)
  return (
    <>
      <p class="soft">{t('map.gapsOf', { count: homes, of: placed.length })}</p>
      <div class="chips ans__k">
        {kinds.map(({ gap, count }) => (
          <Chip key={gap} isOn={gap === shown} onTap={() => choose(gap)}>
            {t('map.classCount', { name: t(`map.gap.${gap}`), count })}
          </Chip>
        ))}
      </div>
      {rows.length > MOST && <p class="soft">{t('map.gapsFirst', { count: MOST })}</p>}
      <Rows rows={rows.slice(0, MOST).map(rowOf)} />
    </>
  )
}
