import { useLocation } from 'preact-iso'
import { useIsDesk } from './screen-size.ts'

/**
 * At a desk a door opens beside the list it was chosen from; on a phone it is a page of its own. The choice lies in
 * the address, so that back and reload keep it.
 */
export interface Chosen {
  readonly isDesk: boolean
  readonly household: string | undefined
  href(household: string): string
}
export function useChosen(): Chosen {
  const { path, query } = useLocation()
  const isDesk = useIsDesk()
  return {
    isDesk,
    household: isDesk ? query['at'] : undefined,
    href: (household) =>
      isDesk ? `${path}?${new URLSearchParams({ ...query, at: household })}` : `/household/${household}`,
  }
}
