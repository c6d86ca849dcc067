import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSchema, dropSchemas, startPostgres } from '../e2e/support/postgres.ts'
import type { Database } from '../src/server/database.ts'
import { openPostgres } from '../src/server/postgres.ts'
import { makeServer, type Server } from '../src/server/server.ts'
import { openDatabase } from '../src/server/sqlite.ts'
import { end, startProduct } from './adapters/server.ts'
import { fillCommunity, type Phone, seatPhones } from './community/fill.ts'
import { BUILDINGS, householdId, householdsOf, leaderId, staffId } from './community/places.ts'
import { hundredCommunities, multiply } from './crowd/hundred.ts'
import { rawPostgres, rawSqlite, readBatches } from './crowd/raw.ts'
import { type Figures, firstSyncs, idleAndStorm, overload, visitsAtOnce } from './crowd/scenes.ts'
import type { Target } from './crowd/target.ts'
import { describeMachine } from './machine/machine.ts'

/** How large the crowd is. */
interface Crowd {
  readonly phones: number
  readonly staff: number
  readonly idle: number
  readonly storm: number
  readonly requests: number
  readonly communities: number
  readonly rounds: number
  /** The share of the time that a busy server names which phones really wait. */
  readonly hurry: number
  readonly lived?: number
}
const EACH = 5
/** A person may have six tabs that listen. */
const SEATS = 5
const crowdOf = (phones: number, small: boolean): Crowd =>
  small
    ? { phones, staff: 3, idle: 20, storm: 10, requests: 20, communities: 2, rounds: 1, hurry: 1, lived: 12 }
    : { phones, staff: 100, idle: 2000, storm: 1000, requests: 3000, communities: 100, rounds: 15, hurry: 0.2 }

type Report = Record<string, Figures>
interface Seated {
  readonly staff: readonly Phone[]
  readonly leaders: readonly Phone[]
  readonly people: number
}

/** Community A with everybody's sessions; first one phone a leader, then their further ones. */
async function fill(server: Server, crowd: Crowd): Promise<Seated> {
  const leaders = Math.max(crowd.phones, Math.ceil(crowd.idle / SEATS))
  await fillCommunity(server, {
    times: 1,
    staff: crowd.staff,
    leaders,
    ...(crowd.lived === undefined ? {} : { lived: crowd.lived }),
  })
  const people = Array.from({ length: leaders }, (_, n) => leaderId(n))
  const seats = await seatPhones(server, { people, each: SEATS })
  const inTurn = Array.from({ length: SEATS }, (_, seat) => seats.filter((_phone, n) => n % SEATS === seat))
  const staff = Array.from({ length: crowd.staff }, (_, n) => staffId(n))
  return { staff: await seatPhones(server, { people: staff }), leaders: inTurn.flat(), people: leaders }
}
const homesOf = (leader: number): readonly string[] => householdsOf(leader % BUILDINGS).map((n) => householdId(n))

const say = (name: string, figures: Figures): void => {
  const said = Object.entries(figures).map(([key, value]) => `${key} ${value}`)
  process.stdout.write(`${name}: ${said.join(', ')}\n`)
}
function reporter(report: Report): (name: string, figures: Figures) => void {
  return (name, figures) => {
    report[name] = figures
    say(name, figures)
  }
}

