import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { Fault } from '../fault.ts'
import type { ParsedFiles } from './parsed.ts'
import type { ImportOptions, ImportReport, WhichCommunity } from './run.ts'

const controlFile = v.object({ url: v.pipe(v.string(), v.url()), token: v.string() })

/**
 * Hands the import to the server that runs on this folder; undefined where none does. A file left behind by a server
 * that was killed leads to nobody and counts as none. Throws a Fault where the server answers that it cannot.
 */
export async function askServer(
  dataDir: string,
  request: { readonly files: ParsedFiles; readonly options: ImportOptions },
): Promise<ImportReport | WhichCommunity | undefined> {
  const control = await readControl(dataDir)
  if (control === undefined) return undefined
  let response: Response
  try {
    response = await fetch(new URL('/api/control/import', control.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
  } catch {
    return undefined
  }
  // Another program may have been given the port of a server that is gone: it does not know the token.
  if (response.status === 401 || response.status === 404) return undefined
  if (response.status !== 200 && response.status !== 409)
    throw new Fault('busy', `The running server could not import this (${response.status}); see its log.`)
  return (await response.json()) as ImportReport | WhichCommunity
}

async function readControl(dataDir: string): Promise<v.InferOutput<typeof controlFile> | undefined> {
  try {
    const parsed = v.safeParse(controlFile, JSON.parse(await readFile(join(dataDir, 'control.json'), 'utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
