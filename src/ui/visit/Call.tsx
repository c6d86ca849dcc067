import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { maskName, maskPhone } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { peopleOf } from '../../domain/today.ts'
import { useView } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'

/** Rings the one number there is, or asks whom; the numbers stay masked, the phone knows them. */
export function Call({ household }: { readonly household: RowOf<'household'> }): JSX.Element | null {
  const { here, contacts } = peopleOf(useView(), household.id)
  const [isAsking, setAsking] = useState(false)
  const reachable = [...here, ...contacts].filter((row) => (row.body.phone ?? '') !== '')
  const [only, ...others] = reachable
  if (only === undefined) return null
  if (others.length === 0) {
    return (
      <Button size="big" icon="call" href={`tel:${only.body.phone}`}>
        {t('house.call')}
      </Button>
    )
  }
  return (
    <>
      <Button size="big" icon="call" onClick={() => setAsking(true)}>
        {t('house.call')}
      </Button>
      {isAsking && (
        <Dialog
          title={t('house.callWho')}
          onClose={() => setAsking(false)}
          actions={<Button onClick={() => setAsking(false)}>{t('go.close')}</Button>}
        >
          {reachable.map((row) => (
            <a key={row.id} class="note" href={`tel:${row.body.phone}`}>
              <Icon name="call" />
              <span class="note__t">
                {maskName(row.body.name)}
                <small>{maskPhone(row.body.phone ?? '')}</small>
              </span>
            </a>
          ))}
        </Dialog>
      )}
    </>
  )
}
