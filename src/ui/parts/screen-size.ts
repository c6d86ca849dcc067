import { useEffect, useState } from 'preact/hooks'
import { textSize } from '../settings.ts'

/** Whether a media query holds; the screen is drawn again when that changes. */
function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const changed = (): void => setMatches(list.matches)
    changed()
    list.addEventListener('change', changed)
    return () => list.removeEventListener('change', changed)
  }, [query])
  return matches
}

/** How many stairs stand side by side: two on a phone, three on a tablet, four at a desk. */
export function useColumns(): number {
  const isTablet = useMedia('(min-width: 760px)')
  const isDesk = useMedia('(min-width: 1180px)')
  return 2 + Number(isTablet) + Number(isDesk)
}

/** Wide enough for the list and what is chosen in it, side by side. */
export const useIsDesk = (): boolean => useMedia('(min-width: 1100px)')

/** Too low for a legend that stays: it would cover what it explains. */
export function useIsLow(): boolean {
  return useMedia(textSize.value === 'elder' ? '(max-height: 740px)' : '(max-height: 600px)')
}
