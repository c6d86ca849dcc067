import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { type Import, isCode, readImports, type Source } from './source.ts'

/** Who may take what from whom; `lazy` packages only by import(), so that no first screen pays for them. */
interface Rule {
  readonly ours: readonly string[]
  readonly packages: readonly string[]
  readonly lazy?: readonly string[]
}
const ANYTHING = ['*']
const RULES: Readonly<Record<string, Rule>> = {
  domain: { ours: [], packages: ['date-fns', 'valibot'] },
  store: { ours: ['domain'], packages: ['dexie', 'idb'] },
  sync: { ours: ['domain', 'store'], packages: [] },
  ui: {
    ours: ['domain', 'store'],
    packages: ['preact', '@preact/signals', 'preact-iso', 'date-fns'],
    lazy: ['pinyin-match', 'uqr'],
  },
  main: { ours: ['domain', 'store', 'sync', 'ui'], packages: ['preact', '@preact/signals', 'workbox-window'] },
  sw: { ours: ['domain', 'store', 'sync'], packages: [] },
  server: {
    ours: ['domain'],
    packages: [
      'node:*',
      '@e965/xlsx',
      'fastify',
      'pg',
      '@fastify/*',
      'csv-parse',
      'date-fns',
      'gcoord',
      'pinyin-pro',
      'polygon-clipping',
      'read-excel-file',
      'uqr',
      'valibot',
    ],
  },
  build: { ours: [], packages: ['node:*', 'vite', '@preact/preset-vite'] },
  e2e: { ours: [], packages: ['node:*', '@e965/xlsx', 'pg', '@playwright/test', '@axe-core/playwright'] },
  bench: {
    ours: ['domain', 'store', 'sync', 'server', 'build', 'e2e'],
    packages: [
      'node:*',
      '@playwright/test',
      'express',
      'express-pouchdb',
      'lighthouse',
      'pg',
      'pouchdb-*',
      'puppeteer-core',
      'vite',
      'write-excel-file',
      'ws',
      'y-indexeddb',
      'y-websocket',
      'yjs',
    ],
  },
  tests: { ours: ANYTHING, packages: ANYTHING },
}
const DRAWERS = /(^|\/)(utils?|helpers?|shared|common|services|lib|misc)(\/|\.tsx?$)/
const BARREL = /(^|\/)index\.tsx?$/

/** The importer's name in the table above. */
function placeOf(path: string): string | undefined {
  if (/\.test\.tsx?$/.test(path) || path.startsWith('src/testing/')) return 'tests'
  if (path === 'src/main.tsx' || path.startsWith('src/page/')) return 'main'
  const [top = '', second = ''] = path.split('/')
  if (top === 'src') return second in RULES ? second : undefined
  if (top === 'sw' || top === 'e2e' || top === 'build' || top === 'bench') return top
  return /^[\w.]+\.config\.ts$/.test(path) ? 'tests' : undefined
}

const isRelative = (from: string): boolean => from.startsWith('.') || from.startsWith('/')
const resolve = (path: string, from: string): string => posix.normalize(posix.join(posix.dirname(path), from))
const packageOf = (from: string): string =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
const allows = (list: readonly string[], name: string): boolean =>
  list.some((entry) => entry === '*' || entry === name || (entry.endsWith('*') && name.startsWith(entry.slice(0, -1))))

function judgeOurs(path: string, place: string, target: string): string | undefined {
  if (!/\.[a-z]+$/.test(target)) return `names ${target} without its ending`
  const other = placeOf(target)
  if (other === undefined && !/\.tsx?$/.test(target)) return undefined
  if (other === place) return undefined
  const allowed = RULES[place]?.ours ?? []
  return other !== undefined && allows(allowed, other)
    ? undefined
    : `${place} may not import ${other ?? target} (${path})`
}

function judgePackage(place: string, { from, lazy }: Import & { readonly from: string }): string | undefined {
  const rule = RULES[place]
  const name = from.startsWith('node:') ? from : packageOf(from)
  if (!from.startsWith('node:') && builtinModules.includes(from)) return `names ${from} without node:`
  if (allows(rule?.packages ?? [], name)) return undefined
  if (!allows(rule?.lazy ?? [], name)) return `${place} may not import the package ${name}`
  return lazy ? undefined : `${place} may import ${name} only by import()`
}

function judgeImport(path: string, place: string, found: Import): string | undefined {
  const { from } = found
  if (from === undefined) return 'imports what only running it would tell'
  if (isRelative(from)) return judgeOurs(path, place, resolve(path, from))
  return judgePackage(place, { ...found, from })
}

/** A barrel passes on what others made and makes nothing itself. */
function isBarrel(source: Source, imports: readonly Import[]): boolean {
  return (
    BARREL.test(source.path) || (imports.some((each) => each.reExport) && !/^export (?!.*\bfrom\b)/m.test(source.text))
  )
}

/** Every breach of the table, one line each: path, colon, what is wrong. Empty when all is well. */
export function findBreaches(sources: readonly Source[]): readonly string[] {
  const breaches: string[] = []
  const edges = new Map<string, readonly string[]>()
  for (const source of sources.filter(isCode)) {
    const { path } = source
    const place = placeOf(path)
    const imports = readImports(source)
    const wrong = [
      place === undefined ? 'lies in a folder that the table does not know' : undefined,
      DRAWERS.test(path) ? 'lies in a drawer; name the file for what it does' : undefined,
      isBarrel(source, imports) ? 'is a barrel; import from the file that makes the thing' : undefined,
      ...imports.map((each) => (place === undefined ? undefined : judgeImport(path, place, each))),
    ]
    for (const line of wrong) if (line !== undefined) breaches.push(`${path}: ${line}`)
    edges.set(path, targetsOf(path, imports))
  }
  return [...breaches, ...findCycles(edges)]
}
const targetsOf = (path: string, imports: readonly Import[]): readonly string[] =>
  imports.flatMap(({ from, typeOnly }) =>
    from === undefined || typeOnly || !isRelative(from) ? [] : [resolve(path, from)],
  )

/** Depth first; a file met again on the way down closes a cycle. Each cycle is told once. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]): void => {
    if (way.includes(path))
      cycles.push(`${path}: imports itself by way of ${[...way.slice(way.indexOf(path) + 1), path].join(' → ')}`)
    if (way.includes(path) || done.has(path)) return
    for (const next of edges.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return cycles
}
