import type { JSX } from 'preact'
import type { RowOf } from '../../../domain/nouns.ts'
import { NO_CONTACT } from '../../../domain/task-form.ts'
import { peopleOf } from '../../../domain/today.ts'
import { useView } from '../../live.ts'
import { useLook } from '../../look.ts'
import { Area, Line, Moment } from '../../parts/fields.tsx'
import { LookFailed } from '../../parts/LookFailed.tsx'
import { Button, Section } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { Beside, type Field } from './form.tsx'

interface ContactProps {
  readonly field: Field
  readonly household: RowOf<'household'> | undefined
}
/** Whom it helps, which confirmed claimers alone are told. */
export function Contact({ field, household }: ContactProps): JSX.Element {
  const { contact } = field.fields
  const set = (patch: Partial<typeof contact>): void => field.set({ contact: { ...contact, ...patch } })
  const isAny = Object.values(contact).some((text) => text !== '')
  return (
    <Section title={t('publish.contact')}>
      <p class="soft">{t('publish.contactHint')}</p>
      {household !== undefined && contact.name === '' && <Fill household={household} onFill={set} />}
      <Beside>
        <Line title={t('publish.name')} value={contact.name} onInput={(name) => set({ name })} />
        <Line title={t('publish.phone')} mode="tel" value={contact.phone} onInput={(phone) => set({ phone })} />
        <Line title={t('publish.door')} value={contact.place} onInput={(place) => set({ place })} />
      </Beside>
      <Area rows={3} most={1000} title={t('publish.note')} value={contact.note} onInput={(note) => set({ note })} />
      <Moment
        hour
        title={t('publish.tellsFrom')}
        hint={t('publish.tellsHint')}
        value={contact.from}
        fault={field.fault('from')}
        onInput={(from) => set({ from })}
      />
      {isAny && (
        <Button tone="quiet" onClick={() => field.set({ contact: NO_CONTACT })}>
          {t('publish.noContact')}
        </Button>
      )}
    </Section>
  )
}

interface FillProps {
  readonly household: RowOf<'household'>
  readonly onFill: (patch: { readonly name: string; readonly phone: string }) => void
}
/** Full name and number of the first of the household: a look like any other, and kept where looks are. */
function Fill({ household, onFill }: FillProps): JSX.Element | null {
  const [first] = peopleOf(useView(), household.id).here
  const look = useLook(household)
  if (first === undefined) return null
  const fill = async (): Promise<void> => {
    if (await look.toggle()) onFill({ name: first.body.name, phone: first.body.phone ?? '' })
  }
  return (
    <>
      <Button icon="eye" onClick={() => void fill()}>
        {t(look.isKept ? 'publish.fillKept' : 'publish.fill')}
      </Button>
      <LookFailed look={look} />
    </>
  )
}
