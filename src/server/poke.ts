import type { CommunityId } from '../domain/ids.ts'

export type Listener = (head: number) => void
/** Tells those who listen that a community's history has grown. */
export interface Poke {
  tell(community: CommunityId, head: number): void
  /** Returns the way to stop. */
  listen(community: CommunityId, listener: Listener): () => void
}

export function makePoke(): Poke {
  const listeners = new Map<CommunityId, Set<Listener>>()
  return {
    tell(community, head) {
      for (const listener of listeners.get(community) ?? []) listener(head)
    },
    listen(community, listener) {
      const those = listeners.get(community) ?? new Set()
      listeners.set(community, those.add(listener))
      return () => {
        those.delete(listener)
        if (those.size === 0) listeners.delete(community)
      }
    },
  }
}
