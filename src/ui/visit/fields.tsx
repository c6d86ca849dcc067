import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { offered } from '../../domain/terms.ts'
import { useView } from '../live.ts'
import { Chip, withTap } from '../parts/Chip.tsx'
import { label, t } from '../text/text.ts'

interface TextProps {
  readonly title: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly hint?: string
  /** What is wrong with it, in words. */
  readonly fault?: string
  readonly mode?: 'numeric' | 'tel'
  /** Longer than the record takes is not typed in the first place. */
  readonly most?: number
}
/** One line of text with its name above it. */
export function Line({ title, value, onInput, hint, fault, mode, most = 60 }: TextProps): JSX.Element {
  const note = useId()
  return (
    <label class="lbl">
      <span>{title}</span>
      <input
        class="field"
        value={value}
        inputMode={mode ?? 'text'}
        autocomplete="off"
        maxLength={most}
        aria-describedby={note}
        aria-invalid={fault !== undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <small id={note} class={fault === undefined ? '' : 'late'}>
        {fault ?? hint}
      </small>
    </label>
  )
}

export function Area({ title, value, onInput, fault }: TextProps): JSX.Element {
  const note = useId()
  return (
    <label class="lbl">
      <span>{title}</span>
      <textarea
        class="field"
        rows={2}
        maxLength={4000}
        value={value}
        {...(fault === undefined ? {} : { 'aria-describedby': note, 'aria-invalid': true })}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {fault !== undefined && (
        <small id={note} class="late">
          {fault}
        </small>
      )}
    </label>
  )
}

interface ChoiceProps {
  readonly title: string
  /** The vocabulary to choose from, and one whose terms follow. */
  readonly list: string
  readonly further?: string
  readonly value: string
  readonly optional?: boolean
  readonly onChange: (id: string) => void
}
/** The phone's own picker: the quickest with one thumb, and known to every screen reader. */
export function Choice({ title, list, further, value, optional = false, onChange }: ChoiceProps): JSX.Element {
  const view = useView()
  const terms = [list, ...(further === undefined ? [] : [further])].flatMap(
    (name) => view('vocabulary', name)?.body.terms ?? [],
  )
  const isKnown = value === '' || terms.some((term) => term.id === value)
  return (
    <label class="lbl">
      <span>{title}</span>
      <select class="field" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {(optional || value === '') && <option value="">{t('edit.unset')}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {offered(terms, [value]).map((term) => (
          <option key={term.id} value={term.id}>
            {label(term)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface BasisProps {
  /** The field it is the ground of. */
  readonly of: 'care' | 'tags' | 'note'
  readonly value: string
  readonly onChange: (id: string) => void
}
/** On what ground a sensitive field is kept: small, beside the field, and never in the way. */
export function Basis({ of, value, onChange }: BasisProps): JSX.Element {
  const terms = useView()('vocabulary', 'consentBases')?.body.terms ?? []
  const isKnown = value === '' || terms.some((term) => term.id === value)
  return (
    <label class="basis">
      <span>{t(`edit.basis.${of}`)}</span>
      <select class="field" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('edit.unset')}</option>
        {!isKnown && <option value={value}>{value}</option>}
        {terms.map((term) => (
          <option key={term.id} value={term.id}>
            {label(term)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface TagsProps {
  readonly chosen: readonly string[]
  readonly onChange: (tags: readonly string[]) => void
  readonly title?: string
  readonly list?: string
}
/** Chosen tags first; a tag that the list no longer has stays until somebody takes it off. */
export function Tags({ chosen, onChange, title = t('edit.tags'), list = 'residentTags' }: TagsProps): JSX.Element {
  const terms = useView()('vocabulary', list)?.body.terms ?? []
  const lost = chosen.filter((id) => !terms.some((term) => term.id === id)).map((id) => ({ id, zh: id, en: id }))
  return (
    <fieldset class="lbl">
      <legend>{title}</legend>
      <div class="chips">
        {[...lost, ...offered(terms, chosen)].map((term) => (
          <Chip key={term.id} isOn={chosen.includes(term.id)} onTap={() => onChange(withTap(chosen, term.id))}>
            {label(term)}
          </Chip>
        ))}
      </div>
    </fieldset>
  )
}
