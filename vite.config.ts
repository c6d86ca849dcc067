import { relative } from 'node:path'
import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { ALIAS, TARGET } from './build/target.ts'
import { ONLINE_ONLY, serviceWorker } from './build/worker.ts'

// start.mjs gives the hash of everything the page is made of: the same sources are the same build.
const buildId = process.env['MINQING_BUILD'] ?? 'development'
const api = `http://127.0.0.1:${process.env['PORT'] ?? 8787}`

const GROUND = new RegExp(
  [
    'src/domain/(ids|packs|due|calendar|permission|rights|address|import-right)[.]ts$',
    'src/ui/(settings|live|once-per|fetch-ahead|text/(text|parts|when)|parts/(Icon|pieces|live-region))[.]tsx?$',
    'node_modules/(preact|@preact|preact-iso)/',
  ].join('|'),
)

/** Small things that many screens share: one file is fetched sooner than a dozen, and packs better. */
const COMMON = new RegExp(
  [
    'src/domain/(age|terms|door-names|in-charge|edit-form|register-form|facilities)[.]ts$',
    'src/ui/(coordinating|door-names|go-on|history|parts/(remembered|some|wide|StateBadge|Dialog|Chip|fields)|visit/(draft|useDraft|Discard|DraftBadge|latest-wins|EditShell|SaveProblem|Gone))[.]tsx?$',
    'src/ui/(register/(useAct|rights|AlikeNote)|needs/values|tasks/colleagues|map/(Layers|coming-words)|parts/LookFailed)[.]tsx?$',
  ].join('|'),
)
/** What the map's screens share. */
const MAPPED =
  /src[\\/](domain[\\/](questions|gaps)|ui[\\/]map[\\/](map-state|Facilities|hit|Canvas|Estate|PickSpot|FacilityPage))\.tsx?$/

/** What is said at the door and of what goes wrong there: one file of each language. */
const WORDS = ['zh', 'en'].map((language) => ({
  name: language,
  test: new RegExp(`src[\\\\/]ui[\\\\/]text[\\\\/]${language}[\\\\/](visit|refusal|needs|trouble)[.]ts$`),
}))
/** What is asked of claims as soon as somebody has one. */
const CLAIMS = /src[\\/]domain[\\/](needs-answer|claim|claim-rules|fit|own-claims)\.ts$/

export default defineConfig({
  define: { __BUILD__: JSON.stringify(buildId) },
  plugins: [preact({ devToolsEnabled: false }), serviceWorker(buildId)],
  resolve: { alias: ALIAS },
  build: {
    target: TARGET,
    // The worker has every file at hand: preloading would cost more bytes than it saves turns.
    modulePreload: false,
    chunkSizeWarningLimit: 300,
    // What the page and a screen loaded later both stand on: one file packs better than eight of a few lines.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One sheet for all that phones keep: it is there before any of its screens shows.
            {
              name: 'style',
              test: (id: string) => id.endsWith('.css') && !ONLINE_ONLY.test(relative(import.meta.dirname, id)),
            },
            { name: 'ground', test: GROUND },
            ...WORDS,
            { name: 'claims', test: CLAIMS, includeDependenciesRecursively: false },
            { name: 'common', test: COMMON, includeDependenciesRecursively: false },
            {
              name: 'search',
              test: /src[\\/](domain[\\/]search|ui[\\/]search[\\/][^\\/]+)\.tsx?$/,
              includeDependenciesRecursively: false,
            },
            { name: 'mapped', test: MAPPED, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  // The server compares Origin with Host: the proxy must leave both as the browser sent them.
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
})
