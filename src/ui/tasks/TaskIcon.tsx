import type { JSX } from 'preact'

/** Glyphs that only these screens show; the set of the frame stays small. */
const PATHS = {
  skill: 'M7 9a5 5 0 1 0 10 0 5 5 0 1 0-10 0M8.8 13 7.5 20.5 12 18l4.5 2.5L15.2 13',
  pin: 'M12 21c4.5-5 6.5-8.2 6.5-11.2a6.5 6.5 0 0 0-13 0C5.5 12.8 7.500 16 12 21zM9.700 9.700a2.300 2.300 0 1 0 4.600 0 2.300 2.300 0 1 0-4.600 0',
} as const
export const TaskIcon = ({ name }: { readonly name: keyof typeof PATHS }): JSX.Element => (
  <svg class="ic ic--s" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
)
