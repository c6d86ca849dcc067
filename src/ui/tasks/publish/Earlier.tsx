import type { JSX } from 'preact'
import { useView } from '../../live.ts'
import { Icon } from '../../parts/Icon.tsx'
import { t } from '../../text/text.ts'
import { useMayWrite } from '../data.ts'
import { kindBeside } from '../words.ts'
import { earlierTasks } from './seed.ts'

const MOST = 8
/** What was published before, to be published again with a few words changed. */
export function Earlier(): JSX.Element | null {
  const view = useView()
  const tasks = earlierTasks(view, useMayWrite('task.publish')).slice(0, MOST)
  if (tasks.length === 0) return null
  return (
    <details class="typed">
      <summary>
        <b class="grow">{t('publish.earlier')}</b>
        <span class="typed__all">
          {t('task.look')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      <div class="card">
        {tasks.map((task) => (
          <a key={task.id} class="note" href={`/publish/copy/${task.id}`}>
            <span class="note__t">
              {task.body.title}
              <small>{kindBeside(view, task.body)}</small>
            </span>
            <Icon name="next" size="s" />
          </a>
        ))}
      </div>
    </details>
  )
}
