import './buildings.css'
import type { ComponentChildren, JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import { useDoorName } from '../door-names.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Empty, Facts } from '../parts/pieces.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'

export interface RowProps {
  readonly household: RowOf<'household'>
  readonly facts: readonly ComponentChildren[]
  /** Where a tap leads; the household unless told. */
  readonly href?: string
}
function Row({ household, facts, href }: RowProps): JSX.Element {
  const doorOf = useDoorName()
  const { mayVisit } = useRights()
  return (
    <li class="ans__r">
      <a class="hit" href={href ?? `/household/${household.id}`}>
        <CareShape care={household.body.care} />
        <span class="hit__t">
          <b>{doorOf(household)}</b>
          <small>
            <Facts of={facts} />
          </small>
        </span>
      </a>
      {mayVisit && (
        <a class="ans__v" href={`/visit/${household.id}`} aria-label={t('map.visit', { door: doorOf(household) })}>
          {t('map.visitShort')}
        </a>
      )}
    </li>
  )
}
export const Nothing = (): JSX.Element => <Empty title={t('map.nobody')} hint={t('map.nobodyHint')} />
/** Households as an answer to a question, each with what it is about. */
export function Rows({ rows }: { readonly rows: readonly RowProps[] }): JSX.Element {
  if (rows.length === 0) return <Nothing />
  return (
    <ul class="card">
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one household may owe and be owed several things.
        <Row key={`${row.household.id}/${at}`} {...row} />
      ))}
    </ul>
  )
}
