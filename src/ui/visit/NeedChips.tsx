import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { offered } from '../../domain/terms.ts'
import { commonNeeds } from '../../domain/visit-form.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { needWord } from '../text/household.ts'
import { label, t } from '../text/text.ts'
import type { VisitDraft } from './VisitForm.tsx'

const FIRST_CHIPS = 3

/** What is to be done for them: the usual ones first, the whole list behind them. Each becomes a promise. */
export function NeedChips({ draft }: { readonly draft: VisitDraft }): JSX.Element {
  const view = useView()
  const usual = useMemo(() => commonNeeds(view, FIRST_CHIPS), [view])
  const { needs } = draft.fields
  const chosen = needs.map((need) => need.category)
  const groups = offered(view('vocabulary', 'needCategories')?.body.terms ?? [])
  return (
    <fieldset class="lbl">
      <legend>{t('visit.needs')}</legend>
      <div class="chips">
        {[...new Set([...usual, ...chosen])].map((id) => (
          <NeedChip key={id} id={id} draft={draft} />
        ))}
      </div>
      {needs.map((need) => (
        <input
          key={need.category}
          class="field need-text"
          aria-label={t('visit.needText', { need: needWord(view, need.category) })}
          placeholder={t('visit.needText', { need: needWord(view, need.category) })}
          maxLength={400}
          value={need.text}
          onInput={(event) => {
            const text = event.currentTarget.value
            draft.set({ needs: needs.map((each) => (each.category === need.category ? { ...each, text } : each)) })
          }}
        />
      ))}
      <details class="all-needs">
        <summary>{t('visit.allNeeds', { count: groups.length })}</summary>
        {groups.map((group) => (
          <div key={group.id} class="need-group">
            <h3 class="soft">{label(group)}</h3>
            <div class="chips">
              {offered(group.children ?? [group], chosen).map((term) => (
                <NeedChip key={term.id} id={term.id} draft={draft} />
              ))}
            </div>
          </div>
        ))}
      </details>
    </fieldset>
  )
}

/** At most as many as a command takes. */
const LIMIT = 12
function NeedChip({ id, draft }: { readonly id: string; readonly draft: VisitDraft }): JSX.Element {
  const view = useView()
  const { needs } = draft.fields
  const isOn = needs.some((need) => need.category === id)
  const toggle = (): void => {
    if (isOn) draft.set({ needs: needs.filter((need) => need.category !== id) })
    else if (needs.length < LIMIT) draft.set({ needs: [...needs, { category: id, text: '' }] })
  }
  return (
    <button type="button" class="chip" aria-pressed={isOn} onClick={toggle}>
      {isOn && <Icon name="check" size="s" />}
      {needWord(view, id)}
    </button>
  )
}
