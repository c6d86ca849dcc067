import type { JSX } from 'preact'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { Area } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Dot } from '../parts/pieces.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { Discard } from './Discard.tsx'
import { useEffectOfVisit } from './effect.ts'
import { HowAndWhy } from './HowAndWhy.tsx'
import { NeedChips } from './NeedChips.tsx'
import { Observations } from './Observations.tsx'
import type { VisitDraft } from './VisitForm.tsx'

interface MorePageProps {
  readonly household: RowOf<'household'>
  readonly draft: VisitDraft
  readonly onBack: () => void
}
/** Everything optional, the most telling first: their own words, what was seen, what is to be done. */
export function MorePage({ household, draft, onBack }: MorePageProps): JSX.Element {
  return (
    <>
      <Chosen household={household} draft={draft} onBack={onBack} />
      <Area
        title={t('visit.words')}
        example={t('visit.wordsHint')}
        value={draft.fields.words}
        onInput={(words) => draft.set({ words })}
      />
      <Observations draft={draft} />
      <NeedChips draft={draft} />
      <Persons household={household} draft={draft} />
      <HowAndWhy household={household} draft={draft} />
      <Area
        title={t('visit.note')}
        example={t('visit.noteHint')}
        value={draft.fields.note}
        onInput={(note) => draft.set({ note })}
      />
      <Discard draft={draft} to={`/household/${household.id}`} />
    </>
  )
}

/** The outcome in one line, with the way back to the choice. */
function Chosen({ household, draft, onBack }: MorePageProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const found = useEffectOfVisit(household, draft)
  return (
    <div class="then then--line">
      <Icon name="check" size="m" />
      <span class="grow">
        <b>{termWord(view, 'visitOutcomes', draft.fields.outcome ?? '')}</b>
        {found !== undefined && (
          <>
            <Dot />
            {termWord(view, 'visitMethods', found.method)}
            <Dot />
            {sayWhen(found.at, clock)}
          </>
        )}
      </span>
      <button type="button" class="then__e" onClick={onBack}>
        {t('go.edit')}
      </button>
    </div>
  )
}

function Persons({ household, draft }: Omit<MorePageProps, 'onBack'>): JSX.Element | null {
  const { here } = peopleOf(useView(), household.id)
  if (here.length === 0) return null
  const { persons } = draft.fields
  const toggle = (id: string): void =>
    draft.set({ persons: persons.includes(id) ? persons.filter((each) => each !== id) : [...persons, id] })
  return (
    <fieldset class="lbl">
      <legend>{t('visit.persons')}</legend>
      <div class="chips">
        {here.map((row) => (
          <button
            key={row.id}
            type="button"
            class="chip"
            aria-pressed={persons.includes(row.id)}
            onClick={() => toggle(row.id)}
          >
            {maskName(row.body.name)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
