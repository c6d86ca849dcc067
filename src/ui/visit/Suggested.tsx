import type { JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import { suggestCare } from '../../domain/suggest.ts'
import { peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Button } from '../parts/pieces.tsx'
import { label, language, t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import type { HouseholdState } from './HouseholdEdit.tsx'
import type { DraftForm } from './useDraft.ts'

interface SuggestedProps {
  readonly household: RowOf<'household'>
  readonly draft: DraftForm<HouseholdState>
}
/** What the rules would have for these tags and these people, and why; nothing is set before somebody taps. */
export function Suggested({ household, draft }: SuggestedProps): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const { fields } = draft.fields
  const home = { tags: fields.tags, people: peopleOf(view, household.id).here }
  const found = suggestCare(view, home, today)
  const interval = found?.interval === undefined ? '' : String(found.interval)
  if (found === undefined || (found.care === fields.care && (interval === '' || interval === fields.interval)))
    return null
  const level = view('vocabulary', 'careLevels')?.body.terms.find((term) => term.id === found.care)
  const because = found.because.map(label).join(language.value === 'en' ? ', ' : '、')
  const take = (): void =>
    draft.set({ fields: { ...fields, care: found.care, interval, careReason: fields.careReason.trim() || because } })
  return (
    <p class="then">
      <CareShape care={found.care} silent />
      <span class="grow">
        <b>{t('edit.suggested', { level: label(level) })}</b>{' '}
        {found.interval !== undefined && t('edit.suggestedDays', { count: found.interval })}{' '}
        <span class="soft">{t('edit.because', { list: because })}</span>
      </span>
      <Button size="s" onClick={take}>
        {t('edit.take')}
      </Button>
    </p>
  )
}
