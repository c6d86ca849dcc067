import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

/** Offences are planted in a copy of the project, and the project's own checkers are let loose on it. */
let copy = ''
const planted = new Set<string>()

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'minqing-copy-'))
  const left = new Set(['node_modules', '.git', 'dist', 'data', 'docs', 'test-results', 'playwright-report'])
  for (const name of readdirSync('.').filter((each) => !left.has(each)))
    cpSync(name, join(copy, name), { recursive: true })
  // Every package, but not the caches: the copy must not leave its results in ours.
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync('node_modules').filter((each) => !/^\.(cache|vite|package-lock)/.test(each))) {
    symlinkSync(resolve('node_modules', name), join(copy, 'node_modules', name))
  }
})
afterEach(() => {
  for (const path of planted) {
    rmSync(join(copy, path))
    if (existsSync(path)) cpSync(path, join(copy, path))
  }
  planted.clear()
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

function plant(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), text)
    planted.add(path)
  }
}
function run(script: string, args: readonly string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join('node_modules', script), ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', FORCE_COLOR: '0' },
  })
  return { status, said: stdout + stderr }
}
const biome = (...args: string[]) => run('@biomejs/biome/bin/biome', args)

describe('the formatter', () => {
  it('refuses a file that is not formatted, and imports out of order', () => {
    plant({
      'src/domain/offence-format.ts': 'export const a = {b:1};\n',
      'src/domain/offence-order.ts':
        "import { b } from './b.ts'\nimport { a } from './a.ts'\n\nexport const c = a + b\n",
    })
    expect(biome('check', '--linter-enabled=false', 'src/domain/offence-format.ts').status).toBe(1)
    expect(biome('check', '--linter-enabled=false', 'src/domain/offence-order.ts').said).toContain('organizeImports')
  })
})

describe('the linter', () => {
  it('refuses each offence by the rule made for it', () => {
    const offences: Readonly<Record<string, string>> = {
      noFloatingPromises: 'const go = async (): Promise<void> => {}\nexport function run(): void {\n  go()\n}\n',
      noMisusedPromises:
        'const go = async (): Promise<boolean> => true\nexport const a = (): number => {\n  if (go()) return 1\n  return 2\n}\n',
      noExplicitAny: 'export const a = (b: any): unknown => b\n',
      noNonNullAssertion: 'export const a = (b: string | null): string => b!\n',
      noConsole: "export const a = (): void => console.log('a')\n",
      useMaxParams: 'export const a = (b: number, c: number, d: number, e: number): number => b + c + d + e\n',
      noExcessiveLinesPerFunction: `export function a(): number {\n  let b = 0\n${'  b += 1\n'.repeat(50)}  return b\n}\n`,
      noBarrelFile: "export { hashText } from './check.ts'\n",
      noUnusedVariables: 'export function a(): void {\n  const b = 1\n}\n',
      noTsIgnore: '// @ts-ignore\nexport const a: string = 1\n',
      noUndeclaredDependencies: "import { a } from 'left-pad'\n\nexport const b = a\n",
      noSkippedTests: "import { it } from 'vitest'\n\nit.skip('a', () => {})\n",
      noFocusedTests: "import { it } from 'vitest'\n\nit.only('a', () => {})\n",
    }
    const pathOf = (rule: string): string => `src/domain/offence-${rule}${/Tests$/.test(rule) ? '.test' : ''}.ts`
    plant(Object.fromEntries(Object.entries(offences).map(([rule, text]) => [pathOf(rule), text])))
    const { status, said } = biome(
      'lint',
      '--error-on-warnings',
      '--max-diagnostics=none',
      '--reporter=github',
      'src/domain',
    )
    const lines = said.split('\n')
    const missed = Object.keys(offences).filter(
      (rule) => !lines.some((line) => line.includes(`/${rule},`) && line.includes(pathOf(rule))),
    )
    expect(missed).toEqual([])
    expect(status).toBe(1)
  })
})

describe('the type checker', () => {
  it('refuses in each place what is not there at run time', () => {
    plant({
      'src/domain/offence-types.ts':
        "export const a = fetch('/')\nexport const b = process.pid\nexport const c = document.title\n",
      'src/domain/offence-strict.ts':
        'export const a = (b: readonly string[]): string => b[0]\nexport enum D {\n  E,\n}\n',
      'src/store/offence-types.ts': 'export const a = document.title\nexport const b = process.pid\n',
      'src/sync/offence-types.ts': 'export const a = window.open()\n',
      'sw/offence-types.ts': 'export const a = document.title\n',
      'src/ui/offence-types.ts':
        'export const a = process.pid\nexport const b: ServiceWorkerGlobalScope | null = null\n',
      'src/server/offence-types.ts': 'export const a = indexedDB.databases()\nexport const b = document.title\n',
    })
    const { status, said } = run('typescript/bin/tsc', ['-b', '--pretty', 'false'])
    const refused = said
      .split('\n')
      .flatMap((line) => /^(\S*offence-\w+\.ts)\((\d+),/.exec(line)?.slice(1, 3).join(':') ?? [])
    expect(status).not.toBe(0)
    expect(new Set(refused)).toEqual(
      new Set([
        'src/domain/offence-types.ts:1',
        'src/domain/offence-types.ts:2',
        'src/domain/offence-types.ts:3',
        'src/domain/offence-strict.ts:1',
        'src/domain/offence-strict.ts:2',
        'src/store/offence-types.ts:1',
        'src/store/offence-types.ts:2',
        'src/sync/offence-types.ts:1',
        'sw/offence-types.ts:1',
        'src/ui/offence-types.ts:1',
        'src/ui/offence-types.ts:2',
        'src/server/offence-types.ts:1',
        'src/server/offence-types.ts:2',
      ]),
    )
  })
})

describe('the search for what nobody uses', () => {
  it('refuses an unused file, export and package', () => {
    plant({
      'src/domain/offence-unused.ts': 'export const a = 1\n',
      'src/domain/offence-export.ts': 'export const used = 1\nexport const unused = 2\n',
      'src/domain/offence-export.test.ts': "import { used } from './offence-export.ts'\n\nexport const a = used\n",
      'package.json': readFileSync('package.json', 'utf8').replace(
        '"dependencies": {',
        '"dependencies": {\n    "left-pad": "1.3.0",',
      ),
    })
    const { status, said } = run('knip/bin/knip.js', [])
    expect(status).not.toBe(0)
    expect(said).toContain('src/domain/offence-unused.ts')
    expect(said).toMatch(/^unused\b.*offence-export\.ts/m)
    expect(said).toContain('left-pad')
  })
})

describe('the size limit', () => {
  it('fails the build when the first page is too heavy', () => {
    const noise = Array.from({ length: 60_000 }, (_, i) => Math.sin(i).toString(36).slice(2)).join('')
    plant({ 'src/main.tsx': `document.title = '${noise}'\n`, 'public/heavy.txt': noise })
    const { status, said } = run('vite/bin/vite.js', ['build', '--logLevel', 'warn'])
    expect(status).not.toBe(0)
    expect(said).toContain('too heavy for a phone')
    expect(said).toContain('scripts:')
    expect(said).toContain('precache:')
  })
})
