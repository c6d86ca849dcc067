import type { JSX } from 'preact'
import type { Observed, Term } from '../../domain/nouns.ts'
import { offered } from '../../domain/terms.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card } from '../parts/pieces.tsx'
import { extra, shortLabel } from '../text/household.ts'
import { label, t } from '../text/text.ts'
import type { VisitDraft } from './VisitForm.tsx'

/** What was seen. Nothing is set beforehand: what was not looked at must never be stored as fine. */
export function Observations({ draft }: { readonly draft: VisitDraft }): JSX.Element {
  const terms = useView()('vocabulary', 'observations')?.body.terms ?? []
  return (
    <section>
      <h2 class="q q--next">
        {t('visit.seen')} <small>{t('visit.seenHint')}</small>
      </h2>
      <Card class="obs-list">
        {offered(terms, Object.keys(draft.fields.observations)).map((term) => (
          <Observation key={term.id} term={term} draft={draft} />
        ))}
      </Card>
    </section>
  )
}

function Observation({ term, draft }: { readonly term: Term; readonly draft: VisitDraft }): JSX.Element {
  const { observations } = draft.fields
  const choose = (value: Observed): void => {
    const { [term.id]: before, ...others } = observations
    draft.set({ observations: before === value ? others : { ...others, [term.id]: value } })
  }
  return (
    <fieldset class="obs" aria-label={label(term)}>
      <span>
        {shortLabel(term)} <small class="roomy">{extra(term, 'look')}</small>
      </span>
      <div class="seg">
        <Choice isOn={observations[term.id] === 'fine'} tone="good" onClick={() => choose('fine')} />
        <Choice isOn={observations[term.id] === 'mind'} tone="bad" onClick={() => choose('mind')} />
      </div>
    </fieldset>
  )
}

interface ChoiceProps {
  readonly isOn: boolean
  readonly tone: 'good' | 'bad'
  readonly onClick: () => void
}
function Choice({ isOn, tone, onClick }: ChoiceProps): JSX.Element {
  return (
    <button type="button" class={isOn ? tone : ''} aria-pressed={isOn} onClick={onClick}>
      {isOn && <Icon name={tone === 'good' ? 'check' : 'flag'} size="s" />}
      {t(tone === 'good' ? 'visit.fine' : 'visit.mind')}
    </button>
  )
}
