import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openNetwork } from '../e2e/support/network.ts'
import { readRegister } from '../e2e/support/register.ts'
import { startServer } from '../e2e/support/server.ts'
import { openFirefox } from './engine/firefox.ts'
import type { Hands } from './engine/hands.ts'
import { type Seen, walkJourney } from './engine/journey.ts'
import { getEngines } from './engine/programs.ts'
import { openWebKit } from './engine/webkit.ts'
import { describeMachine } from './machine/machine.ts'

/** A server of its own for each engine; the receipt is looked up in the server's file too. */
async function walk(open: () => Promise<Hands>): Promise<Seen> {
  const server = await startServer()
  const network = await openNetwork(server.port)
  const visits = (): number => readRegister(server).filter(({ kind }) => kind === 'visit').length
  const before = visits()
  const hands = await open()
  try {
    const seen = await walkJourney(hands, server, network)
    if (visits() !== before + 1)
      throw new Error(`${hands.name}: the server has ${visits() - before} visits more, not one`)
    if (seen.unauthorized > 0) throw new Error(`${hands.name}: the cookie was not sent`)
    if (seen.workerRounds === 0) throw new Error(`${hands.name}: the worker did no round`)
    if (seen.durability.join() !== 'strict') throw new Error(`${hands.name}: durability ${seen.durability.join()}`)
    return seen
  } finally {
    await hands.close()
    await network.close()
    await server.remove()
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } })
  const { firefox, webkit } = getEngines()
  const engines = { firefox: () => openFirefox(firefox), webkit: () => openWebKit(webkit) }
  const machine = describeMachine()
  const seen: Seen[] = []
  for (const [name, open] of Object.entries(engines)) {
    if (values.only !== undefined && values.only !== name) continue
    const one = await walk(open)
    seen.push(one)
    const { engine, durability, hasBackgroundSync, workerRounds } = one
    process.stdout.write(
      `${engine}: visit offline, opened again offline, sent and received; durability ${durability.join(', ')}; ` +
        `${workerRounds} rounds by the worker; Background Sync ${hasBackgroundSync ? 'there' : 'not there'}\n`,
    )
  }
  const report = { machine, engines: seen }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
await main()
