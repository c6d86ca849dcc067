import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Builds the app anew under another build id, as a release does; gives the folder. */
export async function buildApp(build: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-build-'))
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir']
  await promisify(execFile)(process.execPath, vite, {
    env: { ...process.env, MINQING_BUILD: build, NODE_ENV: 'production' },
  })
  return folder
}
