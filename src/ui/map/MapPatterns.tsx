import type { JSX } from 'preact'

/** The hatching of what is not known, in metres: it grows with the houses. */
export const MapPatterns = (): JSX.Element => (
  <defs>
    <pattern id="ms-hatch" width="2.6" height="2.6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="mp__hatch" d="M1.3 0V2.6" />
    </pattern>
  </defs>
)
