import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { offered } from '../../domain/terms.ts'
import { useView } from '../live.ts'
import { label, t } from '../text/text.ts'
import { Chip, withTap } from './Chip.tsx'

interface NamedProps {
  readonly title: string
  readonly hint?: string | undefined
  /** What is wrong with it, in words; it stands where the hint was. */
  readonly fault?: string | undefined
}
interface Told {
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}
/** A field with its name above it and what there is to say below. */
function Named({ title, hint, fault, children }: NamedProps & { readonly children: (told: Told) => JSX.Element }) {
  const note = useId()
  const said = fault ?? hint
  const told = said === undefined ? {} : { 'aria-describedby': note }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: its control is what the children make.
    <label class="lbl">
      <span>{title}</span>
      {children(fault === undefined ? told : { ...told, 'aria-invalid': true })}
      {said !== undefined && (
        <small id={note} class={fault === undefined ? '' : 'late'}>
          {said}
        </small>
      )}
    </label>
  )
}

interface TypedProps extends NamedProps {
  readonly value: string
  readonly onInput: (value: string) => void
  /** Longer than the record takes is not typed in the first place. */
  readonly most?: number
}
interface LineProps extends TypedProps {
  readonly mode?: 'numeric' | 'tel' | 'search'
}
/** One line of text. */
export const Line = ({ value, onInput, mode, most = 60, ...named }: LineProps): JSX.Element => (
  <Named {...named}>
    {(told) => (
      <input
        class="field"
        type={(mode === 'search' ? 'search' : 'text') as 'text'}
        value={value}
        inputMode={mode ?? 'text'}
        autocomplete="off"
        maxLength={most}
        {...told}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Named>
)

interface AreaProps extends TypedProps {
  readonly rows?: number
  readonly example?: string
}
/** Several lines of text. */
export const Area = ({ value, onInput, most = 4000, rows = 2, example, ...named }: AreaProps): JSX.Element => (
  <Named {...named}>
    {(told) => (
      <textarea
        class="field"
        rows={rows}
        maxLength={most}
        {...(example === undefined ? {} : { placeholder: example })}
        value={value}
        {...told}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Named>
)

interface MomentProps extends Omit<TypedProps, 'most'> {
  /** With the hour, too. */
  readonly hour?: boolean
  readonly min?: string
  readonly max?: string
}
/** The phone's own picker of a day. */
export const Moment = ({ value, onInput, hour = false, min, max, ...named }: MomentProps): JSX.Element => (
  <Named {...named}>
    {(told) => (
      <input
        class="field"
        type={hour ? 'datetime-local' : 'date'}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        value={value}
        {...told}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Named>
)

interface PickProps extends NamedProps {
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  /** Stands for none chosen. */
  readonly none?: string | undefined
  readonly onPick: (value: string) => void
}
/** The phone's own picker: the quickest with one thumb, and known to every screen reader. */
export const Pick = ({ value, options, none, onPick, ...named }: PickProps): JSX.Element => (
  <Named {...named}>
    {(told) => (
      <select class="field" value={value} {...told} onChange={(event) => onPick(event.currentTarget.value)}>
        {(none !== undefined || value === '') && <option value="">{none}</option>}
        {options.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
    )}
  </Named>
)

interface ChoiceProps {
  readonly title: string
  /** The vocabulary to choose from, and one whose terms follow. */
  readonly list: string
  readonly further?: string
  readonly value: string
  readonly optional?: boolean
  readonly onChange: (id: string) => void
}
/** A word of a list; one that the list no longer has stays until another is chosen. */
export function Choice({ title, list, further, value, optional = false, onChange }: ChoiceProps): JSX.Element {
  const view = useView()
  const terms = [list, ...(further === undefined ? [] : [further])].flatMap(
    (name) => view('vocabulary', name)?.body.terms ?? [],
  )
  const isKnown = value === '' || terms.some((term) => term.id === value)
  const options = offered(terms, [value]).map((term) => [term.id, label(term)] as const)
  return (
    <Pick
      title={title}
      value={value}
      none={optional || value === '' ? t('edit.unset') : undefined}
      options={isKnown ? options : [[value, value], ...options]}
      onPick={onChange}
    />
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
        {offered(terms, [value]).map((term) => (
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
