import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import type { RowOf } from '../../domain/nouns.ts'
import { loadText } from '../text/text.ts'

/** One task for those who answer for it. */
export const TaskLead = lazy<ComponentType<{ task: RowOf<'task'> }>>(() =>
  Promise.all([import('./publish/Lead.tsx'), loadText('publish')]).then(
    ([file]) => file.Lead,
    () => () => null,
  ),
)
