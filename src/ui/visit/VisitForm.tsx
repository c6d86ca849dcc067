import './visit.css'
import type { JSX } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { doorName } from '../../domain/address.ts'
import { instantOf } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { doorAfter, planToday } from '../../domain/today.ts'
import { EMPTY_VISIT, type VisitFields, visitCommand, visitFieldsFrom } from '../../domain/visit-form.ts'
import type { Acted } from '../../store/contract.ts'
import { useGoOn } from '../go-on.ts'
import { useClock, useIsWhole, useLive, useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { Button } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { Consequence } from './Consequence.tsx'
import { DraftBadge } from './DraftBadge.tsx'
import { Fold } from './Fold.tsx'
import { Gone } from './Gone.tsx'
import { Known } from './Known.tsx'
import { MorePage } from './MorePage.tsx'
import { NextDay } from './NextDay.tsx'
import { Outcomes } from './Outcomes.tsx'
import { SaveProblem } from './SaveProblem.tsx'
import { type DraftForm, useDraft } from './useDraft.ts'

/** Door → what happened → save. Everything else is optional and waits behind "more". */
export function VisitForm(): JSX.Element {
  const { params } = useRoute()
  const household = useView()('household', params['id'] ?? '')
  if (household === undefined) return <Gone />
  return <VisitPage key={household.id} household={household} />
}

export type VisitDraft = DraftForm<VisitFields>
const readFields = (raw: Readonly<Record<string, unknown>> | undefined): VisitFields =>
  raw === undefined ? EMPTY_VISIT : visitFieldsFrom(raw)

function VisitPage({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const draft = useDraft('visit', household.id, readFields)
  const [isMore, setMore] = useMore()
  const [problem, setProblem] = useState<Exclude<Acted, { saved: true }> | null>(null)
  useLayoutEffect(() => scrollTo(0, 0), [])
  return (
    <Shell
      title={doorName(view, household)}
      mark={<CareShape care={household.body.care} />}
      back={`/household/${household.id}`}
      backIcon="close"
      backLabel={t('visit.close')}
      action={<DraftBadge kept={draft.kept} />}
      dock={
        <>
          {isMore && <NextDay household={household} draft={draft} />}
          <SaveProblem problem={problem} />
          <Save household={household} draft={draft} onProblem={setProblem} />
        </>
      }
    >
      {isMore && draft.fields.outcome !== undefined ? (
        <MorePage household={household} draft={draft} onBack={() => setMore(false)} />
      ) : (
        <div class="visit">
          <Known household={household} />
          <h2 class="q">{t('visit.how')}</h2>
          <Outcomes chosen={draft.fields.outcome} onChoose={(outcome) => draft.set({ outcome })} />
          <div class="after">
            {draft.fields.outcome === undefined ? (
              <p class="soft after__hint">{t('visit.then')}</p>
            ) : (
              <>
                <Consequence household={household} draft={draft} onChange={() => setMore(true)} />
                <Fold onOpen={() => setMore(true)} />
              </>
            )}
          </div>
        </div>
      )}
    </Shell>
  )
}

/** The tap that changes the page takes its own button away: reading and tabbing go on at the top of the new one. */
function useMore(): [boolean, (isMore: boolean) => void] {
  const [isMore, setMore] = useState(false)
  const shown = useRef(isMore)
  useLayoutEffect(() => {
    if (shown.current === isMore) return
    shown.current = isMore
    document.getElementById('main')?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [isMore])
  return [isMore, setMore]
}

interface SaveProps {
  readonly household: RowOf<'household'>
  readonly draft: VisitDraft
  readonly onProblem: (problem: Exclude<Acted, { saved: true }>) => void
}
/** Says where the record goes, saves it, and opens the next door. */
function Save({ household, draft, onProblem }: SaveProps): JSX.Element {
  const { doors, store, saved } = useLive()
  const view = useView()
  const today = todayOf(useClock())
  const goOn = useGoOn()
  const [isSaving, setSaving] = useState(false)
  const isWhole = useIsWhole()
  const { round } = useRights()
  const next = useMemo(
    () => (isWhole && round !== undefined ? doorAfter(planToday(view, today, round), household.id) : undefined),
    [view, today, household.id, isWhole, round],
  )
  const save = async (): Promise<void> => {
    const command = visitCommand(household, draft.fields, { id: draft.id, now: instantOf(doors.now()) })
    if (command === undefined || isSaving) return
    setSaving(true)
    await draft.settled()
    const acted = await store.act(command)
    setSaving(false)
    if (!('saved' in acted)) return onProblem(acted)
    saved.value = { command: command.id, household: household.id }
    goOn(next === undefined ? '/' : `/visit/${next.household.id}`)
  }
  if (draft.fields.outcome === undefined) {
    return (
      <Button size="big" wide disabled>
        {t('visit.pickFirst')}
      </Button>
    )
  }
  const sameStair = next !== undefined && isSameStair(view('door', household.body.doors[0] ?? ''), next.door)
  return (
    <Button tone="go" size="big" wide onClick={() => void save()}>
      {next === undefined
        ? t('visit.saveLast')
        : t('visit.saveNext', { door: sameStair ? next.door.body.room : doorName(view, next.household) })}
    </Button>
  )
}
const isSameStair = (here: RowOf<'door'> | undefined, next: RowOf<'door'>): boolean =>
  here?.body.building === next.body.building && here.body.stair === next.body.stair
