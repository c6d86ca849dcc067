import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import { columnsOf, TABLES, type TableName } from '../../src/server/schema.ts'
import type { Phone } from '../community/fill.ts'
import { type Caller, firstSync, pushVisits, standing, sync } from '../community/phone.ts'
import { median, round } from '../machine/numbers.ts'
import type { Figures } from './scenes.ts'
import { keptOpen } from './target.ts'

const COPIED: readonly TableName[] = ['community', 'command', 'entity', 'pack', 'exit']

/** Copies the one community that is there under so many names more; nobody's session is copied. Both engines read it. */
function copyStatements(communities: number): readonly string[] {
  const names = `WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < ${communities - 1})`
  return COPIED.flatMap((table) => {
    const others = columnsOf(table).filter((column) => column !== 'community')
    const columns = ['community', ...others].join(', ')
    const copied = `'bench-' || n.k, ${others.map((column) => `t.${column}`).join(', ')}`
    return [
      // The copy is made of what was there before it.
      `CREATE TEMP TABLE once AS SELECT * FROM ${table}`,
      `${names} INSERT INTO ${table} (${columns}) SELECT ${copied} FROM n, once t`,
      'DROP TABLE once',
    ]
  })
}
/** The data folder `from` with so many communities, at `to`. */
export function multiplySqlite(from: string, to: string, communities: number): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.lock') })
  const database = new DatabaseSync(join(to, 'minqing.db'))
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN')
  for (const statement of copyStatements(communities)) database.exec(statement)
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}
/** The tables at the address `from` into the empty ones at `to`, and so many communities of the one. */
export async function multiplyPostgres(from: string, to: string, communities: number): Promise<void> {
  const schema = new URL(from).searchParams.get('options')?.split('=')[1]
  const client = new Client({ connectionString: to })
  await client.connect()
  try {
    await client.query('BEGIN')
    for (const table of Object.keys(TABLES))
      await client.query(`INSERT INTO ${table} SELECT * FROM ${schema}.${table} ON CONFLICT DO NOTHING`)
    if (communities > 1) for (const statement of copyStatements(communities)) await client.query(statement)
    await client.query('COMMIT')
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
}

interface Measured {
  readonly caller: Caller
  readonly other: Caller
  readonly households: readonly string[]
  readonly polls: number[]
  readonly deltas: number[]
}
async function measureOnce(one: Measured, round_: number): Promise<void> {
  const { caller, other, households, polls, deltas } = one
  const stand = standing(await firstSync(caller))
  const timed = async (times: number[]): Promise<void> => {
    const begun = performance.now()
    await sync(caller, stand)
    times.push(performance.now() - begun)
  }
  for (let time = 0; time < 10; time++) await timed(polls)
  const from = (round_ * 62) % (households.length - 62)
  await pushVisits({ ...other, households: households.slice(from, from + 62) })
  for (let time = 0; time < 3; time++) await timed(deltas)
}

export interface Hundred {
  /** Of the server with the one community, and of that with many. */
  readonly ports: readonly [one: number, hundred: number]
  readonly staff: readonly Phone[]
  readonly households: readonly string[]
  readonly rounds: number
}
/** Polls and deltas of 186 rows of one community, where it is alone and where it is one of many, in turn. */
export async function hundredCommunities({ ports, staff, households, rounds }: Hundred): Promise<Figures> {
  const [first, second] = staff
  if (first === undefined || second === undefined) throw new Error('two people are needed')
  const measured = ports.map((port): Measured => {
    const caller = { port, phone: first, agent: keptOpen() }
    return { caller, other: { port, phone: second, agent: keptOpen() }, households, polls: [], deltas: [] }
  })
  try {
    for (let round_ = 0; round_ < rounds; round_++) for (const each of measured) await measureOnce(each, round_)
  } finally {
    for (const { caller, other } of measured) for (const { agent } of [caller, other]) agent?.destroy()
  }
  const [alone, among] = measured.map(({ polls, deltas }) => [median(polls), median(deltas)] as const)
  const [poll = 0, delta = 0] = alone ?? []
  const [pollOfMany = 0, deltaOfMany = 0] = among ?? []
  return {
    ...{ pollMs: round(poll, 2), pollMsOfMany: round(pollOfMany, 2), pollTimes: round(pollOfMany / poll, 2) },
    ...{ deltaMs: round(delta, 2), deltaMsOfMany: round(deltaOfMany, 2), deltaTimes: round(deltaOfMany / delta, 2) },
  }
}
