import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { CODE_LETTERS, codeInFragment, normalizeCode, spellCode } from '../../domain/sign-in-code.ts'
import type { Doors } from '../doors.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { ErrorCard } from '../trouble/TroubleCard.tsx'
import { useProof } from './useProof.ts'

/** Signing in by a one-time code, typed or from a QR code's fragment. */
export function CodeForm({ doors }: { readonly doors: Doors }): JSX.Element {
  const { tried, send, reset } = useProof(doors)
  const [scanned, setScanned] = useScannedCode()
  const [typed, setTyped] = useState('')
  const [complaint, setComplaint] = useState('')
  const code = scanned ?? normalizeCode(typed)
  const submit = async (): Promise<void> => {
    const wrong = complainAbout(code)
    setComplaint(wrong)
    if (wrong === '') await send({ code })
  }
  const leaveScanned = (): void => {
    setScanned(undefined)
    reset()
  }
  return (
    <form
      class="signin__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {scanned === undefined ? (
        <TypedCode typed={typed} onInput={setTyped} complaint={complaint} />
      ) : (
        <ScannedCode code={scanned} onLeave={leaveScanned} />
      )}
      {complaint !== '' && (
        <p class="late" id="complaint" role="alert">
          {complaint}
        </p>
      )}
      {tried.state === 'failed' && <ErrorCard code={tried.code} />}
      <Button type="submit" tone="go" size="big" wide disabled={tried.state === 'going'}>
        {tried.state === 'going' ? t('signin.going') : t(scanned === undefined ? 'signin.go' : 'signin.byCode')}
      </Button>
      <p class="soft">{t('signin.needsNet')}</p>
      <p class="soft">{t('signin.whoFor')}</p>
    </form>
  )
}
function complainAbout(code: string): string {
  const off = code.length - CODE_LETTERS
  if (off === 0) return ''
  return off < 0 ? t('signin.short', { count: -off }) : t('signin.long', { count: off })
}

/** The code of the address's fragment, until the person would rather type another. */
function useScannedCode(): [string | undefined, (code: string | undefined) => void] {
  const [code, setCode] = useState(() => codeInFragment(location.hash))
  useEffect(() => {
    const read = (): void => setCode(codeInFragment(location.hash))
    addEventListener('hashchange', read)
    return () => removeEventListener('hashchange', read)
  }, [])
  return [code, setCode]
}

interface TypedCodeProps {
  readonly typed: string
  readonly complaint: string
  readonly onInput: (typed: string) => void
}
function TypedCode({ typed, complaint, onInput }: TypedCodeProps): JSX.Element {
  return (
    <label class="lbl">
      <span>{t('signin.code')}</span>
      <input
        class="field signin__code"
        name="code"
        value={typed}
        onInput={(event) => onInput(event.currentTarget.value)}
        autocomplete="one-time-code"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        maxLength={24}
        aria-describedby={complaint === '' ? 'code-hint' : 'code-hint complaint'}
        aria-invalid={complaint !== ''}
      />
      <small id="code-hint">{t('signin.codeHint')}</small>
    </label>
  )
}
function ScannedCode({ code, onLeave }: { readonly code: string; readonly onLeave: () => void }): JSX.Element {
  return (
    <div>
      <p class="lbl">
        <span>{t('signin.fromQr')}</span>
      </p>
      <p class="field signin__code signin__code--shown">{spellCode(code)}</p>
      <p class="soft">{t('signin.fromQrHint')}</p>
      <Button tone="quiet" size="s" onClick={onLeave}>
        {t('signin.otherCode')}
      </Button>
    </div>
  )
}
