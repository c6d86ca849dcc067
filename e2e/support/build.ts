import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Builds the app anew under another build id, as a release does, from the sources in `root`; gives the folder. */
export async function buildApp(build: string, root = '.'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-build-'))
  const vite = [
    resolve('node_modules/vite/bin/vite.js'),
    'build',
    '--logLevel',
    'warn',
    '--outDir',
    folder,
    '--emptyOutDir',
  ]
  await promisify(execFile)(process.execPath, vite, {
    cwd: root,
    env: { ...process.env, MINQING_BUILD: build, NODE_ENV: 'production' },
  })
  return folder
}
