import './signin.css'
import type { JSX } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { CODE_LETTERS, codeInFragment, normalizeCode, spellCode } from '../../domain/sign-in-code.ts'
import type { ErrorCode } from '../../domain/wire.ts'
import type { Doors } from '../doors.ts'
import { LiveContext } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { chooseLanguage, textSize } from '../settings.ts'
import { language, t } from '../text/text.ts'
import { ErrorCard } from '../trouble/TroubleCard.tsx'

/** Signing in by a one-time code, typed or from a QR code's fragment; only the tap on the button uses it up. */
export function SignIn({ doors }: { readonly doors?: Doors }): JSX.Element | null {
  const live = useContext(LiveContext)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${t('signin.title')} · ${t('app.name')}`
    heading.current?.focus({ preventScroll: true })
  }, [])
  const open = doors ?? live?.doors
  if (open === undefined) return null
  const name = live?.status.value.session.name
  return (
    <div class="signin">
      <header class="signin__top">
        {live !== null && (
          <a class="iconbtn" href="/me" aria-label={t('go.back')}>
            <Icon name="back" />
          </a>
        )}
        <span class="grow" />
        <button
          type="button"
          class="chip"
          aria-pressed={textSize.value === 'elder'}
          onClick={() => {
            textSize.value = textSize.value === 'elder' ? 'standard' : 'elder'
          }}
        >
          {t('signin.elder')}
        </button>
        <button
          type="button"
          class="chip"
          lang={language.value === 'zh-CN' ? 'en' : 'zh-CN'}
          onClick={() => void chooseLanguage(language.value === 'zh-CN' ? 'en' : 'zh-CN')}
        >
          {t('signin.language')}
        </button>
      </header>
      <main class="signin__main" id="main" tabIndex={-1}>
        <Estate />
        <p class="signin__name" lang="zh-CN">
          {t('signin.mark')}
        </p>
        <h1 class="signin__h" ref={heading} tabIndex={-1}>
          {t('signin.title')}
        </h1>
        <p class="signin__lead">{t('signin.lead')}</p>
        {name !== undefined && <p class="signin__lead">{t('signin.again', { name })}</p>}
        <AppleHint />
        <CodeForm doors={open} />
      </main>
    </div>
  )
}

/** Two stairs of an old estate with one door lit: decoration. Numbers are places on a sheet of 360 by 150. */
function Estate(): JSX.Element {
  return (
    <svg class="estate" viewBox="0 0 360 150" aria-hidden="true">
      <path
        class="estate__wall"
        d="M20 149V40h132v109M208 149V64h132v85M20 40l12-14h108l12 14M208 64l12-14h108l12 14"
      />
      <path class="estate__door" d={`${windows(38, 54, 3)}${windows(226, 80, 2)}`} />
      <path class="estate__lit" d="M94 80h14v18h-14z" />
      <path class="estate__wall" d="M0 149h360M79 149v-20h14v20M267 149v-20h14v20" />
    </svg>
  )
}
/** Four windows on each of so many floors. */
const windows = (left: number, top: number, floors: number): string =>
  Array.from({ length: floors * 4 }, (_, at) => {
    const stairwell = at % 4 > 1 ? 4 : 0
    return `M${left + (at % 4) * 26 + stairwell} ${top + Math.floor(at / 4) * 26}h14v18h-14z`
  }).join('')

type Tried =
  | { readonly state: 'idle' | 'going' }
  | { readonly state: 'failed'; readonly code: ErrorCode | 'offline' | 'storage_full' }

function CodeForm({ doors }: { readonly doors: Doors }): JSX.Element {
  const { route } = useLocation()
  const [scanned, setScanned] = useScannedCode()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState<Tried>({ state: 'idle' })
  const [complaint, setComplaint] = useState('')
  const code = scanned ?? normalizeCode(typed)
  const submit = async (): Promise<void> => {
    if (tried.state === 'going') return
    const wrong = complainAbout(code)
    setComplaint(wrong)
    if (wrong !== '') return
    setTried({ state: 'going' })
    announce(t('signin.going'))
    const answer = await doors.signIn(code).catch((cause: unknown) => {
      // Whatever broke, the person can try again.
      reportError(cause)
      return 'failed' as const
    })
    if (answer === 'ok') return route('/', true)
    setTried({ state: 'failed', code: answer })
  }
  const leaveScanned = (): void => {
    setScanned(undefined)
    setTried({ state: 'idle' })
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

/** iOS gives an installed app a store of its own: a code used up in the browser would be lost to it. */
function AppleHint(): JSX.Element | null {
  const standalone: unknown = Reflect.get(navigator, 'standalone')
  if (standalone !== false) return null
  return (
    <p class="signin__apple">
      <b>{t('signin.install')}</b>
      {t('signin.installIos')}
    </p>
  )
}
