import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'

/**
 * Goes on once something is saved, in place of the form that made it: going back leads to where the form was opened.
 * Whoever has left the form in the meantime stays where they went.
 */
export function useGoOn(): (to: string) => void {
  const { route } = useLocation()
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return (to) => {
    if (isHere.current) route(to, true)
  }
}
