import { useEffect, useState } from 'preact/hooks'

/** From here on list and detail stand side by side (shell.css says the same). */
const DESK = '(min-width: 960px)'
export function useDesk(): boolean {
  const [desk, setDesk] = useState(() => matchMedia(DESK).matches)
  useEffect(() => {
    const query = matchMedia(DESK)
    const read = (): void => setDesk(query.matches)
    query.addEventListener('change', read)
    return () => query.removeEventListener('change', read)
  }, [])
  return desk
}
