import { useMemo } from 'preact/hooks'
import { type ClaimRules, claimRules } from '../../domain/claim-rules.ts'
import { type Day, type GridId, instantOf, type PersonId } from '../../domain/ids.ts'
import { mayWrite } from '../../domain/permission.ts'
import { groundsOf } from '../../domain/rights.ts'
import type { See } from '../../domain/see.ts'
import { claimOn, claimsOf, type Mine, nearnessTo, type OpenTask, openTasks } from '../../domain/task-list.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { useRights } from '../rights.ts'
import { todayOf } from '../text/when.ts'
import { type Standing, standingOf } from './state.tsx'

/** Commands of this phone that the server has not answered. */
export function useWaiting(): ReadonlySet<string> {
  const { waiting } = useStatus()
  return useMemo(
    () => new Set(waiting.flatMap(({ command, state }) => (state === 'received' ? [] : [command.id]))),
    [waiting],
  )
}

export interface MyClaim extends Mine {
  readonly standing: Standing
}
export function useMine(): readonly MyClaim[] {
  const view = useView()
  const waiting = useWaiting()
  const { person } = useStatus().session
  return useMemo(
    () => claimsOf(view, person).map((mine) => ({ ...mine, standing: standingOf(mine, waiting) })),
    [view, person, waiting],
  )
}
/** The person's own claim on one task. */
export function useMyClaim(task: string): MyClaim | undefined {
  const view = useView()
  const waiting = useWaiting()
  const mine = claimOn(view, useStatus().session.person, task)
  return mine === undefined ? undefined : { ...mine, standing: standingOf(mine, waiting) }
}

/** Whether somebody may claim tasks of a grid today; the server judges all the same. */
export function claimRight(see: See, person: PersonId, today: Day): (grid: GridId) => boolean {
  const grounds = groundsOf(see, person)
  const known = new Map<GridId, boolean>()
  const ask = (grid: GridId): boolean =>
    mayWrite(grounds, { type: 'task.claim', class: 'request', grid, happened: today, arrived: today }) === 'ok'
  return (grid) => {
    const may = known.get(grid) ?? ask(grid)
    known.set(grid, may)
    return may
  }
}
export function useClaimRight(): (grid: GridId) => boolean {
  const view = useView()
  const today = todayOf(useClock())
  const { person } = useStatus().session
  return useMemo(() => claimRight(view, person, today), [view, person, today])
}

export interface Offer {
  readonly open: readonly OpenTask[]
  /** Whether any post says where near is. */
  readonly nearIsKnown: boolean
}
const anywhere = (): boolean => true
/** What could be claimed now; for those who only publish, all that looks for people. */
export function useOpenTasks(): Offer {
  const view = useView()
  const clock = useClock()
  const { person } = useStatus().session
  const { posts, mayClaim } = useRights()
  const right = useClaimRight()
  const { now, timeZone } = clock
  return useMemo(() => {
    const grids = posts.map((post) => post.body.grid)
    const near = nearnessTo(view, grids)
    const asking = { person, now: instantOf(now), timeZone, near, mayClaim: mayClaim ? right : anywhere }
    return { open: openTasks(view, asking), nearIsKnown: near.isKnown }
  }, [view, person, posts, mayClaim, right, now, timeZone])
}

export function useClaimRules(): ClaimRules {
  const view = useView()
  return useMemo(() => claimRules(view), [view])
}
