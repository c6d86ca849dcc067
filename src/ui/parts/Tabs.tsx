import type { JSX } from 'preact'
import { useLive } from '../live.ts'
import { useRights } from '../rights.ts'
import { label, t } from '../text/text.ts'
import { sayTime } from '../text/when.ts'
import { useHeldCount, useNeedsYou } from '../to-do.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Dot } from './pieces.tsx'
import { syncWords } from './SyncLine.tsx'

export type Tab = 'today' | 'map' | 'tasks' | 'review' | 'me'
const TABS: Readonly<Record<Tab, { readonly href: string; readonly icon: IconName }>> = {
  today: { href: '/', icon: 'today' },
  map: { href: '/map', icon: 'map' },
  tasks: { href: '/tasks', icon: 'task' },
  review: { href: '/review', icon: 'review' },
  me: { href: '/me', icon: 'me' },
}

/** Only what exists for this person: tasks are for those who claim or publish, review is for those who review. */
function useTabs(): readonly Tab[] {
  const { mayClaim, mayLead, mayReview } = useRights()
  const has = { today: true, map: true, tasks: mayClaim || mayLead, review: mayReview, me: true }
  return (Object.keys(TABS) as Tab[]).filter((tab) => has[tab])
}
interface ToDo {
  readonly count: number
  readonly words: string
}
/** What waits for the person behind a tab. */
function useToDo(): Readonly<Partial<Record<Tab, ToDo>>> {
  const [needs, held] = [useNeedsYou(), useHeldCount()]
  return {
    today: { count: needs, words: t('tab.needsYou', { count: needs }) },
    review: { count: held, words: t('tab.held', { count: held }) },
  }
}
function Count({ of, class: name }: { readonly of: ToDo | undefined; readonly class: string }): JSX.Element | null {
  if (of === undefined || of.count === 0) return null
  return (
    <span class={name}>
      <span aria-hidden="true">{of.count}</span>
      <span class="sr">{of.words}</span>
    </span>
  )
}

export function Tabs({ lit }: { readonly lit: Tab }): JSX.Element {
  const toDo = useToDo()
  return (
    <nav class="tabs" aria-label={t('tab.nav')}>
      {useTabs().map((tab) => (
        <a key={tab} class="tab" href={TABS[tab].href} {...(tab === lit ? { 'aria-current': 'page' as const } : {})}>
          <Icon name={TABS[tab].icon} />
          <span>{t(`tab.${tab}`)}</span>
          <Count of={toDo[tab]} class="tab__n" />
        </a>
      ))}
    </nav>
  )
}

/** The desk's left rail: the same places as the tabs, with the person and the state of the sync. */
export function Rail({ lit }: { readonly lit?: Tab }): JSX.Element {
  const { view, status } = useLive()
  const { role, timeZone } = useRights()
  const toDo = useToDo()
  const { session, freshAt } = status.value
  return (
    <nav class="rail" aria-label={t('tab.nav')}>
      <div class="rail__h">
        <b>{session.communityName}</b>
        <span>
          {label(role)} {session.name}
        </span>
        <ModeChip />
      </div>
      {useTabs().map((tab) => (
        <a key={tab} href={TABS[tab].href} {...(tab === lit ? { 'aria-current': 'page' as const } : {})}>
          <Icon name={TABS[tab].icon} size="m" />
          {t(`tab.${tab}`)}
          <Count of={toDo[tab]} class="rail__n" />
        </a>
      ))}
      <p class="rail__sync" data-loaded={view.value.loaded}>
        {syncWords(status.value).words}
        {freshAt !== null && (
          <>
            <Dot />
            {sayTime(freshAt, timeZone)}
          </>
        )}
        {status.value.waiting.length > 0 && (
          <>
            <br />
            {t('sync.onPhone', { count: status.value.waiting.length })}
          </>
        )}
      </p>
    </nav>
  )
}

/** The weather of the community's mode, always visible on Today. */
export function ModeChip(): JSX.Element | null {
  const { mode } = useRights()
  if (mode.term === undefined) return null
  return (
    <span class={`mode mode--${mode.id}`}>
      <span class="sr">{t('mode.now', { mode: '' })}</span>
      {label(mode.term)}
    </span>
  )
}
