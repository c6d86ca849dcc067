import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BuildRecord, Chunk } from './record.ts'
import { assertWithinLimits, chunksBeforeToday, findExcess, measure } from './size.ts'
import { listPrecache, listWhenOpened } from './worker.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-dist-'))
  mkdirSync(join(folder, 'assets'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const aChunk = (chunk: Partial<Chunk> & { file: string }): Chunk => ({
  entry: false,
  imports: [],
  styles: [],
  sources: [],
  ...chunk,
})
/** Writes files of that many bytes which no packing makes smaller, and lists them like a build does. */
function aBuild(files: Readonly<Record<string, number>>, chunks: readonly Chunk[]): BuildRecord {
  for (const [file, bytes] of Object.entries({ 'sw.js': 10, 'shell.json': 10, ...files }))
    writeFileSync(join(folder, file), randomBytes(bytes))
  return { build: 'a', chunks, precache: listPrecache(folder) }
}

describe('the scripts that run before Today shows', () => {
  it('are the entry, what it imports, and whatever holds Today and its sentences', () => {
    const chunks = [
      aChunk({ file: 'entry.js', entry: true, imports: ['base.js'] }),
      aChunk({ file: 'base.js', imports: ['deep.js'] }),
      aChunk({ file: 'deep.js' }),
      aChunk({ file: 'today.js', sources: ['src/ui/today/Today.tsx'], imports: ['list.js'] }),
      aChunk({ file: 'list.js' }),
      aChunk({ file: 'words.js', sources: ['src/ui/text/zh/core.ts'] }),
      aChunk({ file: 'map.js', sources: ['src/ui/map/Map.tsx'] }),
      aChunk({ file: 'english.js', sources: ['src/ui/text/en/core.ts'] }),
    ]
    const files = chunksBeforeToday(chunks).map(({ file }) => file)
    expect(files).toEqual(['entry.js', 'base.js', 'deep.js', 'today.js', 'list.js', 'words.js'])
  })
})

describe('the limits of size', () => {
  it('let a light build through', () => {
    const record = aBuild({ 'index.html': 500, 'assets/a.js': 60_000 }, [aChunk({ file: 'assets/a.js', entry: true })])
    expect(findExcess(measure(folder, record))).toEqual([])
  })

  it.each([
    ['scripts', { 'assets/a.js': 81_000 }],
    ['styles', { 'assets/a.css': 12_500 }],
    ['worker', { 'sw.js': 46_000 }],
    ['precache', { 'assets/lazy.js': 301_000 }],
  ])('refuse too heavy %s, and nothing else', (part, files) => {
    const record = aBuild({ 'index.html': 500, 'assets/a.js': 500, ...files }, [
      aChunk({ file: 'assets/a.js', entry: true }),
    ])
    const sizes = measure(folder, record)
    expect(findExcess(sizes).map((line) => line.split(':')[0])).toEqual([part])
    expect(() => assertWithinLimits(sizes)).toThrow('too heavy')
  })
})

describe('the precache list', () => {
  it('names every file of the app but the worker, the list itself and the build record, the page by its address', () => {
    aBuild({ 'index.html': 5, 'build.json': 5, 'assets/a.js': 5, 'assets/a.js.map': 5, 'manifest.webmanifest': 5 }, [])
    expect(listPrecache(folder).map(([url]) => url)).toEqual(['/', '/assets/a.js', '/manifest.webmanifest'])
  })

  it('leaves out what only works online and the launcher’s pictures, unless something else needs it', () => {
    const files = [
      'assets/a.js',
      'assets/a.css',
      'assets/office.js',
      'assets/office.css',
      'assets/shared.js',
      'icon-192.png',
    ]
    aBuild({ 'index.html': 5, ...Object.fromEntries(files.map((file) => [file, 5])) }, [])
    const chunks = [
      aChunk({
        file: 'assets/a.js',
        sources: ['src/ui/map/Map.tsx'],
        imports: ['assets/shared.js'],
        styles: ['assets/a.css'],
      }),
      aChunk({
        file: 'assets/office.js',
        sources: ['src/domain/staff.ts', 'src/ui/office/People.tsx'],
        styles: ['assets/a.css', 'assets/office.css'],
      }),
      aChunk({ file: 'assets/shared.js', sources: ['src/ui/office/Frame.tsx'] }),
    ]
    expect(listPrecache(folder, chunks).map(([url]) => url)).toEqual([
      '/',
      '/assets/a.css',
      '/assets/a.js',
      '/assets/shared.js',
    ])
  })

  it('leaves to whoever opens it what the desk for tasks alone needs, named with its content', () => {
    aBuild({ 'index.html': 5, 'assets/a.js': 5, 'assets/desk.js': 5, 'assets/shared.js': 5 }, [])
    const chunks = [
      aChunk({ file: 'assets/a.js', sources: ['src/ui/tasks/TaskList.tsx'], imports: ['assets/shared.js'] }),
      aChunk({ file: 'assets/desk.js', sources: ['src/ui/tasks/board/Board.tsx'] }),
      aChunk({ file: 'assets/shared.js', sources: ['src/ui/tasks/board/Places.tsx'] }),
    ]
    expect(listPrecache(folder, chunks).map(([url]) => url)).toEqual(['/', '/assets/a.js', '/assets/shared.js'])
    expect(listWhenOpened(folder, chunks)).toEqual([['/assets/desk.js', expect.stringMatching(/^sha256-/)]])
  })

  it('gives another revision when the content changes, and the same when it does not', () => {
    const first = aBuild({ 'index.html': 5 }, []).precache
    expect(listPrecache(folder)).toEqual(first)
    writeFileSync(join(folder, 'index.html'), 'other')
    expect(listPrecache(folder)).not.toEqual(first)
  })
})
