import type { ComponentChildren, JSX, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { ErrorBoundary, useRoute } from 'preact-iso'
import { t } from '../text/text.ts'
import { useFootRoom } from './foot-room.ts'
import { Icon } from './Icon.tsx'
import { SavedLine } from './SavedLine.tsx'
import { SyncLine } from './SyncLine.tsx'
import { useIsLow } from './screen-size.ts'
import { Rail, type Tab, Tabs } from './Tabs.tsx'

export interface ShellProps {
  /** The page's name, for the heading, the window and the screen reader. */
  readonly title: string
  /** Stands before the name in the heading: a care shape. */
  readonly mark?: ComponentChildren
  /** Second line under the heading. */
  readonly sub?: ComponentChildren
  /** Second half of the heading's own line. */
  readonly aside?: ComponentChildren
  /** Right end of the heading: a button or a badge. */
  readonly action?: ComponentChildren
  /** Where the arrow at the left leads; without it there is none. */
  readonly back?: string
  readonly backIcon?: 'back' | 'close'
  readonly backLabel?: string
  /** The sync line under the heading. */
  readonly sync?: boolean
  /** Stays under the heading: a layer switch, filters. */
  readonly head?: ComponentChildren
  /** The tab bar with this tab lit; without it the page is a task of its own and has none. */
  readonly tab?: Tab
  /** The one primary action, within the thumb's reach. */
  readonly dock?: ComponentChildren
  /** Above the dock: legend, selection. On low screens it ends the content instead. */
  readonly foot?: ComponentChildren
  /** Uses the whole width of a desk screen. */
  readonly wide?: boolean
  /** Beside the content on a desk screen: what is chosen in it. */
  readonly detail?: ComponentChildren
  readonly children: ComponentChildren
}

/** The frame of every screen: header, content, bottom action, tabs (a rail from 960 px on). */
export function Shell(props: ShellProps): JSX.Element {
  const isLow = useIsLow()
  const foot = useFootRoom()
  return (
    <div class={`app${props.wide === true ? ' app--wide' : ''}${props.detail === undefined ? '' : ' app--detail'}`}>
      <Header {...props} />
      <main class="main" id="main" tabIndex={-1}>
        {props.children}
        {isLow && props.foot}
      </main>
      <footer class="foot" ref={foot}>
        <SavedLine />
        {!isLow && props.foot}
        {props.dock !== undefined && <div class="dock">{props.dock}</div>}
        {props.tab !== undefined && <Tabs lit={props.tab} />}
      </footer>
      {props.detail !== undefined && (
        <aside class="detail">
          <ErrorBoundary>{props.detail}</ErrorBoundary>
        </aside>
      )}
      <Rail {...(props.tab === undefined ? {} : { lit: props.tab })} />
    </div>
  )
}

/** The page shown last: a later one takes the focus, the very first leaves it where the browser put it. */
let arrivedAt: string | undefined
function arrive(path: string, heading: HTMLElement | null): void {
  const isLater = arrivedAt !== undefined && arrivedAt !== path
  arrivedAt = path
  // A page that is there for one field has given it the focus already.
  if (isLater && document.activeElement === document.body) heading?.focus({ preventScroll: true })
}
function useArrival(title: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement | null>(null)
  // The route's own path, not the address: while the next screen loads, this one still stands under its new address.
  const { path } = useRoute()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title])
  useEffect(() => arrive(path, heading.current), [path])
  return heading
}

function Header(props: ShellProps): JSX.Element {
  const heading = useArrival(props.title)
  const icon = props.backIcon ?? 'back'
  return (
    <header class="top">
      <div class="top__row">
        {props.back !== undefined && (
          <a class="iconbtn" href={props.back} aria-label={props.backLabel ?? t(`go.${icon}`)}>
            <Icon name={icon} />
          </a>
        )}
        <div class={props.aside === undefined ? 'grow' : 'grow top__line'}>
          <h1 class="top__title" ref={heading} tabIndex={-1}>
            {props.mark}
            {props.title}
          </h1>
          {props.aside !== undefined && <p class="top__sub">{props.aside}</p>}
          {props.sub !== undefined && <p class="top__sub">{props.sub}</p>}
        </div>
        {props.action !== undefined && <div class="top__do">{props.action}</div>}
      </div>
      {props.sync === true && <SyncLine />}
      {props.head}
    </header>
  )
}
