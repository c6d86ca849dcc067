import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { ALIAS } from '../../build/target.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** The page of an adapter as one script beside an empty page, in a folder of its own. */
export async function bundlePage(adapter: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `minqing-bench-${adapter}-`))
  await build({
    root: HERE,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: ALIAS },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'chrome120',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(HERE, `${adapter}-page.ts`),
        output: { format: 'es', entryFileNames: 'page.js', codeSplitting: false },
      },
    },
  })
  const page =
    '<!doctype html><html lang="en"><title>bench</title><script type="module" src="/page.js"></script></html>'
  writeFileSync(join(folder, 'index.html'), page)
  return folder
}
