import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { COMMUNITY_ROW } from '../domain/due.ts'
import type { CommunityId, PersonId } from '../domain/ids.ts'
import { reopenOnStart } from './again.ts'
import { Backups, controlBackup } from './backup/backup.ts'
import { readLastBackup } from './backup/files.ts'
import { nightlyBackup } from './backup/nightly.ts'
import { type DemoCodes, lanUrl, type Started } from './banner.ts'
import { giveCode, tokenOf } from './codes.ts'
import { compactExits } from './compact.ts'
import type { Config } from './config.ts'
import { type ControlHandlers, createControl, removeControlFile, writeControlFile } from './control.ts'
import { dueDuty } from './due.ts'
import { daily, startDuties } from './duties.ts'
import { Fault } from './fault.ts'
import { createApp } from './http.ts'
import type { Log } from './log.ts'
import { openConfigured } from './open.ts'
import { watchHeads } from './poke.ts'
import { postOverDuty } from './posts-over.ts'
import { carryOutRedraws, redrawingDuty } from './redraws.ts'
import { listCommunities, makeServer, mustFindCommunity, type Server } from './server.ts'
import { giveSetUpLink } from './setup.ts'
import { splittingDuty } from './split.ts'

/** The demo community's four people whose codes are printed. */
export type DemoPeople = Readonly<Record<keyof DemoCodes, PersonId>>
export interface Parts {
  readonly log: Log
  /** Fills an empty database. */
  fillDemo(server: Server): Promise<unknown>
  /** The people of a demo that was filled, now or before. */
  demoPeople(server: Server): Promise<DemoPeople>
  readonly control: ControlHandlers
}
export interface Running extends Started {
  /** Ends requests under way, then everything else. */
  stop(): Promise<void>
}

/**
 * Opens the database, fills it if it is to be, and listens. Throws a Fault with one plain line when the port is
 * taken, the folder not writable, or the database damaged or held by another process; nothing was changed then.
 */
export async function startServer(config: Config, parts: Parts): Promise<Running> {
  await probePort(config)
  const tls = readTls(config)
  const server = makeServer({ db: await openConfigured(config), log: parts.log })
  const https = tls !== undefined || config.origin?.startsWith('https:') === true
  try {
    if (config.demo && (await isEmpty(server))) await parts.fillDemo(server)
    await reopenOnStart(server)
    // A duty looks again soon; one that cannot be carried out is no reason to be there for nobody.
    await carryOutRedraws(server).catch((error: unknown) => server.log.error('redraw', error))
    const codes = await demoCodes(server, parts)
    const setup = codes === undefined ? await giveSetUpLink(server) : undefined
    const app = await createApp(server, {
      version: config.version,
      https,
      ...(tls === undefined ? {} : { tls }),
      ...(config.origin === undefined ? {} : { origin: config.origin }),
      ...(existsSync(join(config.files, 'index.html')) ? { files: config.files } : {}),
    })
    const local = await listen(app, config)
    const url = config.origin ?? local
    const backups = server.db.isShared ? undefined : new Backups(server, config.dataDir)
    const closeControl =
      backups && (await openControl(server, config, { ...parts.control, backup: controlBackup(backups) }))
    const stopWatching = server.db.isShared ? watchHeads(server) : undefined
    const duties = startDuties(server, [
      daily(server, 'compact', () => compactExits(server)),
      splittingDuty(server),
      dueDuty(server),
      postOverDuty(server),
      redrawingDuty(server),
      ...(backups && config.backup ? [nightlyBackup(server, backups, config.backup)] : []),
    ])
    const stop = async () => {
      stopWatching?.()
      await Promise.all([closeControl?.(), duties.stop()])
      await app.close()
      await server.db.close()
    }
    return {
      url,
      lan: config.origin === undefined && isEverywhere(config.host) ? lanUrl(url) : undefined,
      https,
      codes,
      setup,
      lastBackup: readLastBackup(config.dataDir),
      stop,
    }
  } catch (error) {
    await server.db.close()
    throw error
  }
}

/** No community at all, or one whose filling was ended before anything of it was kept. */
async function isEmpty(server: Server): Promise<boolean> {
  const [only, second] = await listCommunities(server)
  if (only === undefined || second !== undefined) return only === undefined
  return (await server.db.read((tx) => mustFindCommunity(tx, only))).head.seq === 0
}

/** Before anything is touched: a second start on the same port must leave everything as it is. */
function probePort({ port, host }: Config): Promise<void> {
  if (port === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(portFault(error, port)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}
const portFault = (error: unknown, port: number): Fault =>
  new Fault('port', `Port ${port} cannot be used (${codeOf(error)}): set PORT to another number.`, error)
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

function readTls({ tls }: Config): { cert: string; key: string } | undefined {
  if (tls === undefined) return undefined
  try {
    return { cert: readFileSync(tls.cert, 'utf8'), key: readFileSync(tls.key, 'utf8') }
  } catch (error) {
    throw new Fault('not_readable', `TLS_CERT or TLS_KEY cannot be read (${codeOf(error)}).`, error)
  }
}
async function listen(app: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    const url = new URL(await app.listen({ port, host }))
    if (isEverywhere(host)) url.hostname = 'localhost'
    return url.origin
  } catch (error) {
    throw portFault(error, port)
  }
}
const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** Where this process alone holds the database, other programs come through it. Returns the way to close the door. */
async function openControl(server: Server, config: Config, handlers: ControlHandlers): Promise<() => Promise<void>> {
  const token = tokenOf(server.chance(32))
  const control = createControl(server, token, handlers)
  const url = await control.listen({ port: 0, host: '127.0.0.1' })
  writeControlFile(config.dataDir, { url, token })
  return async () => {
    removeControlFile(config.dataDir)
    await control.close()
  }
}

/** Fresh at every start, and only where the community says of itself that it is a demo. */
async function demoCodes(server: Server, parts: Parts): Promise<DemoCodes | undefined> {
  const community = await findDemo(server)
  if (community === undefined) return undefined
  const people = await parts.demoPeople(server)
  const codeFor = async (person: PersonId) => (await giveCode(server, community, person)).code
  return {
    coordinator: await codeFor(people.coordinator),
    microLeader: await codeFor(people.microLeader),
    groupLeader: await codeFor(people.groupLeader),
    volunteer: await codeFor(people.volunteer),
  }
}
async function findDemo(server: Server): Promise<CommunityId | undefined> {
  for (const id of await listCommunities(server)) {
    const isDemo = await server.db.read(async (tx) => {
      const { ground } = await mustFindCommunity(tx, id)
      return (await server.grounds.get(tx, id, ground)).rows.see()('community', COMMUNITY_ROW)?.body.demo
    })
    if (isDemo === true) return id
  }
  return undefined
}
