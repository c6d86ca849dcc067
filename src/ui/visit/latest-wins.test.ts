import { expect, test } from 'vitest'
import { latestWins } from './latest-wins.ts'

/** A disk whose writes end only when told to. */
function slowDisk() {
  const begun: string[] = []
  const ends: ((failure?: Error) => void)[] = []
  return {
    begun,
    end: (failure?: Error) => ends.shift()?.(failure),
    save: (value: string) =>
      new Promise<void>((resolve, reject) => {
        begun.push(value)
        ends.push((failure) => (failure === undefined ? resolve() : reject(failure)))
      }),
  }
}
const turn = () => new Promise<void>((resolve) => setTimeout(resolve))

test('never two writes at once, and what was typed meanwhile is written as one', async () => {
  const disk = slowDisk()
  const writer = latestWins(disk.save)
  const first = writer.write('夜')
  writer.write('夜里').catch(() => undefined)
  const last = writer.write('夜里起来')
  expect(disk.begun).toEqual(['夜'])
  disk.end()
  await turn()
  expect(disk.begun).toEqual(['夜', '夜里起来'])
  disk.end()
  await Promise.all([first, last])
})
test('whoever waits goes on only after the last write, even when it failed', async () => {
  const disk = slowDisk()
  const writer = latestWins(disk.save)
  const failed = writer.write('满了').catch((error: unknown) => error)
  let isOver = false
  const waited = writer.settled().then(() => {
    isOver = true
  })
  await turn()
  expect(isOver).toBe(false)
  disk.end(new Error('disk full'))
  await waited
  expect(await failed).toEqual(new Error('disk full'))
})
test('after a failure the next keystroke is written again', async () => {
  const disk = slowDisk()
  const writer = latestWins(disk.save)
  const failed = writer.write('a').catch(() => 'failed')
  disk.end(new Error('disk full'))
  expect(await failed).toBe('failed')
  const next = writer.write('ab')
  disk.end()
  await next
  expect(disk.begun).toEqual(['a', 'ab'])
})
test('nothing to wait for is no wait', async () => {
  await expect(latestWins(slowDisk().save).settled()).resolves.toBeUndefined()
})
