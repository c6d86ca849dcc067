import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { t } from '../text/text.ts'

interface LineProps {
  readonly title: string
  readonly hint?: string
  readonly value: string
  readonly name: string
  /** What the phone's own keeper of passwords is told. */
  readonly fill: 'username' | 'organization' | 'name'
  readonly onInput: (typed: string) => void
}
export function NamedLine({ title, hint, value, name, fill, onInput }: LineProps): JSX.Element {
  return (
    <label class="lbl">
      <span>{title}</span>
      <input
        class="field"
        name={name}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        autocomplete={fill}
        maxLength={60}
        required
      />
      {hint !== undefined && <small>{hint}</small>}
    </label>
  )
}

interface SecretProps {
  readonly value: string
  readonly isNew: boolean
  readonly onInput: (typed: string) => void
}
/** Hidden from whoever stands behind; shown on a tap, since typing it twice helps nobody with thick fingers. */
export function SecretLine({ value, isNew, onInput }: SecretProps): JSX.Element {
  const [shown, setShown] = useState(false)
  // One element either way, so that the focus stays; the types know only elements of one kind.
  const kind = { type: (shown ? 'text' : 'password') as 'password' }
  return (
    <div>
      <label class="lbl">
        <span>{t(isNew ? 'signin.newPassphrase' : 'signin.passphrase')}</span>
        <input
          class="field"
          name="passphrase"
          {...kind}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
          autocomplete={isNew ? 'new-password' : 'current-password'}
          autocapitalize="off"
          spellcheck={false}
          maxLength={200}
          required
        />
        {isNew && <small>{t('signin.newPassphraseHint')}</small>}
      </label>
      <button type="button" class="chip" aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t('signin.show')}
      </button>
    </div>
  )
}
