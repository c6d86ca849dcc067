import './tasks.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { CardEdit } from './CardEdit.tsx'
import { TaskList } from './TaskList.tsx'
import { TaskNeeds } from './TaskNeeds.tsx'
import { TaskPage } from './TaskPage.tsx'
import { TasksToday } from './TasksToday.tsx'

/** All that is about tasks comes as one file: its screens lead to each other and share most of what they are made of. */
export function Tasks(): JSX.Element {
  const { path } = useRoute()
  if (path.startsWith('/card')) return <CardEdit />
  return path.startsWith('/task/') ? <TaskPage /> : <TaskList />
}

/** What other screens show of it: Today one's own tasks, and what needs the person the claims that do. */
export function TaskPane({ onDone }: { readonly onDone?: (words: string) => void }): JSX.Element {
  return onDone === undefined ? <TasksToday /> : <TaskNeeds onDone={onDone} />
}
