import type { ComponentChildren, JSX } from 'preact'
import { t } from '../text/text.ts'
import { Icon, type IconName } from './Icon.tsx'

/** The separator between two facts; drawn, since the middle dot is full width in some fonts. */
export const Dot = (): JSX.Element => <i class="dot"> </i>

/** Facts in a row with dots between them; empty ones fall out. */
export function Facts({ of }: { readonly of: readonly ComponentChildren[] }): JSX.Element {
  const said = of.filter((fact) => fact !== '' && fact !== null && fact !== undefined && fact !== false)
  return (
    <>
      {said.map((fact, at) => (
        <>
          {at > 0 && <Dot />}
          {fact}
        </>
      ))}
    </>
  )
}

interface ButtonProps {
  readonly children: ComponentChildren
  readonly onClick?: () => void
  /** A link instead, within the app. */
  readonly href?: string
  readonly tone?: 'go' | 'quiet' | 'stop'
  readonly size?: 's' | 'big'
  readonly wide?: boolean
  readonly icon?: IconName
  readonly type?: 'submit' | 'button'
  readonly disabled?: boolean
  readonly label?: string
}
export function Button(props: ButtonProps): JSX.Element {
  const { tone, size, wide, icon, children } = props
  const names = ['btn', tone && `btn--${tone}`, size && `btn--${size}`, wide && 'btn--wide'].filter(Boolean).join(' ')
  const inside = (
    <>
      {icon !== undefined && <Icon name={icon} {...(size === 'big' ? {} : { size: 'm' as const })} />}
      {children}
    </>
  )
  const named = props.label === undefined ? {} : { 'aria-label': props.label }
  if (props.href !== undefined) {
    return (
      <a class={names} href={props.href} {...named}>
        {inside}
      </a>
    )
  }
  return (
    <button type={props.type ?? 'button'} class={names} onClick={props.onClick} disabled={props.disabled} {...named}>
      {inside}
    </button>
  )
}

/** The way to the search at the right end of a heading. */
export const SearchLink = (): JSX.Element => (
  <a class="iconbtn iconbtn--r" href="/search" aria-label={t('go.search')}>
    <Icon name="search" />
  </a>
)

export function Card({ children, class: more }: { readonly children: ComponentChildren; readonly class?: string }) {
  return <div class={more === undefined ? 'card' : `card ${more}`}>{children}</div>
}

interface SectionProps {
  readonly title: ComponentChildren
  readonly note?: ComponentChildren
  /** A link or button at the right of the heading. */
  readonly action?: ComponentChildren
  readonly children: ComponentChildren
}
export function Section({ title, note, action, children }: SectionProps): JSX.Element {
  return (
    <section>
      <div class="sec">
        <h2>{title}</h2>
        {note !== undefined && <span class="sec__n">{note}</span>}
        {action !== undefined && <span class="right">{action}</span>}
      </div>
      {children}
    </section>
  )
}

interface EmptyProps {
  readonly title: ComponentChildren
  /** What to do next. */
  readonly hint: ComponentChildren
  readonly children?: ComponentChildren
}
export function Empty({ title, hint, children }: EmptyProps): JSX.Element {
  return (
    <div class="empty">
      <h2>{title}</h2>
      <p>{hint}</p>
      {children}
    </div>
  )
}

/** Long work as a bar with counts in words beside it. */
export function Meter({ done, of, words }: { readonly done: number; readonly of: number; readonly words: string }) {
  const share = of === 0 ? 0 : Math.min(100, (100 * done) / of)
  return (
    <div
      class="meter"
      role="progressbar"
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuetext={words}
      aria-label={words}
    >
      <i style={{ width: `${share}%` }} />
    </div>
  )
}
