import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import type { RowOf } from '../../../domain/nouns.ts'
import { loadText } from '../../text/text.ts'

/** Comes with the desk, which volunteers' phones never fetch: only whoever leads reads others' checked minutes. */
export const Correct = lazy<ComponentType<{ task: RowOf<'task'>; holding: RowOf<'holding'> }>>(() =>
  Promise.all([import('../board/Correct.tsx'), loadText('board')]).then(
    ([file]) => file.Correct,
    () => () => null,
  ),
)
