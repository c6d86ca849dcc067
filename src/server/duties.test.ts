import { expect, test } from 'vitest'
import { aServer } from '../testing/community.ts'
import { daily, startDuties } from './duties.ts'
import type { Log } from './log.ts'

const DAY = 86_400_000
async function aHouse() {
  const lines: string[] = []
  const log: Log = { info: (event) => void lines.push(event), error: (event) => void lines.push(`${event} failed`) }
  const server = await aServer({ log })
  return { server, lines }
}

test('a daily duty is done at the first look and again after a day, not before', async () => {
  const { server, lines } = await aHouse()
  const duties = startDuties(server, [daily(server, 'sweep', async () => undefined)])
  await duties.look()
  server.time.now += DAY - 1
  await duties.look()
  expect(lines).toEqual(['sweep'])
  server.time.now += 1
  await duties.look()
  expect(lines).toEqual(['sweep', 'sweep'])
  await duties.stop()
})

test('what fails rests for an hour, and does not keep others from their turn', async () => {
  const { server, lines } = await aHouse()
  let isBroken = true
  const broken = daily(server, 'first', async () => {
    if (isBroken) throw new Error('on purpose')
  })
  const duties = startDuties(server, [broken, daily(server, 'second', async () => undefined)])
  await duties.look()
  expect(lines).toEqual(['first failed', 'second'])
  isBroken = false
  await duties.look()
  expect(lines).toHaveLength(2)
  server.time.now += 3_600_000
  await duties.look()
  expect(lines.at(-1)).toBe('first')
  await duties.stop()
})

test('two looks at once do a duty once, and the end waits for it', async () => {
  const { server, lines } = await aHouse()
  let open = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const duties = startDuties(server, [daily(server, 'slow', () => gate)])
  const looks = [duties.look(), duties.look()]
  const stopped = duties.stop().then(() => lines.push('stopped'))
  open()
  await Promise.all([...looks, stopped])
  expect(lines).toEqual(['slow', 'stopped'])
})
