import { useCallback, useState } from 'preact/hooks'

/**
 * State kept with the page's place in the history, so that Back finds it again; never in the address, since names and
 * filters must not travel to the server.
 */
export function useRemembered<T>(key: string, first: T): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const kept: unknown = Reflect.get(Object(history.state), key)
    return kept === undefined ? first : (kept as T)
  })
  const keep = useCallback(
    (next: T): void => {
      setValue(next)
      history.replaceState({ ...Object(history.state), [key]: next }, '')
    },
    [key],
  )
  return [value, keep]
}
