import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import { loadText } from './text/text.ts'

/** Today of those who have no round of their own. */
export const DeskDay: ComponentType = lazy(() =>
  Promise.all([import('./today/DeskDay.tsx'), loadText('map', 'review')]).then(
    ([module]) => module.DeskDay,
    () => () => null,
  ),
)

/** What other screens show of tasks; fetched by those who have claimed something. */
export const TaskPane = lazy<ComponentType<{ onDone?: (words: string) => void }>>(() =>
  Promise.all([import('./tasks/Tasks.tsx'), loadText('tasks', 'refusal', 'trouble')]).then(
    ([file]) => file.TaskPane,
    // The tab of tasks says that they could not be fetched.
    () => () => null,
  ),
)

/** What a desk screen shows beside a list; phones never fetch it for that. */
export const HouseholdPane = lazy<ComponentType<{ id: string }>>(() =>
  Promise.all([import('./visit/Household.tsx'), loadText('visit', 'refusal', 'needs')]).then(
    ([module]) => module.HouseholdDetail,
  ),
)
