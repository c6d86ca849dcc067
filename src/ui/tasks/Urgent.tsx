import type { JSX } from 'preact'
import type { TaskBody } from '../../domain/task-nouns.ts'
import { useView } from '../live.ts'
import { termWord } from '../text/household.ts'

const URGENT: ReadonlySet<string> = new Set(['emergency', 'urgent'])
/** How urgent a task is, where it is; nothing of the others. */
export function Urgent({ task }: { readonly task: TaskBody }): JSX.Element | null {
  const view = useView()
  if (!URGENT.has(task.urgency)) return null
  return <b class="st st--you">{termWord(view, 'issueUrgency', task.urgency)}</b>
}
