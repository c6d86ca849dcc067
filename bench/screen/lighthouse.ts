import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { getChromium, thisMachine } from '../../e2e/support/chromium.ts'
import { enter } from '../../e2e/support/enter.ts'
import type { Server } from '../../e2e/support/server.ts'

/** Of 100; null where Lighthouse could not tell (no paint in its trace): that is no score, and not a nought. */
export interface Scores {
  readonly performance: number | null
  readonly accessibility: number | null
  readonly 'best-practices': number | null
  readonly seo: number | null
  /** The audits that cost points, or that themselves failed. */
  readonly failing: readonly string[]
}
/** The slowness in these scores is not ours. */
export const LIGHTHOUSE_SLOWED =
  "Lighthouse's own simulated throttle: a slow phone and network reckoned from a run at full speed"
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

export const isLighthouseHere = (): boolean =>
  existsSync(fileURLToPath(new URL('../node_modules/lighthouse', import.meta.url)))

/** The mobile run with its own throttling, of the page a stranger gets and of Today on a phone that has the app. */
export async function lighthouseRuns(
  server: Server,
  runs: number,
): Promise<Readonly<Record<string, readonly Scores[]>>> {
  const profile = mkdtempSync(join(tmpdir(), 'minqing-lighthouse-'))
  const port = await freePort()
  const args = [`--remote-debugging-port=${port}`]
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: getChromium(thisMachine()),
    baseURL: server.url(),
    args,
  })
  try {
    const first: Scores[] = []
    for (let run = 0; run < runs; run++) first.push(await runOnce(`${server.url()}/signin`, { port, keep: false }))
    await enter(await context.newPage(), server.codes().groupLeader)
    const later: Scores[] = []
    for (let run = 0; run < runs; run++) later.push(await runOnce(`${server.url()}/today`, { port, keep: true }))
    return { 'sign-in, empty browser': first, 'Today, signed in': later }
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
async function runOnce(url: string, { port, keep }: { port: number; keep: boolean }): Promise<Scores> {
  const { default: lighthouse } = await import('lighthouse')
  const flags = { port, output: 'json', logLevel: 'error', onlyCategories: [...CATEGORIES], disableStorageReset: keep }
  const result = await lighthouse(url, flags)
  if (result === undefined) throw new Error('Lighthouse gave no result')
  const { categories, audits } = result.lhr
  const scoreOf = (name: (typeof CATEGORIES)[number]): number | null => {
    const { score = null } = categories[name] ?? {}
    return score === null ? null : Math.round(score * 100)
  }
  const weighed = CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? []).filter(({ weight }) => weight > 0)
  const failing = weighed.flatMap(({ id }) => {
    const { score = null, scoreDisplayMode } = audits[id] ?? {}
    return scoreDisplayMode === 'error' || (score !== null && score < 0.9) ? [id] : []
  })
  return {
    performance: scoreOf('performance'),
    accessibility: scoreOf('accessibility'),
    'best-practices': scoreOf('best-practices'),
    seo: scoreOf('seo'),
    failing,
  }
}
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
