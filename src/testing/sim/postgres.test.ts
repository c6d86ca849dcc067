import { afterEach, expect, inject, test } from 'vitest'
import { live, wholeHistory } from './history.ts'

const ADDRESS = 'SIM_DATABASE_URL'
const given = process.env[ADDRESS]
function standOn(url: string | undefined): void {
  if (url === undefined) delete process.env[ADDRESS]
  else process.env[ADDRESS] = url
}
afterEach(() => standOn(given))

test.each(['5', 'claims/5'])(
  'on PostgreSQL everything holds in world %s, and goes line by line as on a file',
  async (seed) => {
    standOn(inject('postgres').url)
    const there = await live(wholeHistory(seed))
    expect(there.error).toBeUndefined()
    standOn(undefined)
    const here = await live(wholeHistory(seed))
    expect(there.log.length).toBeGreaterThan(100)
    expect(there.log).toEqual(here.log)
    expect(there.counts).toEqual(here.counts)
  },
)
test('a world told to stand on PostgreSQL stands nowhere else: without it there is none', async () => {
  standOn('postgres://nobody@127.0.0.1:1/nothing')
  await expect(live(wholeHistory('5'))).rejects.toThrow()
})
