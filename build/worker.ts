import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite'
import { type BuildRecord, type Chunk, LIST, type Precache, RECORD } from './record.ts'
import { assertWithinLimits, measure } from './size.ts'
import { ALIAS, TARGET } from './target.ts'

const WORKER = 'sw.js'

/** Administration and import are online only: volunteers' phones neither fetch them and their sheets beforehand nor keep them. */
export const ONLINE_ONLY =
  /^src\/(ui\/(text\/(zh|en)\/)?(office|import|drawing)[/.]|sync\/(office|import)-door)|^node_modules\/uqr\//

/** The coordinator's desks: kept by the devices of those who open them, and of no use to a volunteer's phone. */
const WHEN_OPENED = /^src\/ui\/(text\/(zh|en)\/(board|review)\.|tasks\/board\/|review\/)/

/** Chunks with such a screen in them that no other chunk needs, and their sheets. */
function onlyFor(screens: RegExp, chunks: readonly Chunk[]): ReadonlySet<string> {
  const isSuch = (chunk: Chunk): boolean => chunk.sources.some((path) => screens.test(path))
  const needed = new Set(
    chunks.filter((chunk) => !isSuch(chunk)).flatMap((chunk) => [...chunk.imports, ...chunk.styles]),
  )
  const files = chunks.filter(isSuch).flatMap((chunk) => [chunk.file, ...chunk.styles])
  return new Set(files.filter((file) => !needed.has(file)).map((file) => `/${file}`))
}

/** Pictures for the launcher: the system takes them when the app is installed and keeps its own. */
const LAUNCHER = /^\/icon-.+\.png$/
/**
 * Every file below `folder` as an address, but those that are of no use without network; build records and source maps
 * are not the app's.
 */
export function listPrecache(folder: string, chunks: readonly Chunk[] = []): Precache {
  const left = onlyFor(ONLINE_ONLY, chunks).union(onlyFor(WHEN_OPENED, chunks))
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, url: `/${relative(folder, path).split(sep).join('/')}` }))
    .filter(({ url }) => url !== `/${WORKER}` && url !== `/${RECORD}` && url !== `/${LIST}` && !url.endsWith('.map'))
    .filter(({ url }) => !left.has(url) && !LAUNCHER.test(url))
    .map(({ path, url }): [string, string] => [url === '/index.html' ? '/' : url, revisionOf(path)])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
/** Files that are kept from the first time somebody opens them, by the same list. */
export const listWhenOpened = (folder: string, chunks: readonly Chunk[]): Precache =>
  [...onlyFor(WHEN_OPENED, chunks)].sort().map((url) => [url, revisionOf(join(folder, url.slice(1)))])
/** As the browser itself checks it: a file that came cut off is not taken into the shell. */
const revisionOf = (path: string): string =>
  `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`

/** Builds sw/sw.ts as one classic script: module workers are younger than the phones this runs on. */
async function bundleWorker(
  root: string,
  inlined: { build: string; list: readonly [string, string] | null },
): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: ALIAS },
    define: {
      __BUILD__: JSON.stringify(inlined.build),
      __LIST__: JSON.stringify(inlined.list),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      target: TARGET,
      write: false,
      minify: inlined.list !== null,
      rolldownOptions: { input: join(root, 'sw/sw.ts'), output: { format: 'iife', entryFileNames: WORKER } },
    },
  })
  const [only, more] = (result as Rolldown.RolldownOutput).output
  if (more !== undefined) throw new Error(`the worker must be one script, but ${more.fileName} came along`)
  return only.code
}

const describe = (root: string, chunk: Rolldown.OutputChunk): Chunk => ({
  file: chunk.fileName,
  entry: chunk.isEntry,
  imports: chunk.imports,
  styles: [...(chunk.viteMetadata?.importedCss ?? [])],
  sources: chunk.moduleIds
    // Packages may lie behind a link.
    .map((id) => /node_modules\/.*/.exec(id)?.[0] ?? relative(root, id).split(sep).join('/'))
    .filter((path) => !path.startsWith('..') && !path.startsWith('\0')),
})

/**
 * Adds the service worker: after the page's files are written it lists them, bundles the worker with that list's hash
 * inside, and refuses the build when it is heavier than build/size.ts allows. In development it serves a worker
 * without a list, and reloads the page when one of the worker's files changes.
 */
export function serviceWorker(buildId: string): Plugin {
  let config: ResolvedConfig
  let chunks: Chunk[] = []
  return {
    name: 'minqing-service-worker',
    configResolved(resolved) {
      config = resolved
    },
    generateBundle: {
      // After Vite has taken the chunks away of which only a sheet is left.
      order: 'post',
      handler(_options, bundle) {
        chunks = Object.values(bundle)
          .filter((file) => file.type === 'chunk')
          .map((chunk) => describe(config.root, chunk))
      },
    },
    async closeBundle(error) {
      if (error !== undefined || config.command !== 'build') return
      const folder = resolve(config.root, config.build.outDir)
      const precache = listPrecache(folder, chunks)
      writeFileSync(join(folder, LIST), JSON.stringify({ now: precache, later: listWhenOpened(folder, chunks) }))
      const list = [`/${LIST}`, revisionOf(join(folder, LIST))] as const
      writeFileSync(join(folder, WORKER), await bundleWorker(config.root, { build: buildId, list }))
      const record: BuildRecord = { build: buildId, chunks, precache }
      assertWithinLimits(measure(folder, record))
      writeFileSync(join(folder, RECORD), `${JSON.stringify(record, null, 1)}\n`)
    },
    configureServer(server) {
      server.watcher.add(join(config.root, 'sw'))
      server.watcher.on('change', (path) => {
        if (relative(config.root, path).startsWith(`sw${sep}`)) server.ws.send({ type: 'full-reload' })
      })
      server.middlewares.use(`/${WORKER}`, (_request, response, next) => {
        bundleWorker(config.root, { build: buildId, list: null }).then((code) => {
          response.setHeader('content-type', 'text/javascript')
          response.setHeader('cache-control', 'no-store')
          response.end(code)
        }, next)
      })
    },
  }
}
