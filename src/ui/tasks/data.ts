import { useMemo } from 'preact/hooks'
import { type ClaimRules, claimRules } from '../../domain/claim-rules.ts'
import { type Day, type GridId, type Instant, instantOf, type PersonId } from '../../domain/ids.ts'
import { type Need, needOf } from '../../domain/needs-answer.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { claimOn, claimsOf, type OwnClaim } from '../../domain/own-claims.ts'
import { mayWrite } from '../../domain/permission.ts'
import { groundsOf } from '../../domain/rights.ts'
import type { See } from '../../domain/see.ts'
import type { TASK_PAYLOADS } from '../../domain/task-commands.ts'
import { type TaskCard, taskCards } from '../../domain/task-lists.ts'
import type { View } from '../../store/contract.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { useRights } from '../rights.ts'
import { settled } from '../settled.ts'
import { todayOf } from '../text/when.ts'
import { lastPer } from './last-per.ts'
import { type Standing, standingOf } from './state.tsx'

/** Commands of this phone that the server has not answered. */
export function useWaiting(): ReadonlySet<string> {
  const { waiting } = useStatus()
  return useMemo(
    () => new Set(waiting.flatMap(({ command, state }) => (state === 'received' ? [] : [command.id]))),
    [waiting],
  )
}

export interface MyClaim extends OwnClaim {
  readonly standing: Standing
  /** What it wants of its holder, as it is counted among what needs him. */
  readonly need: Need | undefined
}
const useRead = (): ReadonlySet<string> => settled.value
/** Says of a claim how it stands for its holder now. */
function useTelling(): (mine: OwnClaim) => MyClaim {
  const view = useView()
  const waiting = useWaiting()
  const ms = useClock().now
  const read = useRead()
  return useMemo(() => {
    const now = instantOf(ms)
    return (mine) => ({ ...mine, standing: standingOf(mine, waiting), need: needOf(view, mine.claim, { now, read }) })
  }, [view, waiting, ms, read])
}
export function useMine(): readonly MyClaim[] {
  const view = useView()
  const tell = useTelling()
  const { person } = useStatus().session
  return useMemo(() => claimsOf(view, person).map(tell), [view, person, tell])
}
/** The person's own claim on one task. */
export function useMyClaim(task: string): MyClaim | undefined {
  const tell = useTelling()
  const mine = claimOn(useView(), useStatus().session.person, task)
  return mine === undefined ? undefined : tell(mine)
}

interface Asking {
  readonly person: PersonId
  readonly today: Day
  readonly type: keyof typeof TASK_PAYLOADS
}
/** Whether somebody may give a command in a grid today; the server judges all the same. */
export function writeRight(see: See, { person, today, type }: Asking): (grid: GridId) => boolean {
  const grounds = groundsOf(see, person)
  const known = new Map<GridId, boolean>()
  const ask = (grid: GridId): boolean =>
    mayWrite(grounds, { type, class: 'request', grid, happened: today, arrived: today }) === 'ok'
  return (grid) => {
    const may = known.get(grid) ?? ask(grid)
    known.set(grid, may)
    return may
  }
}
/** The signed-in person's right to a command, grid by grid. */
export function useMayWrite(type: Asking['type']): (grid: GridId) => boolean {
  const view = useView()
  const today = todayOf(useClock())
  const { person } = useStatus().session
  return useMemo(() => writeRight(view, { person, today, type }), [view, person, today, type])
}

export type Option = readonly [value: string, words: string]
/** Some grids, each below the one that it belongs to. */
export function useSomeGrids(may: (grid: GridId) => boolean): readonly Option[] {
  const view = useView()
  return useMemo(() => {
    const below = (parent: RowOf<'grid'>, depth: number): readonly Option[] => [
      ...(may(parent.id as GridId) ? [[parent.id, `${INDENT.repeat(depth)}${parent.body.name}`] as const] : []),
      ...[...view.under('grid', parent.id)]
        .filter(({ body }) => body.ended === undefined)
        .sort((a, b) => a.body.order - b.body.order)
        .flatMap((grid) => below(grid, depth + (may(parent.id as GridId) ? 1 : 0))),
    ]
    return rootsOf(view).flatMap((root) => below(root, 0))
  }, [view, may])
}
/** A full-width blank: options take no markup, and drop a narrow one. */
const INDENT = '\u3000'
const rootsOf = (view: View): readonly RowOf<'grid'>[] =>
  view.all('grid').filter(({ body }) => body.parent === null && body.ended === undefined)

export interface Offer {
  /** All that the person may claim now, or has to do with; for those who only publish, all that looks for people. */
  readonly cards: readonly TaskCard[]
  readonly now: Instant
  readonly timeZone: string
}
const cardsOf = lastPer<View, Parameters<typeof taskCards>[1], readonly TaskCard[]>(taskCards)
export function useOffer(): Offer {
  const view = useView()
  const { now: ms, timeZone } = useClock()
  const { person } = useStatus().session
  const { mayClaim } = useRights()
  const right = useMayWrite('task.claim')
  return useMemo(() => {
    const now = instantOf(ms)
    const cards = cardsOf(view, { person, now })
    const may = mayClaim ? cards.filter(({ task }) => right(task.body.grid)) : cards
    return { cards: may, now, timeZone }
  }, [view, person, mayClaim, right, ms, timeZone])
}

export function useClaimRules(): ClaimRules {
  const view = useView()
  return useMemo(() => claimRules(view), [view])
}