async function onFile(folder: string, crowd: Crowd, tell: (name: string, figures: Figures) => void): Promise<void> {
  const data = join(folder, 'one')
  mkdirSync(data)
  const server = makeServer({ db: openDatabase(join(data, 'minqing.db')) })
  const seated = await fill(server, crowd)
  await server.db.close()
  const empty = join(folder, 'filled.db')
  cpSync(join(data, 'minqing.db'), empty)
  let running = await startProduct(data)
  const look = <T>(use: (db: Pick<Database, 'read'>) => Promise<T>): Promise<T> => readBeside(data, use)
  const asIs = { ...seated, householdsOf: homesOf, look }
  let target: Target = { ports: [running.port], pids: [running.pid], ...asIs }
  try {
    tell('first syncs', await firstSyncs(target, crowd.staff))
    const raw = { batches: crowd.phones, each: EACH }
    tell('visits', await visitsAtOnce(target, { phones: crowd.phones, each: EACH }))
    tell('raw limit', rawSqlite(folder, empty, await readBatches(target, raw)))
    // Memory is told of a process that has done nothing else.
    await end(running.child)
    running = await startProduct(data)
    target = { ports: [running.port], pids: [running.pid], ...asIs }
    tell('idle and reconnecting', await idleAndStorm(target, crowd))
    tell('overload', await overload(target, crowd))
  } finally {
    await end(running.child)
  }
  const clean = join(folder, 'clean')
  mkdirSync(clean)
  cpSync(empty, join(clean, 'minqing.db'))
  const many = join(folder, 'many')
  multiply(clean, many, crowd.communities)
  const households = homesOf(0).concat(homesOf(1), homesOf(2), homesOf(3), homesOf(4), homesOf(5))
  const asked = { one: clean, hundred: many, staff: seated.staff, households, rounds: crowd.rounds }
  tell(`one of ${crowd.communities} communities`, await hundredCommunities(asked))
}
/** Beside the process that holds the file, for reading alone. */
async function readBeside<T>(data: string, use: (db: Pick<Database, 'read'>) => Promise<T>): Promise<T> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(join(data, 'minqing.db'), { readOnly: true })
  try {
    const all = async (sql: string, ...parameters: readonly (string | number | null)[]) =>
      database.prepare(sql).all(...parameters) as unknown as readonly Readonly<Record<string, string | number | null>>[]
    return await use({ read: (work) => work({ all }) })
  } finally {
    database.close()
  }
}

/** Two processes on one PostgreSQL that flushes every commit. */
async function onPostgres(folder: string, crowd: Crowd, tell: (name: string, figures: Figures) => void): Promise<void> {
  const postgres = await startPostgres({ durable: true })
  if (postgres === undefined) {
    process.stdout.write('PostgreSQL: not measured, there is none on this machine\n')
    return
  }
  const url = await createSchema(postgres.url)
  const db = await openPostgres(url)
  const seated = await fill(makeServer({ db }), crowd)
  const servers = [
    await startProduct(join(folder, 'pg-a'), { DATABASE_URL: url }),
    await startProduct(join(folder, 'pg-b'), { DATABASE_URL: url }),
  ]
  const processes = { ports: servers.map(({ port }) => port), pids: servers.map(({ pid }) => pid) }
  const target: Target = { ...processes, ...seated, householdsOf: homesOf, look: (use) => use(db) }
  try {
    tell('PostgreSQL, first syncs', await firstSyncs(target, crowd.staff))
    tell('PostgreSQL, visits', await visitsAtOnce(target, { phones: crowd.phones, each: EACH }))
    tell(
      'PostgreSQL, raw limit',
      await rawPostgres(url, await readBatches(target, { batches: crowd.phones, each: EACH })),
    )
    tell('PostgreSQL, overload', await overload(target, crowd))
  } finally {
    for (const { child } of servers) await end(child)
    await db.close()
    await dropSchemas(postgres.url, [url])
    await postgres.stop()
  }
}

async function main(): Promise<void> {
  const options = {
    phones: { type: 'string', default: '200' },
    /** A handful instead of a crowd, on a file alone: to see that the program works. */
    small: { type: 'boolean', default: false },
    json: { type: 'string' },
  } as const
  const { values } = parseArgs({ options })
  const crowd = crowdOf(Number(values.phones), values.small)
  const machine = describeMachine()
  const folder = mkdtempSync(join(tmpdir(), 'minqing-load-'))
  const report: Report = {}
  const tell = reporter(report)
  try {
    await onFile(folder, crowd, tell)
    if (!values.small) await onPostgres(folder, crowd, tell)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, crowd, report }, null, 2)}\n`)
}
await main()
