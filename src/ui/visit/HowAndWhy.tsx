import type { JSX } from 'preact'
import { type Instant, instantOf } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { offered } from '../../domain/terms.ts'
import { usualMethod, usualPurpose } from '../../domain/visit-form.ts'
import { useClock, useView } from '../live.ts'
import { label, t } from '../text/text.ts'
import type { VisitDraft } from './VisitForm.tsx'

interface HowAndWhyProps {
  readonly household: RowOf<'household'>
  readonly draft: VisitDraft
}
/** Method, purpose and time: each has a usual answer, so none needs a tap. */
export function HowAndWhy({ household, draft }: HowAndWhyProps): JSX.Element {
  const { fields } = draft
  return (
    <>
      <Choices
        title={t('visit.method')}
        list="visitMethods"
        chosen={fields.method ?? usualMethod(fields.outcome)}
        onChoose={(method) => draft.set({ method })}
      />
      <Choices
        title={t('visit.purpose')}
        list="visitPurposes"
        chosen={fields.purpose ?? usualPurpose(household.body)}
        onChoose={(purpose) => draft.set({ purpose })}
      />
      <When draft={draft} />
    </>
  )
}

interface ChoicesProps {
  readonly title: string
  readonly list: string
  readonly chosen: string
  readonly onChoose: (id: string) => void
}
function Choices({ title, list, chosen, onChoose }: ChoicesProps): JSX.Element {
  const terms = useView()('vocabulary', list)?.body.terms ?? []
  return (
    <fieldset class="lbl">
      <legend>{title}</legend>
      <div class="chips">
        {offered(terms, [chosen]).map((term) => (
          <button
            key={term.id}
            type="button"
            class="chip"
            aria-pressed={term.id === chosen}
            onClick={() => onChoose(term.id)}
          >
            {label(term)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** A visit may be noted later than it happened, never earlier. The field speaks the phone's own time. */
function When({ draft }: { readonly draft: VisitDraft }): JSX.Element {
  const { now } = useClock()
  const { at } = draft.fields
  return (
    <fieldset class="lbl">
      <legend>{t('visit.when')}</legend>
      <div class="chips">
        <button type="button" class="chip" aria-pressed={at === undefined} onClick={() => draft.set({ at: undefined })}>
          {t('visit.whenNow')}
        </button>
        <input
          type="datetime-local"
          class="field when"
          aria-label={t('visit.when')}
          max={localText(now)}
          value={at === undefined ? '' : localText(Date.parse(at))}
          onInput={(event) => draft.set({ at: instantFrom(event.currentTarget.value, now) })}
        />
      </div>
    </fieldset>
  )
}
const localText = (ms: number): string => {
  const date = new Date(ms)
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
function instantFrom(text: string, now: number): Instant | undefined {
  const ms = Date.parse(text)
  return Number.isNaN(ms) || ms > now ? undefined : instantOf(ms)
}
