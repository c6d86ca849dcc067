import type { CommunityId } from '../domain/ids.ts'
import { IN_LIST, numberOf, textOf } from './database.ts'
import { Fault } from './fault.ts'
import type { Server } from './server.ts'

export type Listener = (head: number) => void
/** Tells those who listen that a community's history has grown. */
export interface Poke {
  tell(community: CommunityId, head: number): void
  /** Returns the way to stop. */
  listen(community: CommunityId, listener: Listener): () => void
  /** Who has listeners, and the head they were last told of, if of any. */
  listenedTo(): ReadonlyMap<CommunityId, number | undefined>
}

export function makePoke(): Poke {
  const listeners = new Map<CommunityId, Set<Listener>>()
  const told = new Map<CommunityId, number | undefined>()
  return {
    tell(community, head) {
      if (!listeners.has(community)) return
      told.set(community, head)
      for (const listener of listeners.get(community) ?? []) listener(head)
    },
    listen(community, listener) {
      const those = listeners.get(community) ?? new Set()
      listeners.set(community, those.add(listener))
      if (!told.has(community)) told.set(community, undefined)
      return () => {
        those.delete(listener)
        if (those.size > 0) return
        listeners.delete(community)
        told.delete(community)
      }
    },
    listenedTo: () => told,
  }
}

const EVERY_MS = 1_000
const HEADS = `SELECT community, head FROM community WHERE community ${IN_LIST}`
/**
 * Where other processes write too, their pushes are looked for once a second, in communities that somebody listens to.
 * Returns the way to stop.
 */
export function watchHeads(server: Server): () => void {
  let isLooking = false
  const look = async (): Promise<void> => {
    const known = server.poke.listenedTo()
    if (isLooking || known.size === 0) return
    const before = new Map(known)
    isLooking = true
    try {
      const rows = await server.db.read((tx) => tx.all(HEADS, JSON.stringify([...before.keys()])))
      for (const row of rows) {
        const community = textOf(row, 'community') as CommunityId
        const head = numberOf(row, 'head')
        // Where our own push was told meanwhile, this head may be the one before it.
        if (!known.has(community) || known.get(community) !== before.get(community)) continue
        if (known.get(community) !== head) server.poke.tell(community, head)
      }
    } catch (error) {
      // A database that is busy or away is asked again in a second.
      if (!(error instanceof Fault)) server.log.error('heads', error)
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  return () => clearInterval(timer)
}
