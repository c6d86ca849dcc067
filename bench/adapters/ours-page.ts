import { instantOf } from '../../src/domain/ids.ts'
import { indexRows, search } from '../../src/domain/search.ts'
import type { Session } from '../../src/domain/wire.ts'
import { nativeGzip } from '../../src/store/bytes.ts'
import { readDevice, writeSession } from '../../src/store/device.ts'
import { type OpenStore, openStore } from '../../src/store/open.ts'
import { runRound } from '../../src/sync/run.ts'
import { type BenchPage, expose, type Place, timeEach, typeVisit, usedBytes, writeStrictly } from './page.ts'

const gzip = nativeGzip()
const now = (): number => Date.now()
let session: Session | null = null
let profile = ''
let store: OpenStore | undefined

/** The product's own way in: the code is turned into a cookie and a session, before anything is measured. */
async function enter(code: string | null): Promise<void> {
  const device = await readDevice(() => crypto.randomUUID())
  profile = device.store
  session = device.session
  if (session !== null || code === null) return
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  session = (await response.json()) as Session
  await writeSession(session)
}

async function opened(first?: string): Promise<OpenStore> {
  if (session === null) throw new Error('nobody is signed in')
  store ??= await openStore({
    ...{ session, disk: { indexedDB, IDBKeyRange }, gzip, now },
    ...(first === undefined ? {} : { first }),
  })
  return store
}
/** One round as the page's runner has it, under the account's lock. */
async function round(): Promise<void> {
  const opening = await opened()
  if (session === null) return
  const doors = {
    fetch: fetch.bind(globalThis),
    locks: navigator.locks,
    gzip,
    build: 'bench',
    now,
    chance: () => Math.random(),
  }
  const result = await runRound(doors, {
    database: opening.database,
    session,
    store: profile,
    shown: () => opening.refresh(),
  })
  if (result === 'busy' || !result.done) throw new Error(`the round did not end: ${JSON.stringify(result)}`)
}
/** What goes on when what was asked for is reached: a round compares and tidies up, a page that opens unpacks the rest. */
let running: Promise<void> = Promise.resolve()
const begin = (): Promise<void> => {
  running = round()
  return running
}
/** Ends only where the round fails. */
const failing = async (ending: Promise<void>): Promise<never> => {
  await ending
  return new Promise(() => undefined)
}
/** As a door board reads them: the doors of the building and who lives behind. */
function householdsIn(building: string): number {
  const view = store?.view()
  if (view === undefined) return 0
  return view.under('door', building).reduce((sum, door) => sum + view.under('household', door.id).length, 0)
}
/** What is seen follows the disk by itself; this waits for it. */
async function until(isSeen: () => boolean): Promise<void> {
  const opening = await opened()
  await opening.refresh()
  if (isSeen()) return
  await new Promise<void>((resolve) => {
    const stop = opening.onChange(() => {
      if (!isSeen()) return
      stop()
      resolve()
    })
  })
}

async function saveOne(households: readonly Place[]): Promise<void> {
  const { id, household, outcome, words } = typeVisit(households)
  const payload = {
    ...{ household: household.id, outcome, method: 'door', purpose: 'routine', persons: [], words, needs: [] },
    observations: { health: 'fine', safety: 'fine' },
  }
  const command = { id, type: 'visit.log', v: 1, happenedAt: instantOf(now()), needs: [], seen: {}, payload }
  const acted = await (await opened()).act(command)
  if (!('saved' in acted)) throw new Error(`not saved: ${JSON.stringify(acted)}`)
}

const page: BenchPage = {
  async firstSync(building) {
    await opened()
    await round()
    await until(() => store?.status().complete === true && store.view().loaded === 'all')
    return householdsIn(building)
  },
  /** As the page of that building does; the others' are unpacked behind it. */
  async open(building) {
    await opened(building)
    running = until(() => store?.view().loaded === 'all')
    return householdsIn(building)
  },
  async save(count) {
    const households = (await opened()).view().all('household')
    return timeEach(count, () => saveOne(households))
  },
  /** Every visit has the server's answer, and the phone has it on its disk. */
  async push() {
    await opened()
    await Promise.race([until(() => store?.status().waiting.length === 0), failing(begin())])
  },
  async pull(seen) {
    const isSeen = ({ id }: Place): boolean => store?.view()('visit', id) !== undefined
    await opened()
    await Promise.race([until(() => seen.every(isSeen)), failing(begin())])
    return seen.filter(isSeen).length
  },
  rest: () => running,
  poll: round,
  async search(names) {
    const index = indexRows((await opened()).view())
    return names.map((name) => {
      const begun = performance.now()
      const found = search(index, name, { limit: 40 }).length
      return [performance.now() - begun, found] as const
    })
  },
  stored: usedBytes,
  strict: writeStrictly,
}
await enter(new URLSearchParams(location.hash.slice(1)).get('code'))
await expose(page)
