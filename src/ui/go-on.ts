import { useLocation } from 'preact-iso'

/**
 * Goes on once something is saved, in place of the form that made it: going back leads to where the form was opened.
 * Whoever has left the form in the meantime stays where they went. The address tells, not whether the form still
 * stands: the router keeps a page until the next one is drawn.
 */
export function useGoOn(): (to: string) => void {
  const { route } = useLocation()
  const formAt = whereWeAre()
  return (to) => {
    if (whereWeAre() === formAt) route(to, true)
  }
}
const whereWeAre = (): string => location.pathname + location.search
