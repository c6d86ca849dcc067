import type { JSX } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { RowOf } from '../../domain/nouns.ts'
import { useIsWhole, useView } from '../live.ts'
import { Button, Empty, Facts } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useDesk } from '../parts/wide.ts'
import { t } from '../text/text.ts'
import { About } from './About.tsx'
import { Contact } from './Contact.tsx'
import { TaskDock } from './Dock.tsx'
import { type MyClaim, useMayWrite, useMyClaim } from './data.ts'
import { Finish } from './Finish.tsx'
import { History } from './History.tsx'
import { Changed, HowItStands } from './HowItStands.tsx'
import { TaskLead } from './lead.ts'
import { Steps } from './Steps.tsx'
import { ClaimBadge } from './state.tsx'
import { kindBeside } from './words.ts'

/** One task: for whoever claimed it what to do next, for all others what it is and the claim. */
export function TaskPage(): JSX.Element {
  const { params } = useRoute()
  const isWhole = useIsWhole()
  const task = useView()('task', params['id'] ?? '')
  if (task !== undefined) return <Task key={task.id} task={task} />
  return (
    <Shell title={t('tab.tasks')} back="/tasks" tab="tasks">
      <Empty
        title={t(isWhole ? 'task.gone' : 'tasks.notComplete')}
        hint={t(isWhole ? 'task.goneHint' : 'tasks.notCompleteHint')}
      >
        <Button href="/tasks" tone="go">
          {t('task.toList')}
        </Button>
      </Empty>
    </Shell>
  )
}

function Task({ task }: { readonly task: RowOf<'task'> }): JSX.Element {
  const view = useView()
  const mine = useMyClaim(task.id)
  const mayLead = useMayWrite('task.change')(task.body.grid)
  const desk = useDesk()
  const [isFinishing, setFinishing] = useState(false)
  useLayoutEffect(() => scrollTo(0, 0), [])
  if (mine !== undefined && isFinishing) return <Finish mine={mine} onBack={() => setFinishing(false)} />
  const isBeside = desk && mayLead
  const lead = mayLead && !isBeside && <TaskLead task={task} />
  const dock = <TaskDock task={task} mine={mine} onFinish={() => setFinishing(true)} />
  return (
    <Shell
      title={task.body.title}
      sub={<Facts of={[kindBeside(view, task.body), view('grid', task.body.grid)?.body.name]} />}
      back="/tasks"
      action={mine === undefined ? undefined : <ClaimBadge mine={mine} standing={mine.standing} />}
      sync
      dock={dock}
      {...(isBeside ? { detail: <TaskLead task={task} /> } : {})}
    >
      {mine === undefined && lead}
      {mine === undefined ? <Unclaimed task={task} /> : <Claimed mine={mine} onFinish={() => setFinishing(true)} />}
      <About task={task} />
      {mine !== undefined && lead}
      <History task={task} {...(mine === undefined ? {} : { mine })} />
    </Shell>
  )
}

function Unclaimed({ task }: { readonly task: RowOf<'task'> }): JSX.Element {
  const view = useView()
  // Who answers for it reads it above.
  const isKnown = view('contact', task.id) !== undefined || view('sheet', task.id) !== undefined
  return (
    <>
      {task.body.tellsFrom !== undefined && !isKnown && (
        <div class="cards">
          <Contact task={task} />
        </div>
      )}
      <Steps task={task} />
    </>
  )
}
function Claimed({ mine, onFinish }: { readonly mine: MyClaim; readonly onFinish: () => void }): JSX.Element {
  return (
    <>
      <Changed mine={mine} />
      <div class="cards">
        <HowItStands mine={mine} />
        {mine.task.body.tellsFrom !== undefined && <Contact task={mine.task} mine={mine} />}
      </div>
      <Steps task={mine.task} mine={mine} onFinish={onFinish} />
    </>
  )
}
