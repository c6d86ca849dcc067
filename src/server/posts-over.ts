import { dayOf } from '../domain/calendar.ts'
import { isLive } from '../domain/claim.ts'
import { asId, type CommunityId, type Instant, instantOf, type PersonId } from '../domain/ids.ts'
import type { Row, RowOf } from '../domain/nouns.ts'
import { personPack } from '../domain/packs.ts'
import { TaskDesk } from '../domain/task-desk.ts'
import { derivedId } from './canonical.ts'
import { commitMade, type ServerCommand } from './commit.ts'
import type { Reading } from './database.ts'
import type { Duty } from './duties.ts'
import type { Ground } from './ground.ts'
import type { Ledger } from './ledger.ts'
import { loadRows } from './rows.ts'
import { listCommunities, mustFindCommunity, type Server } from './server.ts'
import { loadTasks } from './task-rows.ts'

/**
 * Empties the sheets of publishers whose post has ended or no longer reaches there since grids were redrawn, and frees
 * the places that people hold who have no post any more from which they could come: nobody gives a command at that
 * midnight, and whom a task helps must not stay on the phone of somebody who no longer answers for it. Costs what has
 * ended since the last look, and after a redrawing, which is rare, what everybody holds; the first after a start looks
 * at all of it once. What is done has an id that follows from the rows as they stood.
 */
export function postOverDuty(server: Server): Duty {
  const looked = new Map<CommunityId, ReadonlySet<string>>()
  const lookAt = async (id: CommunityId): Promise<void> => {
    const ground = await groundOf(server, id)
    const gone = rightsGone(ground, instantOf(server.clock()))
    const fresh = gone.filter((row) => looked.get(id)?.has(nameOf(row)) !== true)
    const posts = fresh.some(({ kind }) => kind === 'redraw') ? ground.rows.all('post') : fresh
    const persons = new Set(posts.flatMap((row) => (row.kind === 'post' ? [row.body.person] : [])))
    if (persons.size > 0) await commitMade(server, id, (tx, ledger) => letGo(tx, ledger, [...persons]))
    looked.set(id, new Set(gone.map(nameOf)))
  }
  return {
    name: 'posts that ended',
    isFrequent: true,
    isDue: () => true,
    async run() {
      for (const id of await listCommunities(server)) await lookAt(id)
    },
  }
}

/** A post that was given back and ended again, be it on the same day, is looked at again. */
const nameOf = ({ id, seq }: Row): string => `${id} ${seq}`
const groundOf = (server: Server, id: CommunityId): Promise<Ground> =>
  server.db.read(async (tx) => server.grounds.get(tx, id, (await mustFindCommunity(tx, id)).ground))
/** What took rights from people: posts that have ended, redrawings that were carried out. */
function rightsGone({ rows, timeZone }: Ground, now: Instant): readonly (RowOf<'post'> | RowOf<'redraw'>)[] {
  const today = dayOf(now, timeZone)
  const ended = rows.all('post').filter(({ body }) => body.until !== null && body.until < today)
  return [...ended, ...rows.all('redraw').filter(({ body }) => body.state === 'done')]
}

async function letGo(tx: Reading, ledger: Ledger, persons: readonly PersonId[]): Promise<readonly ServerCommand[]> {
  const { id } = ledger.community
  const packs = await loadRows(tx, id, { rows: [], under: [], packs: persons.map(personPack) })
  const tasks = new Map<string, Row[]>()
  for (const row of packs) {
    const task = row.kind === 'sheet' || (row.kind === 'claim' && isLive(row.body)) ? row.body.task : undefined
    if (task !== undefined) tasks.set(task, [...(tasks.get(task) ?? []), row])
  }
  await loadTasks(tx, ledger, [...tasks.keys()])
  return [...tasks].flatMap(([task, rows]) => {
    const desk = TaskDesk.open(ledger.rows.see(), task, ledger.now)
    if (desk === undefined) return []
    desk.letGoWithoutPost()
    desk.rest()
    return [
      {
        id: derivedId('post.over', task, ...rows.map(({ kind, id, seq }) => `${kind} ${id} ${seq}`)),
        type: 'server.post_over',
        author: asId<'person'>('server'),
        payload: { task },
        changes: desk.changes(),
      },
    ]
  })
}
