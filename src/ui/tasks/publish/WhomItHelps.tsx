import type { JSX } from 'preact'
import { instantOf } from '../../../domain/ids.ts'
import { maskPhone } from '../../../domain/mask.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import { useClock, useView } from '../../live.ts'
import { Facts } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { ContactCard } from '../Contact.tsx'
import { sayMoment } from '../words.ts'
import { contactOn } from './seed.ts'

/** Whom it helps, for those who answer for it: masked until a tap, like every name. */
export function WhomItHelps({ task }: { readonly task: RowOf<'task'> }): JSX.Element | null {
  const contact = contactOn(useView(), task.id)
  const clock = useClock()
  if (contact === undefined) return null
  const { name = '', phone = '', place, note, from } = contact
  const isAhead = from > instantOf(clock.now)
  const details = (isOpen: boolean): JSX.Element => (
    <>
      <p class="soft">
        <Facts of={[phone !== '' && (isOpen ? phone : maskPhone(phone)), note]} />
      </p>
      <p class="soft">{isAhead ? t('lead.contactFrom', { when: sayMoment(from, clock) }) : t('lead.contactTold')}</p>
    </>
  )
  return (
    <div class="cards">
      <ContactCard who={`${t('lead.contact')} ${place}`} name={name} details={details} />
    </div>
  )
}
