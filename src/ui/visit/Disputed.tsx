import type { JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { sayDisputed } from '../needs/values.ts'
import { Icon } from '../parts/Icon.tsx'
import { t } from '../text/text.ts'

/** Values that stand against each other: to be decided by someone, or to be asked at this very door. */
export function Disputed({ household, isOpen }: { household: RowOf<'household'>; isOpen: boolean }): JSX.Element {
  const view = useView()
  const conflicts = view.under('conflict', household.id).filter((row) => row.body.state !== 'settled')
  return (
    <>
      {conflicts.map(({ id, body }) => (
        <p key={id} class="who__why">
          <a class="st st--wait" href="/needs">
            <Icon name="need" size="s" />
            {t(body.state === 'open' ? 'house.twoValues' : 'house.askNextTime')}
          </a>{' '}
          {sayDisputed(view, body, isOpen)}
        </p>
      ))}
    </>
  )
}
