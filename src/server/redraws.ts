import { dayOf } from '../domain/calendar.ts'
import { COMMAND_VERSION } from '../domain/commands.ts'
import { type CommunityId, instantOf } from '../domain/ids.ts'
import type { RedrawBody } from '../domain/map-nouns.ts'
import type { RowOf } from '../domain/nouns.ts'
import { reopenOnNews } from './again.ts'
import { derivedId } from './canonical.ts'
import type { Reading } from './database.ts'
import type { Duty } from './duties.ts'
import { readIncoming } from './incoming.ts'
import { judgeInFull } from './judge.ts'
import { Ledger } from './ledger.ts'
import { loadTouched } from './load.ts'
import { loadRecords } from './records.ts'
import { listCommunities, mustFindCommunity, type Server } from './server.ts'

/**
 * Carries out every redrawing whose day has come, in every community, each in a transaction of its own as a command of
 * the server whose id follows from the redrawing: two processes, or one again after a restore, do it once. It was
 * judged when it was decided, so its author's rights of today no longer count. Gives how many were carried out; one that
 * fails keeps no other from its day, and its error is raised at the end.
 */
export async function carryOutRedraws(server: Server): Promise<number> {
  let done = 0
  const failures: unknown[] = []
  for (const community of await listCommunities(server)) {
    const waiting = await server.db.read((tx) => dueRedraws(server, tx, community))
    for (const { id } of waiting) {
      try {
        done += (await carryOut(server, community, id)) ? 1 : 0
      } catch (error) {
        failures.push(error)
      }
    }
  }
  if (failures.length > 0) throw failures[0]
  return done
}

/** In the order of their days, and of one day in the order they were decided in. */
async function dueRedraws(server: Server, tx: Reading, id: CommunityId): Promise<readonly RowOf<'redraw'>[]> {
  const { ground } = await mustFindCommunity(tx, id)
  const { rows, timeZone } = await server.grounds.get(tx, id, ground)
  const today = dayOf(instantOf(server.clock()), timeZone)
  const order = ({ body, seq }: RowOf<'redraw'>): string => `${body.on} ${String(seq).padStart(16, '0')}`
  return rows
    .all('redraw')
    .filter(({ body }) => body.state === 'waiting' && body.on <= today)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

async function carryOut(server: Server, community: CommunityId, redraw: string): Promise<boolean> {
  const done = await server.db.write(community, async (tx) => {
    const state = await mustFindCommunity(tx, community)
    const now = instantOf(server.clock())
    const ledger = new Ledger(state, await server.grounds.within(tx, community, state.ground), now)
    const row = ledger.rows.see()('redraw', redraw)
    const id = derivedId('grid.redraw', redraw)
    const isKnown = (await loadRecords(tx, community, [id])).length > 0
    // Somebody may have withdrawn it, or another process have carried it out, between the look and the lock.
    if (isKnown || row?.body.state !== 'waiting') return undefined
    const command = { id, n: 0, type: 'grid.redraw', v: COMMAND_VERSION, happenedAt: now, needs: [], seen: {} }
    const arrival = { author: row.body.by, store: 'server', clockOffset: 0, receivedAt: now }
    const incoming = readIncoming({ ...command, payload: payloadOf(redraw, row.body) }, arrival)
    if ('bad' in incoming.command) throw new Error('a redrawing that waits cannot be read')
    await loadTouched(tx, ledger, [incoming])
    const judged = judgeInFull({ ledger, incoming, command: incoming.command, now }, false)
    if ('code' in judged) throw new Error(`a redrawing that waits was ${judged.status}`)
    ledger.accept({ ...incoming.draft, status: 'ok', code: undefined }, ledger.stage(judged.changes, id))
    await reopenOnNews(server, tx, ledger)
    await ledger.write(tx)
    return ledger.head.seq
  })
  if (done !== undefined) server.poke.tell(community, done)
  return done !== undefined
}
const payloadOf = (redraw: string, { grid, boundary, grids, buildings, end, on }: RedrawBody) => ({
  redraw,
  grid,
  ...(boundary === undefined ? {} : { boundary }),
  grids: grids.map((move) => ({ grid: move.grid, to: move.to })),
  buildings: buildings.map(({ building, stairs, to }) => ({ building, stairs: stairs.map(({ stair }) => stair), to })),
  ...(end === undefined ? {} : { end }),
  on,
})

/** At every look at duties: a day begins at another time in every time zone, and looking costs no write. */
export const redrawingDuty = (server: Server): Duty => ({
  name: 'redraw',
  isFrequent: true,
  isDue: () => true,
  run: () => carryOutRedraws(server),
})
