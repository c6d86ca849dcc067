import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Page,
  type TestInfo,
} from '@playwright/test'
import { type Network, openNetwork } from './network.ts'
import { DESK, type OwnPhone, openOwnPhone, PHONE } from './phone.ts'
import { createSchema, dropSchemas, startPostgres } from './postgres.ts'
import { readKeys } from './profile.ts'
import { personalWords, readRegister, staffNames } from './register.ts'
import { logLines, say, wordsOf } from './said.ts'
import { type Server, startServer } from './server.ts'

/** What a journey's people have at hand. */
export interface Means {
  /** A server of this journey alone, with the demo community. */
  readonly server: Server
  /** What lies between it and everyone below. */
  readonly network: Network
  /** Opens a phone (390 × 844, touch) with a profile in memory. */
  readonly phone: () => Promise<Page>
  /** Opens a phone whose browser can be killed and comes back with what it had on disk; or a copy of one that is closed. */
  readonly ownPhone: (from?: OwnPhone) => Promise<OwnPhone>
  /** Opens a desk (1280 × 800). */
  readonly desk: () => Promise<Page>
}
interface Choice {
  /** What the server of the journey stands on. */
  readonly engine: 'SQLite' | 'PostgreSQL'
  /** Whether its community is there when the journey begins. */
  readonly filling: 'demo' | 'none'
}
interface Kept {
  /** A server stopped right after it was filled: filling anew for every journey would take longer than most. */
  readonly filled: Server
}

/** Hands `use` a way to open things, and closes all that were opened when the journey ends. */
async function lend<T, Given extends readonly unknown[]>(
  use: (open: (...given: Given) => Promise<T>) => Promise<void>,
  ways: { open: (...given: Given) => Promise<T>; close: (opened: T) => Promise<void> },
): Promise<void> {
  const opened: T[] = []
  await use(async (...given) => {
    const one = await ways.open(...given)
    opened.push(one)
    return one
  })
  await Promise.all(opened.map(ways.close))
}
interface Opening {
  readonly browser: Browser
  readonly device: BrowserContextOptions
}
async function openPage({ browser, device }: Opening, info: TestInfo): Promise<Page> {
  const context = await browser.newContext(device)
  const addresses: string[] = []
  context.on('request', (request) => addresses.push(decodeURIComponent(request.url())))
  context.on('close', () => say(info, 'address', addresses))
  return context.newPage()
}
/** Before it goes, a device shows the names and keys of what it stores. */
async function showKeys(context: BrowserContext, info: TestInfo): Promise<void> {
  const last = context.pages().find((each) => each.url().startsWith('http'))
  if (last !== undefined)
    say(
      info,
      'key',
      (await readKeys(last).catch(() => [])).map(({ text }) => text),
    )
}
async function closePage(page: Page, info: TestInfo): Promise<void> {
  await showKeys(page.context(), info)
  await page.context().close()
}
async function closeOwnPhone(phone: OwnPhone, info: TestInfo): Promise<void> {
  await showKeys(phone.context(), info)
  await phone.remove()
}

/** Playwright's `test` with a server, a network and people's devices. */
export const test = base.extend<Means & Choice, Kept>({
  engine: ['SQLite', { option: true }],
  filling: ['demo', { option: true }],
  filled: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from here which fixtures are wanted.
    async ({}, use, info) => {
      const server = await startServer()
      await server.stop()
      say(info, 'log', logLines(server.log()))
      const rows = readRegister(server)
      say(info, 'word', [...personalWords(rows), ...staffNames(rows)])
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  server: [
    async ({ filled, engine, filling }, use, info) => {
      const postgres = engine === 'PostgreSQL' ? await startPostgres() : undefined
      const address = postgres === undefined ? undefined : await createSchema(postgres.url)
      const server = await startServer(
        address !== undefined
          ? { env: { DATABASE_URL: address } }
          : filling === 'none'
            ? { env: { DEMO: '0' } }
            : { from: filled.dataDir },
      )
      await use(server)
      if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.log() })
      await server.stop()
      say(info, 'log', logLines(server.log()))
      // The words are read from the file; over PostgreSQL it is the same story told again.
      if (address === undefined) say(info, 'word', wordsOf(server))
      await server.remove()
      if (postgres !== undefined && address !== undefined) await dropSchemas(postgres.url, [address])
      await postgres?.stop()
    },
    // Filling a database anew is not the journey's time.
    { timeout: 120_000 },
  ],
  network: async ({ server }, use, info) => {
    const network = await openNetwork(server.port)
    await use(network)
    say(
      info,
      'address',
      network.seen.map(({ path }) => decodeURIComponent(path)),
    )
    await network.close()
  },
  phone: ({ browser, network }, use, info) =>
    lend(use, {
      open: () => openPage({ browser, device: { ...PHONE, baseURL: network.url } }, info),
      close: (page) => closePage(page, info),
    }),
  ownPhone: ({ network }, use, info) =>
    lend(use, {
      open: (from?: OwnPhone) => openOwnPhone(network.url, from),
      close: (phone) => closeOwnPhone(phone, info),
    }),
  desk: ({ browser, network }, use, info) =>
    lend(use, {
      open: () => openPage({ browser, device: { ...DESK, baseURL: network.url } }, info),
      close: (page) => closePage(page, info),
    }),
})
