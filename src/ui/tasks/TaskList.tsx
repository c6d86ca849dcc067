import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { fetchTaskDesk } from '../fetch-ahead.ts'
import { useIsWhole, useView } from '../live.ts'
import { announce } from '../parts/live-region.ts'
import { Button, Empty } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { ModeChip } from '../parts/Tabs.tsx'
import { useRights } from '../rights.ts'
import { t } from '../text/text.ts'
import { useOffer } from './data.ts'
import { type JustClaimed, JustClaimedLine } from './JustClaimed.tsx'
import { LostCards } from './Lost.tsx'
import { MyTasks } from './MyTasks.tsx'
import { Open } from './Open.tsx'

/** What one has taken on, and what could be. */
export function TaskList(): JSX.Element {
  const view = useView()
  const isWhole = useIsWhole()
  const { posts, mayLead } = useRights()
  const grid = posts.at(-1)?.body.grid
  const name = grid === undefined ? undefined : view('grid', grid)?.body.name
  return (
    <Shell
      title={t('tab.tasks')}
      sub={name === undefined ? undefined : t('tasks.around', { grid: name })}
      action={<ModeChip />}
      sync
      tab="tasks"
    >
      {isWhole ? (
        <>
          {mayLead && <Leading />}
          <Tasks />
        </>
      ) : (
        <Empty title={t('tasks.notComplete')} hint={t('tasks.notCompleteHint')}>
          <Button href="/">{t('go.today')}</Button>
        </Empty>
      )}
    </Shell>
  )
}

/** Who leads publishes, and sees how all of it stands. */
function Leading(): JSX.Element {
  useEffect(() => void fetchTaskDesk(), [])
  return (
    <div class="opts">
      <Button wide icon="plus" href="/publish">
        {t('tasks.publish')}
      </Button>
      <Button wide icon="board" href="/tasks/board">
        {t('tasks.desk')}
      </Button>
    </div>
  )
}

function Tasks(): JSX.Element {
  const offer = useOffer()
  const [just, setJust] = useState<JustClaimed | null>(null)
  const onClaimed = (claimed: JustClaimed): void => {
    setJust(claimed)
    announce(t('task.claimed', { task: claimed.title }) + t('task.claimedHint'))
    // The card that had the focus has left the list; reading goes on at its head.
    document.getElementById('main')?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }
  return (
    <>
      {just !== null && <JustClaimedLine just={just} onClose={() => setJust(null)} />}
      <LostCards offer={offer} onClaimed={onClaimed} />
      <MyTasks />
      <Open offer={offer} onClaimed={onClaimed} />
    </>
  )
}
