import { dayOf } from '../domain/calendar.ts'
import { isLive } from '../domain/claim.ts'
import { asId, type CommunityId, type Instant, instantOf } from '../domain/ids.ts'
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
 * Empties the sheets of publishers whose post has ended, and frees the places that people hold who have no post any
 * more: nobody gives a command at that midnight, and whom a task helps must not stay on the phone of somebody who no
 * longer answers for it. Costs what has ended since the last look; the first after a start looks at all ended posts
 * once. What is done has an id that follows from the rows as they stood.
 */
export function postOverDuty(server: Server): Duty {
  const looked = new Map<CommunityId, ReadonlySet<string>>()
  const lookAt = async (id: CommunityId): Promise<void> => {
    const ended = endedPosts(await groundOf(server, id), instantOf(server.clock()))
    const fresh = ended.filter((post) => looked.get(id)?.has(nameOf(post)) !== true)
    if (fresh.length > 0) await commitMade(server, id, (tx, ledger) => letGo(tx, ledger, fresh))
    looked.set(id, new Set(ended.map(nameOf)))
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

type Post = RowOf<'post'>
/** A post that was given back and ended again, be it on the same day, is looked at again. */
const nameOf = ({ id, seq }: Post): string => `${id} ${seq}`
const groundOf = (server: Server, id: CommunityId): Promise<Ground> =>
  server.db.read(async (tx) => server.grounds.get(tx, id, (await mustFindCommunity(tx, id)).ground))
function endedPosts({ rows, timeZone }: Ground, now: Instant): readonly Post[] {
  const today = dayOf(now, timeZone)
  return rows.all('post').filter(({ body }) => body.until !== null && body.until < today)
}

async function letGo(tx: Reading, ledger: Ledger, ended: readonly Post[]): Promise<readonly ServerCommand[]> {
  const { id } = ledger.community
  const persons = [...new Set(ended.map(({ body }) => body.person))]
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
