import './tokens.css'
import './parts/base.css'
import './parts/cards.css'
import './parts/controls.css'
import './parts/shell.css'
import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useErrorBoundary, useMemo, useState } from 'preact/hooks'
import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso'
import type { Doors } from './doors.ts'
import { follow, LiveContext } from './live.ts'
import { said } from './parts/live-region.ts'
import { Button, Empty } from './parts/pieces.tsx'
import { Shell } from './parts/Shell.tsx'
import { SCREENS, SignIn } from './screens.ts'
import { applySettings, readSettings } from './settings.ts'
import { readSettled } from './settled.ts'
import { loadText, t } from './text/text.ts'
import { Today } from './today/Today.tsx'

/** What must be there before the first paint: the person's settings and the words of their language. */
export async function prepareApp(): Promise<void> {
  readSettings()
  readSettled()
  await loadText('core')
}

/** The whole app. `prepareApp` must have ended before. */
export function App({ doors }: { readonly doors: Doors }): JSX.Element {
  useEffect(() => applySettings(document.documentElement), [])
  return (
    <Broken>
      <LocationProvider>
        <ErrorBoundary>
          <Pages doors={doors} />
        </ErrorBoundary>
      </LocationProvider>
      <div class="sr" role="status" aria-live="polite">
        {said}
      </div>
    </Broken>
  )
}

function Pages({ doors }: { readonly doors: Doors }): JSX.Element {
  const store = doors.store.value
  const live = useMemo(() => (store === null ? null : follow(store, doors)), [store, doors])
  useEffect(() => live?.start(), [live])
  if (live === null) return <Router>{[<Route key="signin" default component={SignIn} doors={doors} />]}</Router>
  return (
    <LiveContext.Provider value={live}>
      <Router>
        <Route path="/signin" component={SignIn} />
        <Route path="/" component={Today} />
        <Route path="/today" component={Today} />
        {SCREENS.map((screen) => (
          <Route key={screen.path} path={screen.path} component={screen.component} />
        ))}
        <Route default component={NotFound} />
      </Router>
    </LiveContext.Provider>
  )
}

function NotFound(): JSX.Element {
  return (
    <Shell title={t('app.notFound')} tab="today">
      <Empty title={t('app.notFound')} hint={t('app.notFoundHint')}>
        <Button href="/" tone="go">
          {t('go.today')}
        </Button>
      </Empty>
    </Shell>
  )
}

/** The phone's storage does not open: full to the last byte, forbidden in private windows, or damaged. */
export function CannotOpen(): JSX.Element {
  return (
    <Empty title={t('app.cannotOpen')} hint={t('app.cannotOpenHint')}>
      <Button tone="go" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </Empty>
  )
}

/** A bug of ours: says so, offers to open again, and touches nothing that is stored. */
function Broken({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const [shown, setShown] = useState(false)
  const [error] = useErrorBoundary((cause) => {
    setShown(true)
    reportError(cause)
  })
  if (error === undefined || !shown) return <>{children}</>
  return (
    <Empty title={t('app.broken')} hint={t('app.brokenHint')}>
      <Button tone="go" onClick={() => location.reload()}>
        {t('app.reload')}
      </Button>
    </Empty>
  )
}
