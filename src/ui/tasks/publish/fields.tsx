import type { ComponentChildren, JSX } from 'preact'
import { useId } from 'preact/hooks'
import type { TaskFields } from '../../../domain/task-form.ts'
import { Icon } from '../../parts/Icon.tsx'
import { t } from '../../text/text.ts'

/** The form as its sections see it. */
export interface Field {
  readonly fields: TaskFields
  readonly isChange: boolean
  set(patch: Partial<TaskFields>): void
  /** What is wrong with it, in words. */
  fault(name: string): string | undefined
}

interface NamedProps {
  readonly title: string
  readonly fault: string | undefined
  readonly hint?: string
}
interface InputProps extends NamedProps {
  readonly value: string
  readonly onInput: (value: string) => void
}
const wrong = (fault: string | undefined, note: string) =>
  fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': note }
const Note = ({
  id,
  fault,
  hint,
}: {
  readonly id: string
  readonly fault: string | undefined
  readonly hint?: string | undefined
}) =>
  (fault ?? hint) === undefined ? null : (
    <small id={id} class={fault === undefined ? '' : 'late'}>
      {fault ?? hint}
    </small>
  )

/** The phone's own picker of day and hour. */
export function Moment({ title, value, onInput, fault, hint }: InputProps): JSX.Element {
  const note = useId()
  return (
    <label class="lbl">
      <span>{title}</span>
      <input
        class="field"
        type="datetime-local"
        value={value}
        {...wrong(fault, note)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Note id={note} fault={fault} hint={hint} />
    </label>
  )
}
export function Lines({ title, value, onInput, fault, hint }: InputProps): JSX.Element {
  const note = useId()
  return (
    <label class="lbl">
      <span>{title}</span>
      <textarea
        class="field"
        rows={3}
        value={value}
        {...wrong(fault, note)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Note id={note} fault={fault} hint={hint} />
    </label>
  )
}
interface PickProps extends NamedProps {
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  /** Stands for none chosen. */
  readonly none?: string
  readonly onPick: (value: string) => void
}
export function Pick({ title, value, options, none, onPick, fault, hint }: PickProps): JSX.Element {
  const note = useId()
  return (
    <label class="lbl">
      <span>{title}</span>
      <select
        class="field"
        value={value}
        {...wrong(fault, note)}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {(none !== undefined || value === '') && <option value="">{none}</option>}
        {options.map(([id, words]) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </select>
      <Note id={note} fault={fault} hint={hint} />
    </label>
  )
}
/** Fields that stand side by side where there is room. */
export const Beside = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
  <div class="beside">{children}</div>
)

/** What most tasks do without; what is wrong in it shows. */
export function Folded({
  title,
  isOpen,
  children,
}: {
  readonly title: string
  readonly isOpen: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <details class="typed" open={isOpen}>
      <summary>
        <h2 class="grow">{title}</h2>
        <span class="typed__all">
          {t('task.look')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      {children}
    </details>
  )
}
