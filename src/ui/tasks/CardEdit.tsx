import '../visit/edit.css'
import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { type CardFields, cardFields, changedCard, isBirthRead } from '../../domain/card-form.ts'
import { needsConsent } from '../../domain/fit.ts'
import { useGoOn } from '../go-on.ts'
import { useClock, useIsWhole, useStatus, useView } from '../live.ts'
import { Chip, withTap } from '../parts/Chip.tsx'
import { Area, Choice, Line, Moment, Pick } from '../parts/fields.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { label, t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { Discard } from '../visit/Discard.tsx'
import { DraftBadge } from '../visit/DraftBadge.tsx'
import { type DraftForm, useDraft } from '../visit/useDraft.ts'
import { useHand } from './act.ts'
import { ProblemLine } from './ProblemLine.tsx'
import { SkillFields } from './SkillFields.tsx'
import { useWhose, type Whose } from './whose-card.ts'
import { joinNames, sayGroup } from './words.ts'

interface CardState {
  readonly fields: CardFields
  readonly opened: CardFields
}
type CardDraft = DraftForm<CardState>

/** A card: what somebody can and likes to do, and when. The own one, or one that whoever leads there fills in. */
export function CardEdit(): JSX.Element {
  const isWhole = useIsWhole()
  const whose = useWhose()
  if (isWhole && whose.may) return <Card key={whose.of} whose={whose} />
  return (
    <Shell title={whose.title} back={whose.back} tab={whose.tab}>
      <Empty
        title={t(isWhole ? 'refusal.role_may_not' : 'tasks.notComplete')}
        hint={t(isWhole ? 'refusal.role_may_not.do' : 'tasks.notCompleteHint')}
      />
    </Shell>
  )
}

function Card({ whose }: { readonly whose: Whose }): JSX.Element {
  const draft = useDraft<CardState>('card', whose.of, (raw) => {
    const opened = cardFields(whose.card)
    return { fields: { ...opened, ...whose.known }, opened, ...raw }
  })
  useLayoutEffect(() => scrollTo(0, 0), [])
  return (
    <Shell
      title={whose.title}
      sub={whose.sub}
      back={whose.back}
      backIcon="close"
      backLabel={t('visit.close')}
      action={<DraftBadge kept={draft.kept} />}
      dock={<Save draft={draft} whose={whose} />}
    >
      {whose.sort === 'own' && <Given />}
      <Fields
        whose={whose}
        fields={draft.fields.fields}
        onChange={(patch) => draft.set({ fields: { ...draft.fields.fields, ...patch } })}
      />
      <Discard draft={draft} to={whose.back} />
    </Shell>
  )
}

/** What others have seen for themselves: shown, not edited here. */
function Given(): JSX.Element | null {
  const view = useView()
  const { groups = [], guardian } = view('volunteer', useStatus().session.person)?.body ?? {}
  if (groups.length === 0 && guardian === undefined) return null
  return (
    <p class="soft task__order">
      {groups.length > 0 && t('card.groups', { groups: joinNames(groups.map((group) => sayGroup(view, group))) })}{' '}
      {guardian !== undefined && t('card.consent', { words: guardian })}
    </p>
  )
}

interface FieldsProps {
  readonly whose: Whose
  readonly fields: CardFields
  readonly onChange: (patch: Partial<CardFields>) => void
}
function Fields({ whose, fields, onChange }: FieldsProps): JSX.Element {
  return (
    <>
      {whose.sort === 'new' && (
        <Line title={t('edit.name')} value={fields.name} onInput={(name) => onChange({ name })} />
      )}
      <SkillFields chosen={fields.skills} onChange={(skills) => onChange({ skills })} />
      <Slots chosen={fields.slots} onChange={(slots) => onChange({ slots })} />
      <Moment
        title={t('card.resting')}
        hint={t('card.restingHint')}
        value={fields.resting}
        onInput={(resting) => onChange({ resting })}
      />
      <Line
        title={t('card.languages')}
        hint={t('card.languagesHint')}
        value={fields.languages}
        onInput={(languages) => onChange({ languages })}
      />
      <Area
        title={t('card.limits')}
        most={1000}
        hint={t('card.limitsHint')}
        value={fields.limits}
        onInput={(limits) => onChange({ limits })}
      />
      <Area title={t('card.will')} most={1000} value={fields.will} onInput={(will) => onChange({ will })} />
      <Line
        title={t('card.birth')}
        hint={t('card.birthHint')}
        value={fields.birth}
        most={10}
        fault={isBirthRead(fields.birth) ? undefined : t('card.birthFault')}
        onInput={(birth) => onChange({ birth: birth.trim() })}
      />
      {whose.sort !== 'own' && <Guardian fields={fields} onChange={onChange} />}
      <Pick
        title={t('card.home')}
        value={fields.home}
        none={t('edit.unset')}
        options={whose.homes}
        onPick={(home) => onChange({ home })}
      />
      <Choice
        title={t('card.source')}
        list="volunteerSources"
        value={fields.source}
        optional
        onChange={(source) => onChange({ source })}
      />
    </>
  )
}

/** Asked of those under age; what was once written can be read and changed at any age. */
function Guardian({ fields, onChange }: Omit<FieldsProps, 'whose'>): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  if (fields.guardian === '' && !needsConsent(view, fields.birth || undefined, today)) return null
  return (
    <Line
      title={t('card.guardian')}
      hint={t('card.guardianHint')}
      value={fields.guardian}
      onInput={(guardian) => onChange({ guardian })}
    />
  )
}

function Slots({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[]
  readonly onChange: (slots: readonly string[]) => void
}) {
  const terms = useView()('vocabulary', 'availabilitySlots')?.body.terms ?? []
  return (
    <fieldset class="lbl">
      <legend>{t('card.slots')}</legend>
      <div class="chips">
        {terms.map((term) => (
          <Chip key={term.id} isOn={chosen.includes(term.id)} onTap={() => onChange(withTap(chosen, term.id))}>
            {label(term)}
          </Chip>
        ))}
      </div>
      <small>{t('card.slotsHint')}</small>
    </fieldset>
  )
}

function Save({ draft, whose }: { readonly draft: CardDraft; readonly whose: Whose }): JSX.Element {
  const goOn = useGoOn()
  const { act, problem } = useHand()
  const { fields, opened } = draft.fields
  const set = changedCard(opened, fields)
  const isNothing = Object.keys(set).length === 0
  const isWanting = whose.sort === 'new' && (fields.name.trim() === '' || fields.home === '')
  const save = async (): Promise<void> => {
    await draft.settled()
    const { id } = draft
    const person = whose.sort === 'new' ? (whose.id ?? id) : whose.of
    const done =
      whose.sort === 'own'
        ? await act({ type: 'volunteer.edit', payload: { set }, id })
        : await act({ type: 'card.edit', payload: { person, set }, id })
    if (!done) return
    announce(t(whose.sort === 'new' ? 'card.enrolled' : 'card.saved'))
    goOn(whose.back)
  }
  return (
    <>
      <ProblemLine problem={problem} />
      <Button
        tone="go"
        size="big"
        wide
        disabled={isNothing || isWanting || !isBirthRead(fields.birth)}
        onClick={() => void save()}
      >
        {t(isNothing ? 'card.nothing' : 'card.save')}
      </Button>
    </>
  )
}
