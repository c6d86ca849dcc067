import { describe, expect, it } from 'vitest'
import { getChromium, type Machine } from '../../e2e/support/chromium.ts'

const OWN = '/cache/chrome'
/** A machine on which these browsers work, and on which each command named brings another. */
function aMachine(given: { works?: string[]; brings?: Record<string, string>; named?: string; isRoot?: boolean }) {
  const works = new Set(given.works ?? [])
  const ran: string[] = []
  const machine: Machine = {
    named: given.named,
    downloaded: OWN,
    works: (path) => works.has(path),
    isRoot: given.isRoot ?? true,
    run(command, args) {
      const line = [command, ...args].join(' ')
      ran.push(line)
      for (const [words, path] of Object.entries(given.brings ?? {})) if (line.includes(words)) works.add(path)
      return true
    },
  }
  return { machine, ran }
}

describe('the browser for the journeys', () => {
  it('is the one named, before any other', () => {
    const { machine } = aMachine({ named: '/my/chrome', works: ['/my/chrome', '/usr/bin/chromium'] })
    expect(getChromium(machine)).toBe('/my/chrome')
  })

  it("is the system's, before Playwright's own, and nothing is fetched", () => {
    const { machine, ran } = aMachine({ works: [OWN, '/usr/bin/google-chrome'] })
    expect(getChromium(machine)).toBe('/usr/bin/google-chrome')
    expect(ran).toEqual([])
  })

  it('is downloaded by Playwright where there is none', () => {
    const { machine, ran } = aMachine({ brings: { 'install chromium': OWN } })
    expect(getChromium(machine)).toBe(OWN)
    expect(ran).toHaveLength(1)
  })

  it('comes from Debian where the download does not start', () => {
    const { machine, ran } = aMachine({ brings: { 'apt-get install': '/usr/bin/chromium' } })
    expect(getChromium(machine)).toBe('/usr/bin/chromium')
    expect(ran).toContain('apt-get update')
  })

  it('is asked for in plain words where nothing helps, without touching apt as another user', () => {
    const { machine, ran } = aMachine({ isRoot: false })
    expect(() => getChromium(machine)).toThrow('apt-get install chromium')
    expect(ran.join()).not.toContain('apt-get')
  })

  it('is never another than the one named', () => {
    const { machine } = aMachine({ named: '/gone', works: ['/usr/bin/chromium'] })
    expect(() => getChromium(machine)).toThrow('/gone')
  })
})
