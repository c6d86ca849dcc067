import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildApp } from './build.ts'
import type { Release } from './server.ts'

const FILES = 'src sw build public index.html vite.config.ts package.json tsconfig.json tsconfig.base.json'.split(' ')
/** A place in the sources that must be there exactly once, and what the next release has instead. */
export interface Replacement {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** The sources as they lie here with a few places changed, built, and ready to be served: what a later release is. */
export async function makeNextRelease(
  build: string,
  replacements: readonly Replacement[],
): Promise<Required<Pick<Release, 'root' | 'app'>>> {
  const root = mkdtempSync(join(tmpdir(), 'minqing-release-'))
  for (const file of FILES) cpSync(file, join(root, file), { recursive: true })
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  for (const { file, from, to } of replacements) {
    const text = readFileSync(join(root, file), 'utf8')
    if (text.split(from).length !== 2) throw new Error(`${file} must have exactly once: ${from}`)
    writeFileSync(join(root, file), text.replace(from, to))
  }
  return { root, app: await buildApp(build, root) }
}
