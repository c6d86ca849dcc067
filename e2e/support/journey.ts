import { test as base, type Page } from '@playwright/test'
import { type Network, openNetwork } from './network.ts'
import { DESK, type OwnPhone, openOwnPhone, PHONE } from './phone.ts'
import { type Server, startServer } from './server.ts'

interface Means {
  /** A server of this journey alone, with the demo community. */
  readonly server: Server
  /** What lies between it and everyone below. */
  readonly network: Network
  /** Opens a phone (390 × 844, touch) with a profile in memory. */
  readonly phone: () => Promise<Page>
  /** Opens a phone whose browser can be killed and comes back with what it had on disk. */
  readonly ownPhone: () => Promise<OwnPhone>
  /** Opens a desk (1280 × 800). */
  readonly desk: () => Promise<Page>
}
interface Kept {
  /** A server stopped right after it was filled: filling anew for every journey would take longer than most. */
  readonly filled: Server
}

/** Hands `use` a way to open things, and closes all that were opened when the journey ends. */
async function lend<T>(
  use: (open: () => Promise<T>) => Promise<void>,
  ways: { open: () => Promise<T>; close: (opened: T) => Promise<void> },
): Promise<void> {
  const opened: T[] = []
  await use(async () => {
    const one = await ways.open()
    opened.push(one)
    return one
  })
  await Promise.all(opened.map(ways.close))
}

/** Playwright's `test` with a server, a network and people's devices. */
export const test = base.extend<Means, Kept>({
  filled: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from here which fixtures are wanted.
    async ({}, use) => {
      const server = await startServer()
      await server.stop()
      await use(server)
      await server.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  server: async ({ filled }, use, info) => {
    const server = await startServer({ from: filled.dataDir })
    await use(server)
    if (info.status !== info.expectedStatus) await info.attach('server.log', { body: server.log() })
    await server.remove()
  },
  network: async ({ server }, use) => {
    const network = await openNetwork(server.port)
    await use(network)
    await network.close()
  },
  phone: ({ browser, network }, use) =>
    lend(use, {
      open: async () => (await browser.newContext({ ...PHONE, baseURL: network.url })).newPage(),
      close: (page) => page.context().close(),
    }),
  ownPhone: ({ network }, use) =>
    lend(use, { open: () => openOwnPhone(network.url), close: (phone) => phone.remove() }),
  desk: ({ browser, network }, use) =>
    lend(use, {
      open: async () => (await browser.newContext({ ...DESK, baseURL: network.url })).newPage(),
      close: (page) => page.context().close(),
    }),
})
