import '../visit/edit.css'
import type { JSX } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { type CardFields, cardFields, changedCard, isBirthRead } from '../../domain/card-form.ts'
import { useGoOn } from '../go-on.ts'
import { useIsWhole, useStatus, useView } from '../live.ts'
import { Chip, withTap } from '../parts/Chip.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { label, t } from '../text/text.ts'
import { Discard } from '../visit/Discard.tsx'
import { DraftBadge } from '../visit/DraftBadge.tsx'
import { Choice, Line } from '../visit/fields.tsx'
import { type DraftForm, useDraft } from '../visit/useDraft.ts'
import { useHand } from './act.ts'
import { ProblemLine } from './ProblemLine.tsx'
import { SkillFields } from './SkillFields.tsx'
import { joinNames, sayGroup } from './words.ts'

interface CardState {
  readonly fields: CardFields
  readonly opened: CardFields
}
type CardDraft = DraftForm<CardState>

/** The own card: what one can and likes to do, and when. Nobody is asked to fill it in. */
export function CardEdit(): JSX.Element {
  const isWhole = useIsWhole()
  if (isWhole) return <Card />
  return (
    <Shell title={t('card.title')} back="/me" tab="me">
      <Empty title={t('tasks.notComplete')} hint={t('tasks.notCompleteHint')} />
    </Shell>
  )
}

function Card(): JSX.Element {
  const { person } = useStatus().session
  const card = useView()('volunteer', person)?.body
  const draft = useDraft<CardState>('card', person, (raw) => {
    const fields = cardFields(card)
    return raw === undefined ? { fields, opened: fields } : { fields, opened: fields, ...raw }
  })
  useLayoutEffect(() => scrollTo(0, 0), [])
  return (
    <Shell
      title={t('card.title')}
      sub={t('card.sub')}
      back="/me"
      backIcon="close"
      backLabel={t('visit.close')}
      action={<DraftBadge kept={draft.kept} />}
      dock={<Save draft={draft} />}
    >
      <Given />
      <Fields
        fields={draft.fields.fields}
        onChange={(patch) => draft.set({ fields: { ...draft.fields.fields, ...patch } })}
      />
      <Discard draft={draft} to="/me" />
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
  readonly fields: CardFields
  readonly onChange: (patch: Partial<CardFields>) => void
}
function Fields({ fields, onChange }: FieldsProps): JSX.Element {
  return (
    <>
      <SkillFields chosen={fields.skills} onChange={(skills) => onChange({ skills })} />
      <Slots chosen={fields.slots} onChange={(slots) => onChange({ slots })} />
      <Dated
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
      <Words
        title={t('card.limits')}
        hint={t('card.limitsHint')}
        value={fields.limits}
        onInput={(limits) => onChange({ limits })}
      />
      <Words title={t('card.will')} value={fields.will} onInput={(will) => onChange({ will })} />
      <Line
        title={t('card.birth')}
        hint={t('card.birthHint')}
        value={fields.birth}
        most={10}
        {...(isBirthRead(fields.birth) ? {} : { fault: t('card.birthFault') })}
        onInput={(birth) => onChange({ birth: birth.trim() })}
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

interface InputProps {
  readonly title: string
  readonly hint?: string
  readonly value: string
  readonly onInput: (value: string) => void
}
function Dated({ title, hint, value, onInput }: InputProps): JSX.Element {
  return (
    <label class="lbl">
      <span>{title}</span>
      <input class="field" type="date" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
      {hint !== undefined && <small>{hint}</small>}
    </label>
  )
}
function Words({ title, hint, value, onInput }: InputProps): JSX.Element {
  return (
    <label class="lbl">
      <span>{title}</span>
      <textarea
        class="field"
        rows={2}
        maxLength={1000}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {hint !== undefined && <small>{hint}</small>}
    </label>
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
function Save({ draft }: { readonly draft: CardDraft }): JSX.Element {
  const goOn = useGoOn()
  const { act, problem } = useHand()
  const { fields, opened } = draft.fields
  const set = changedCard(opened, fields)
  const isNothing = Object.keys(set).length === 0
  const save = async (): Promise<void> => {
    await draft.settled()
    if (!(await act({ type: 'volunteer.edit', payload: { set }, id: draft.id }))) return
    announce(t('card.saved'))
    goOn('/me')
  }
  return (
    <>
      <ProblemLine problem={problem} />
      <Button tone="go" size="big" wide disabled={isNothing || !isBirthRead(fields.birth)} onClick={() => void save()}>
        {t(isNothing ? 'card.nothing' : 'card.save')}
      </Button>
    </>
  )
}
