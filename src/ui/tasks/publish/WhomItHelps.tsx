import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { instantOf } from '../../../domain/ids.ts'
import { maskName, maskPhone } from '../../../domain/mask.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import { useClock, useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Card, Facts } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { sayMoment } from '../words.ts'
import { contactOn } from './seed.ts'

/** Whom it helps, for those who answer for it: masked until a tap, like every name. */
export function WhomItHelps({ task }: { readonly task: RowOf<'task'> }): JSX.Element | null {
  const contact = contactOn(useView(), task.id)
  const clock = useClock()
  const [isOpen, setOpen] = useState(false)
  if (contact === undefined) return null
  const { name = '', phone = '', place, note, from } = contact
  const isAhead = from > instantOf(clock.now)
  return (
    <div class="cards">
      <Card class="you contact">
        <div class="contact__t">
          <h2>
            {t('lead.contact')} {place} {isOpen ? name : maskName(name)}
          </h2>
          <p class="soft">
            <Facts of={[phone !== '' && (isOpen ? phone : maskPhone(phone)), note]} />
          </p>
          <p class="soft">
            {isAhead ? t('lead.contactFrom', { when: sayMoment(from, clock) }) : t('lead.contactTold')}
          </p>
        </div>
        {name !== '' && (
          <button
            type="button"
            class="iconbtn"
            aria-label={t('task.showName')}
            aria-pressed={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="eye" />
          </button>
        )}
      </Card>
    </div>
  )
}
