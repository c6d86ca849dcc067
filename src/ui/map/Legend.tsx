import type { ComponentChildren, JSX } from 'preact'
import type { Counts } from '../../domain/board.ts'
import type { CareLevel } from '../../domain/nouns.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { formatNumber, t } from '../text/text.ts'

const LEVELS: readonly CareLevel[] = ['red', 'yellow', 'blue', 'green', 'grey']

interface LegendProps {
  /** Without sums while not everything has arrived. */
  readonly care: Counts['care'] | undefined
  /** Further keys with their sums, under the levels. */
  readonly children?: ComponentChildren
}
/** One strip, always there: each level with its count explains and proves at once. */
export function Legend({ care, children }: LegendProps): JSX.Element {
  return (
    <section class="legbox" aria-label={t('map.legend')}>
      <ul class="leg">
        {LEVELS.map((level) => (
          <li key={level}>
            <b>
              <CareShape care={level} size="s" silent />
              {care !== undefined && formatNumber(care[level])}
            </b>
            {t(`care.${level}`)}
          </li>
        ))}
      </ul>
      {children !== undefined && <p class="leg2">{children}</p>}
    </section>
  )
}
