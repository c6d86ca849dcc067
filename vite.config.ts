import preact from '@preact/preset-vite'
import { defineConfig } from 'vite'
import { ALIAS, TARGET } from './build/target.ts'
import { serviceWorker } from './build/worker.ts'

// start.mjs gives the hash of everything the page is made of: the same sources are the same build.
const buildId = process.env['MINQING_BUILD'] ?? 'development'
const api = `http://127.0.0.1:${process.env['PORT'] ?? 8787}`

export default defineConfig({
  define: { __BUILD__: JSON.stringify(buildId) },
  plugins: [preact({ devToolsEnabled: false }), serviceWorker(buildId)],
  resolve: { alias: ALIAS },
  build: {
    target: TARGET,
    // The content security policy allows no inline script, and every target can preload modules by itself.
    // Of what the page opens with all parts are named beforehand; of screens fetched later each names its own: the
    // list of all of them would weigh a kilobyte before Today shows, and the worker has them at hand anyway.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    // One file: it is fetched once and kept whole anyway, and no screen ever shows before its styles.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 300,
    // What the page and a screen loaded later both stand on: one file packs better than eight of a few lines.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'ground',
              test: /src\/domain\/(ids|packs|due|calendar|permission|rights|address|import-right)\.ts$/,
            },
          ],
        },
      },
    },
  },
  // The server compares Origin with Host: the proxy must leave both as the browser sent them.
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
})
