import { join } from 'node:path'
import { become, newClaim, SERVER } from '../../src/domain/claim.ts'
import {
  asId,
  type Day,
  type GridId,
  type Instant,
  instantOf,
  makeCommandId,
  type PersonId,
} from '../../src/domain/ids.ts'
import { COMMUNITY_PACK, gridPack, openPack, personPack } from '../../src/domain/packs.ts'
import { type Change, put } from '../../src/domain/see.ts'
import type { ClaimBody, TaskBody } from '../../src/domain/task-nouns.ts'
import { commitServerChanges } from '../../src/server/commit.ts'
import { DEMO_COMMUNITY, fillDemo } from '../../src/server/demo/demo.ts'
import { DEMO_PEOPLE } from '../../src/server/demo/posts.ts'
import { makeServer, type Server } from '../../src/server/server.ts'
import { openDatabase } from '../../src/server/sqlite.ts'

export interface Amount {
  readonly tasks: number
  readonly volunteers: number
}
export interface Board extends Amount {
  readonly claims: number
  readonly toCheck: number
}
const HOUR = 3_600_000
const KINDS = ['errand', 'escort', 'wish', 'patrol', 'visit', 'clean_green']
const SKILLS = [
  'haircut',
  'it',
  'dialect',
  'carry',
  'gardening',
  'cooking',
  'teaching',
  'medical',
  'electric',
  'first_aid',
]
const SLOTS = ['wd_am', 'wd_pm', 'wd_eve', 'thu_am', 'we_am', 'we_pm', 'we_eve']
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T
const personOf = (n: number): PersonId => asId(`bench-${n}`)

/** The demo community with so many open tasks and volunteers besides: every second task has a claim, a twentieth waits for a check. */
export async function fillBoard(dataDir: string, amount: Amount): Promise<Board> {
  const server = makeServer({ db: openDatabase(join(dataDir, 'minqing.db')) })
  await fillDemo(server)
  const grids = await server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'grid' AND id LIKE 'g-_'"))
  const tasks = Array.from({ length: amount.tasks }, (_, n) =>
    taskChanges(n, {
      grid: asId<'grid'>(String(pick(grids, n)['id'])),
      now: server.clock(),
      volunteers: amount.volunteers,
    }),
  )
  const people = Array.from({ length: amount.volunteers }, (_, n) => volunteerChanges(n))
  await commitInParts(server, [...people, ...tasks])
  await server.db.close()
  const claims = Math.ceil(amount.tasks / 2)
  return { ...amount, claims, toCheck: Math.ceil(amount.tasks / 20) }
}

/** A command for every few hundred rows. */
export async function commitInParts(server: Server, all: readonly (readonly Change[])[]): Promise<void> {
  const parts = Array.from({ length: Math.ceil(all.length / 500) }, (_, part) =>
    all.slice(part * 500, part * 500 + 500),
  )
  const commands = parts.map((changes, part) => ({
    id: makeCommandId(
      Date.now(),
      Uint8Array.from({ length: 10 }, (_, at) => (at === 0 ? part & 255 : 9)),
    ),
    type: 'server.demo',
    author: DEMO_PEOPLE.coordinator,
    changes: changes.flat(),
  }))
  await commitServerChanges(server, DEMO_COMMUNITY, commands)
}

function volunteerChanges(n: number): readonly Change[] {
  const person = personOf(n)
  const grid = asId<'grid'>('g-a')
  const slots = [pick(SLOTS, n), pick(SLOTS, n * 3 + 1)]
  const skills = [{ skill: pick(SKILLS, n) }, { skill: pick(SKILLS, n * 7 + 3), certificate: 'B' }]
  const card = { person, skills, slots, languages: [], groups: n % 3 === 0 ? ['care'] : [] }
  return [
    put('person', { id: person, pack: COMMUNITY_PACK }, { name: `志愿者${n}` }),
    put(
      'post',
      { id: `bench-post-${n}`, pack: COMMUNITY_PACK },
      { person, grid, role: 'volunteer', since: '2026-01-01' as Day, until: null },
    ),
    put('volunteer', { id: person, pack: personPack(person) }, card),
    put('card', { id: person, pack: gridPack(grid) }, card),
  ]
}

interface Hanging {
  readonly grid: GridId
  readonly now: number
  readonly volunteers: number
  /** Hours until the lease of its claim is over. */
  readonly lease?: number
}
/** One or two places, the first of them taken in every second task. */
export function taskChanges(n: number, { grid, now, volunteers, lease = 24 + (n % 40) }: Hanging): readonly Change[] {
  const at = (hours: number): Instant => instantOf(now + hours * HOUR)
  const id = `bench-task-${n}`
  const task: TaskBody = {
    ...{ kind: pick(KINDS, n), title: `任务 ${n}`, text: '', grid, place: { sort: 'grid' }, waits: true },
    steps: ['1', '2', '3'].map((step) => ({ id: step, text: `第 ${step} 步` })),
    ...{ from: at(50 + (n % 300)), until: at(54 + (n % 300)), urgency: n % 20 === 0 ? 'urgent' : 'normal' },
    skills: n % 4 === 0 ? [pick(SKILLS, n / 4)] : [],
    ...{ state: 'open', by: DEMO_PEOPLE.coordinator, at: at(-24), log: [] },
  }
  const claim = n % 2 === 0 ? aClaim(n, { task: id, person: personOf(n % volunteers), at: at(-1) }) : undefined
  const places = 1 + (n % 3 === 0 ? 1 : 0)
  const seats = Array.from({ length: places }, (_, no) => {
    const isTaken = no === 0 && claim !== undefined
    const isKept = isTaken && claim.state === 'confirmed'
    const kept = { until: isKept ? at(lease) : null, ends: isKept ? at(lease) : null }
    const seat = { task: id, no: no + 1, claim: isTaken ? `bench-claim-${n}` : null, ...kept }
    return put('seat', { id: `${id}-s${no + 1}`, pack: openPack(grid) }, seat)
  })
  const claimId = `bench-claim-${n}`
  const rows =
    claim === undefined
      ? []
      : [
          put('claim', { id: claimId, pack: personPack(claim.person) }, claim),
          put('holding', { id: claimId, pack: gridPack(grid) }, claim),
        ]
  return [put('task', { id, pack: openPack(grid) }, task), ...seats, ...rows]
}
function aClaim(n: number, { task, person, at }: { task: string; person: PersonId; at: Instant }): ClaimBody {
  const begun = newClaim({ task, person, wait: true }, 'claimed', { at, by: person })
  const confirmed = become(begun, 'confirmed', { at, by: SERVER }) ?? begun
  if (n % 20 !== 0) return { ...confirmed, order: n + 1 }
  const started = become(confirmed, 'started', { at, by: person }) ?? confirmed
  const submitted = become(started, 'submitted', { at, by: person }) ?? started
  return { ...submitted, order: n + 1, done: { at, minutes: 60 + (n % 7) * 10 } }
}
