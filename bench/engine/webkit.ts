import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Hands, within } from './hands.ts'
import { asyncScript, resultOf } from './script.ts'

export interface WebKitPrograms {
  readonly driver: string
  readonly browser: string
  readonly display: string
}
const DRIVER_PORT = 4517

interface Answer {
  readonly value: unknown
}
/** One command of WebDriver; its errors have words. */
async function command(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const response = await within(
    path,
    fetch(`http://127.0.0.1:${DRIVER_PORT}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }),
  )
  const { value } = (await response.json()) as Answer
  if (!response.ok) throw new Error(`WebDriver ${path}: ${JSON.stringify(value)}`)
  return value
}
async function untilItListens(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await command('GET', '/status')
      return
    } catch {
      await wait(100)
    }
  }
  throw new Error('WebKitWebDriver does not listen')
}
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await within('the end of a program', exited, 5_000).catch(() => child.kill('SIGKILL'))
}
/** A screen that nobody sees; the first free number is told on its third stream. */
async function openScreen(program: string): Promise<{ child: ChildProcess; display: string }> {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '480x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = await within('Xvfb', once(child.stdio[3] as NodeJS.ReadableStream, 'data'))
  return { child, display: `:${String(number).trim()}` }
}

/** WebKitGTK in its own small browser: the engine of iOS, and like it without Background Sync. No screenshots: they hang. */
export async function openWebKit(programs: WebKitPrograms): Promise<Hands> {
  const home = mkdtempSync(join(tmpdir(), 'minqing-webkit-'))
  const screen = await openScreen(programs.display)
  const env = {
    ...process.env,
    ...{ DISPLAY: screen.display, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, GDK_BACKEND: 'x11' },
    // As root there is no sandbox to be had, and no graphics card on a server.
    ...{
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
    },
  }
  const driver = spawn(programs.driver, [`--port=${DRIVER_PORT}`], { stdio: 'ignore', env })
  const close = async (): Promise<void> => {
    await end(driver)
    await end(screen.child)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await untilItListens()
    const options = { binary: programs.browser, args: ['--automation'] }
    const wanted = { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } }
    const made = (await command('POST', '/session', wanted)) as {
      readonly sessionId: string
      readonly capabilities: { readonly browserVersion: string }
    }
    const at = `/session/${made.sessionId}`
    return {
      name: `WebKitGTK ${made.capabilities.browserVersion}`,
      async goTo(url) {
        await command('POST', `${at}/url`, { url })
      },
      run: async (script, argument = null) =>
        resultOf(
          await command('POST', `${at}/execute/async`, { script: asyncScript(script), args: [argument] }),
        ) as never,
      async close() {
        await command('DELETE', at).catch(() => undefined)
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
