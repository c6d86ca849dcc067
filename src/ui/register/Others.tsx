import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { addressOf } from '../../domain/address.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { peopleOf } from '../../domain/today.ts'
import { useDoorName } from '../door-names.ts'
import { useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Line } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Card } from '../parts/pieces.tsx'
import { useHits } from '../search/hits.ts'
import { sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'

const MOST = 12
interface OthersProps {
  readonly household: RowOf<'household'>
  readonly onPick: (household: RowOf<'household'>) => void
}
/** Another household to be chosen: those of the same door and stair, or whatever is searched for. */
export function Others({ household, onPick }: OthersProps): JSX.Element {
  const view = useView()
  const doorOf = useDoorName()
  const [query, setQuery] = useState('')
  const found = useOthers(household, query)
  return (
    <>
      <Line title={t('register.which')} hint={t('register.whichHint')} value={query} onInput={setQuery} />
      {found.length === 0 ? (
        <p class="soft">{t('register.noneFound')}</p>
      ) : (
        <Card>
          {found.map((row) => (
            <button key={row.id} type="button" class="note" onClick={() => onPick(row)}>
              <CareShape care={row.body.care} />
              <span class="note__t">
                {doorOf(row)}
                <small>{sayPeople(peopleOf(view, row.id).here)}</small>
              </span>
              <Icon name="next" size="s" />
            </button>
          ))}
        </Card>
      )}
    </>
  )
}
function useOthers(household: RowOf<'household'>, query: string): readonly RowOf<'household'>[] {
  const view = useView()
  const { hits } = useHits(query, MOST + 1)
  return useMemo(() => {
    const isOther = (row: RowOf<'household'>): boolean => row.id !== household.id && row.body.ended === undefined
    if (query.trim() !== '') return hits.map((hit) => hit.household).filter(isOther)
    const own = addressOf(view, household.body)
    const near = view.all('household').flatMap((row) => {
      const address = isOther(row) ? addressOf(view, row.body) : undefined
      const isNear = address?.building.id === own?.building.id && address?.stair.id === own?.stair.id
      if (address === undefined || !isNear) return []
      return [
        {
          row,
          far: Math.abs(address.door.body.floor - (own?.door.body.floor ?? 0)),
          same: address.door.id === own?.door.id,
        },
      ]
    })
    return near
      .sort((a, b) => Number(b.same) - Number(a.same) || a.far - b.far)
      .slice(0, MOST)
      .map(({ row }) => row)
  }, [view, hits, household, query])
}
