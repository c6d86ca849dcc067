import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

interface Started {
  readonly process: ChildProcess
  readonly said: { out: string; err: string }
}
const folders: string[] = []
const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-start-'))
  folders.push(folder)
  return folder
}
test.afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** The command of the README, as a person or a service manager gives it. */
function npmStart(env: NodeJS.ProcessEnv): Started {
  const child = spawn('npm', ['start', '--silent', '--', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.err += text
  })
  return { process: child, said }
}
async function readyLine({ process: child, said }: Started): Promise<void> {
  const ended = () => (child.exitCode === null ? '' : `ended with ${child.exitCode}: ${said.err}`)
  await expect.poll(() => said.out || ended(), { timeout: 60_000 }).not.toBe('')
  expect(said.out, ended()).toContain('\n')
}

test.describe('npm start --silent -- --json', () => {
  test('prints one line with the address and four codes, serves, and ends with 0 when asked to', async ({
    request,
  }) => {
    const started = npmStart({ PORT: '0', DATA_DIR: aFolder() })
    await readyLine(started)
    const { ready, url, codes } = JSON.parse(started.said.out)
    expect(ready).toBe(true)
    expect(Object.keys(codes).sort()).toEqual(['coordinator', 'groupLeader', 'microLeader', 'volunteer'])
    const health = await request.get(`${url}/api/health`)
    expect(await health.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    expect(await (await request.get(url)).text()).toContain('<div id="app">')
    started.process.kill('SIGTERM')
    expect(await once(started.process, 'exit')).toEqual([0, null])
    expect(started.said.out.trim().split('\n')).toHaveLength(1)
  })

  test('is ready within seconds the second time, with new codes', async () => {
    const dataDir = aFolder()
    const first = npmStart({ PORT: '0', DATA_DIR: dataDir })
    await readyLine(first)
    first.process.kill('SIGTERM')
    await once(first.process, 'exit')
    const began = Date.now()
    const second = npmStart({ PORT: '0', DATA_DIR: dataDir })
    await readyLine(second)
    expect(Date.now() - began).toBeLessThan(8_000)
    expect(JSON.parse(second.said.out).codes).not.toEqual(JSON.parse(first.said.out).codes)
    second.process.kill('SIGTERM')
    await once(second.process, 'exit')
  })

  test('says in one line that the port is taken, and ends with 1', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const started = npmStart({ PORT: String(port), DATA_DIR: aFolder() })
    expect(await once(started.process, 'exit')).toEqual([1, null])
    expect(started.said.out).toBe('')
    expect(started.said.err.trim().split('\n').at(-1)).toContain(String(port))
    other.close()
  })
})
