import { dayOf } from './calendar.ts'
import { holdsPlace, isLive } from './claim.ts'
import { timeZoneOf } from './due.ts'
import type { Instant } from './ids.ts'
import { gridPack, historyPack, personPack, readPack } from './packs.ts'
import { mayRead, mayWrite } from './permission.ts'
import { groundsOf } from './rights.ts'
import { type Change, put, type See } from './see.ts'
import type { ClaimBody, ContactBody, SheetBody, TaskBody } from './task-nouns.ts'

export interface Published {
  readonly id: string
  readonly task: TaskBody
  readonly contact: ContactBody | undefined
  readonly claims: Iterable<readonly [id: string, claim: ClaimBody]>
}

/**
 * Keeps the sheet of a task's publisher: whom it helps and who comes, of this task alone. Only publishers whose post
 * does not open the claims of the grid have one, only while they may still change the task, and until it is over.
 */
export function sheetChanges(see: See, published: Published, now: Instant): readonly Change[] {
  const { id, task } = published
  const known = see('sheet', id)
  const pack = personPack(task.by)
  const body = needsSheet(see, published, now) ? sheetOf(published) : undefined
  if (body !== undefined)
    return JSON.stringify(known?.body) === JSON.stringify(body) ? [] : [put('sheet', { id, pack }, body)]
  if (known === undefined || !known.pack.startsWith('p:')) return []
  return [put('sheet', { id, pack: historyPack(pack) }, { task: id, holders: [] })]
}

function needsSheet(see: See, { task, claims }: Published, now: Instant): boolean {
  // Work that was sent back may never come again: what is over does not wait for it.
  const isWaitedFor = (claim: ClaimBody): boolean =>
    claim.state === 'submitted' || (isLive(claim) && claim.state !== 'sent_back')
  const isGoingOn = task.state === 'open' || [...claims].some(([, claim]) => isWaitedFor(claim))
  const name = readPack(gridPack(task.grid))
  if (!isGoingOn || name === undefined) return false
  const grounds = groundsOf(see, task.by)
  const today = dayOf(now, timeZoneOf(see))
  const { grid } = task
  const change = { type: 'task.change', class: 'request', grid, happened: today, arrived: today } as const
  return mayWrite(grounds, change) === 'ok' && !mayRead(grounds, task.by, { name, grid, today })
}
function sheetOf({ id, contact, claims }: Published): SheetBody {
  const holders = [...claims]
    .filter(([, claim]) => isLive(claim) || holdsPlace(claim))
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([claim, { person, state }]) => ({ claim, person, state }))
  if (contact === undefined || contact.gone === true) return { task: id, holders }
  const { task: _, told: __, ...said } = contact
  return { task: id, contact: said, holders }
}
