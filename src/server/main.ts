import { bannerText, jsonLine } from './banner.ts'
import { readConfig } from './config.ts'
import { demoPeople, fillDemo } from './demo/demo.ts'
import { Fault } from './fault.ts'
import { controlImport } from './import/control.ts'
import { makeLog } from './log.ts'
import { startServer } from './start.ts'

/** After a signal: requests under way may take so long, then the process ends all the same. */
const GRACE_MS = 10_000

async function main(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2))
  if (typeof config === 'string') return refuse(config)
  // What the database holds is nobody else's to read on this machine either.
  process.umask(0o077)
  const log = makeLog(
    (line) => void process.stderr.write(line),
    () => Date.now(),
  )
  try {
    const running = await startServer(config, { log, fillDemo, demoPeople, control: { import: controlImport } })
    process.stdout.write(config.json ? jsonLine(running) : bannerText(running))
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(running.stop))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    refuse(error.message)
  }
}
function refuse(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exitCode = 1
}
async function end(stop: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), GRACE_MS).unref()
  await stop()
  process.exit(0)
}

await main()
