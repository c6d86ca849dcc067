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
import { hundredCommunities, multiplyPostgres, multiplySqlite } from './crowd/hundred.ts'
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
  /** Of the overload, at each process: more than may wait for their turn there. */
  readonly requestsEach: number
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
    ? { phones, staff: 3, idle: 20, storm: 10, requestsEach: 20, communities: 2, rounds: 1, hurry: 1, lived: 12 }
    : { phones, staff: 100, idle: 2000, storm: 1000, requestsEach: 3000, communities: 100, rounds: 15, hurry: 0.2 }

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

type Tell = (name: string, figures: Figures) => void
type Started = Awaited<ReturnType<typeof startProduct>>
type Starting = () => Promise<Started>

/** The processes run for as long as `use` takes. */
async function withServers<T>(startings: readonly Starting[], use: (servers: readonly Started[]) => Promise<T>) {
  const servers: Started[] = []
  try {
    for (const starting of startings) servers.push(await starting())
    return await use(servers)
  } finally {
    for (const { child } of servers) await end(child)
  }
}
interface Scenes {
  readonly crowd: Crowd
  readonly startings: readonly Starting[]
  readonly asIs: Omit<Target, 'ports' | 'pids'>
  readonly rawLimit: (target: Target) => Promise<Figures>
  readonly tell: Tell
}
async function runScenes({ crowd, startings, asIs, rawLimit, tell }: Scenes): Promise<void> {
  const withTarget = (use: (target: Target) => Promise<void>): Promise<void> =>
    withServers(startings, (servers) =>
      use({ ports: servers.map(({ port }) => port), pids: servers.map(({ pid }) => pid), ...asIs }),
    )
  await withTarget(async (target) => {
    tell('first syncs', await firstSyncs(target, crowd.staff))
    tell('visits', await visitsAtOnce(target, { phones: crowd.phones, each: EACH }))
    tell('raw limit', await rawLimit(target))
  })
  // Memory is told of processes that have done nothing else.
  await withTarget(async (target) => {
    tell('idle and reconnecting', await idleAndStorm(target, crowd))
    tell('overload', await overload(target, crowd))
  })
}
const HOMES_TOLD = [0, 1, 2, 3, 4, 5]
interface OneOfMany {
  readonly crowd: Crowd
  readonly staff: readonly Phone[]
  readonly startings: readonly [one: Starting, hundred: Starting]
  readonly tell: Tell
}
const runHundred = ({ crowd, staff, startings, tell }: OneOfMany): Promise<void> =>
  withServers(startings, async ([one, hundred]) => {
    const ports = [one?.port ?? 0, hundred?.port ?? 0] as const
    const asked = { ports, staff, households: HOMES_TOLD.flatMap(homesOf), rounds: crowd.rounds }
    tell(`one of ${crowd.communities} communities`, await hundredCommunities(asked))
  })

async function onFile(folder: string, crowd: Crowd, tell: Tell): Promise<void> {
  const data = join(folder, 'one')
  const clean = join(folder, 'clean')
  for (const made of [data, clean]) mkdirSync(made)
  const server = makeServer({ db: openDatabase(join(data, 'minqing.db')) })
  const seated = await fill(server, crowd)
  await server.db.close()
  const empty = join(clean, 'minqing.db')
  cpSync(join(data, 'minqing.db'), empty)
  const look = <T>(use: (db: Pick<Database, 'read'>) => Promise<T>): Promise<T> => readBeside(data, use)
  const raw = { batches: crowd.phones, each: EACH }
  await runScenes({
    ...{ crowd, tell, startings: [() => startProduct(data)], asIs: { ...seated, householdsOf: homesOf, look } },
    rawLimit: async (target) => rawSqlite(folder, empty, await readBatches(target, raw)),
  })
  const many = join(folder, 'many')
  multiplySqlite(clean, many, crowd.communities)
  const startings = [() => startProduct(clean), () => startProduct(many)] as const
  await runHundred({ crowd, tell, staff: seated.staff, startings })
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

/** Two processes on one PostgreSQL that flushes every commit; for the hundred communities one on each of two schemas. */
async function onPostgres(folder: string, crowd: Crowd, tell: Tell): Promise<void> {
  const postgres = await startPostgres({ durable: true })
  if (postgres === undefined) {
    process.stdout.write('PostgreSQL: not measured, there is none on this machine\n')
    return
  }
  const [url, clean, many, raw] = [
    await createSchema(postgres.url),
    await createSchema(postgres.url),
    await createSchema(postgres.url),
    await createSchema(postgres.url),
  ]
  const db = await openPostgres(url)
  const starting =
    (name: string, at: string): Starting =>
    () =>
      startProduct(join(folder, name), { DATABASE_URL: at })
  try {
    const seated = await fill(makeServer({ db }), crowd)
    for (const empty of [clean, many, raw]) await (await openPostgres(empty)).close()
    for (const copy of [clean, raw]) await multiplyPostgres(url, copy, 1)
    await runScenes({
      ...{ crowd, tell, startings: [starting('pg-a', url), starting('pg-b', url)] },
      asIs: { ...seated, householdsOf: homesOf, look: (use) => use(db) },
      rawLimit: async (target) => rawPostgres(raw, await readBatches(target, { batches: crowd.phones, each: EACH })),
    })
    await multiplyPostgres(clean, many, crowd.communities)
    const startings = [starting('pg-one', clean), starting('pg-many', many)] as const
    await runHundred({ crowd, tell, staff: seated.staff, startings })
  } finally {
    await db.close()
    await dropSchemas(postgres.url, [url, clean, many, raw])
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
    if (!values.small) await onPostgres(folder, crowd, (name, figures) => tell(`PostgreSQL, ${name}`, figures))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine, crowd, report }, null, 2)}\n`)
}
await main()
