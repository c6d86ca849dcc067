import './signin.css'
import type { JSX } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { setUpInFragment } from '../../domain/sign-in-code.ts'
import type { Doors } from '../doors.ts'
import { LiveContext } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { chooseLanguage, textSize } from '../settings.ts'
import { language, t } from '../text/text.ts'
import { CodeForm } from './CodeForm.tsx'
import { PassphraseForm } from './PassphraseForm.tsx'
import { SetUpForm } from './SetUpForm.tsx'

/** Signing in; only a tap on the button uses a code up. An address with the set-up link's code founds a community. */
export function SignIn({ doors }: { readonly doors?: Doors }): JSX.Element | null {
  const live = useContext(LiveContext)
  const [link] = useState(() => setUpInFragment(location.hash))
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
          {t(link === undefined ? 'signin.title' : 'setup.title')}
        </h1>
        <p class="signin__lead">{t(link === undefined ? 'signin.lead' : 'setup.lead')}</p>
        {name !== undefined && <p class="signin__lead">{t('signin.again', { name })}</p>}
        <AppleHint />
        {link === undefined ? <Forms doors={open} /> : <SetUpForm doors={open} link={link} />}
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

/** By the code on paper; coordinators may have a passphrase besides. */
function Forms({ doors }: { readonly doors: Doors }): JSX.Element {
  const [byCode, setByCode] = useState(true)
  return (
    <>
      {byCode ? <CodeForm doors={doors} /> : <PassphraseForm doors={doors} />}
      <Button tone="quiet" onClick={() => setByCode(!byCode)}>
        {t(byCode ? 'signin.byPassphrase' : 'signin.withCode')}
      </Button>
    </>
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
