import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import { loadText } from './text/text.ts'

/** What a desk screen shows beside a list; phones never fetch it for that. */
export const HouseholdPane = lazy<ComponentType<{ id: string }>>(() =>
  Promise.all([import('./visit/Household.tsx'), loadText('visit')]).then(([module]) => module.HouseholdDetail),
)
