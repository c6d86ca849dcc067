import { type Hands, LIMIT_MS, within } from './hands.ts'

/** Firefox ESR over WebDriver BiDi, with a profile of its own. */
export async function openFirefox(executablePath: string): Promise<Hands> {
  const { default: puppeteer } = await import('puppeteer-core')
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, timeout: 60_000 })
  const page = await browser.newPage()
  return {
    name: `Firefox ${(await browser.version()).replace(/^\w+\//, '')}`,
    async goTo(address) {
      await within(address, page.goto(address, { timeout: LIMIT_MS, waitUntil: 'load' }))
    },
    run: (script, argument = null) =>
      within('a script', page.evaluate(`(${script})(${JSON.stringify(argument)})`)) as Promise<never>,
    close: () => browser.close(),
  }
}
