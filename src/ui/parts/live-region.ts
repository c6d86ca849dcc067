import { signal } from '@preact/signals'

/** What a screen reader is told without the focus moving; the app shows it in one polite region. */
export const said = signal('')
export const announce = (words: string): void => {
  said.value = words
}
