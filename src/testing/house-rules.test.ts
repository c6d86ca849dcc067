import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findOffences } from './house-rules.ts'
import { readSources, type Source } from './source.ts'

/** The checkers' own examples of offences are the only ones allowed. */
const EXAMPLES = /^src\/testing\/(house-rules|checkers)/

function readProject(): readonly Source[] {
  const top = readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(json|ts|mjs|md|html)$/.test(entry.name))
    .map(({ name }) => ({ path: name, text: readFileSync(name, 'utf8') }))
  const below = readSources('.', ['src', 'sw', 'e2e', 'build', 'bench', 'public']).filter(
    ({ path }) => !/\.png$/.test(path),
  )
  return [...top, ...below].filter(({ path }) => !EXAMPLES.test(path))
}
const offencesOf = (path: string, text: string): string => findOffences([{ path, text }]).join('\n')

describe('the rules on text', () => {
  it('hold for every file of the project', () => {
    expect(findOffences(readProject())).toEqual([])
  })

  it('refuse a file of more than 300 lines and let one of 300 through', () => {
    expect(offencesOf('src/domain/a.ts', 'export {}\n'.repeat(301))).toContain('301 lines')
    expect(offencesOf('src/domain/a.ts', 'export {}\n'.repeat(300))).toBe('')
  })

  it.each([
    'export const A = () => <p>已存在手机</p>',
    "export const A = () => <p title='走访'>{b}</p>",
    'export const A = () => <p>{`共三户`}</p>',
  ])('refuse Chinese in a component: %s', (text) => {
    expect(offencesOf('src/ui/today/Today.tsx', text)).toContain('catalogue')
  })

  it('let Chinese stand in comments, in the catalogue and in tests', () => {
    expect(offencesOf('src/ui/today/Today.tsx', '// 楼组长\nexport const a = 1')).toBe('')
    expect(offencesOf('src/ui/text/zh/core.ts', "export const text = { save: '存在手机' }")).toBe('')
    expect(offencesOf('src/ui/today/Today.test.tsx', "export const a = '走访'")).toBe('')
  })

  it.each([
    '// TODO later',
    '// @ts-ignore',
    "const path = '/home/someone/minqing'",
    "const path = '/root/minqing/data'",
    "const path = 'C:\\Users\\someone'",
    '"resolved": "https://packages.example/a.tgz"',
  ])('refuse %s', (text) => {
    expect(offencesOf('src/server/a.ts', text)).toContain('line 1')
  })
})
