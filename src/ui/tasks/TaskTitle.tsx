import type { JSX } from 'preact'
import type { TaskBody } from '../../domain/task-nouns.ts'
import { useView } from '../live.ts'
import { Dot } from '../parts/pieces.tsx'
import { kindBeside } from './words.ts'

/** What a task is called, and its kind where the title does not say it. */
export function TaskTitle({ task }: { readonly task: TaskBody }): JSX.Element {
  const kind = kindBeside(useView(), task)
  return (
    <>
      {task.title}
      {kind !== '' && (
        <span class="roomy">
          <Dot />
          {kind}
        </span>
      )}
    </>
  )
}
