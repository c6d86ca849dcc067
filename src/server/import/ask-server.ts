import type { ImportReport } from '../../domain/import-wire.ts'
import { askControl } from '../ask-control.ts'
import { Fault } from '../fault.ts'
import type { ParsedFiles } from './parsed.ts'
import type { ImportOptions, WhichCommunity } from './run.ts'

/**
 * Hands the import to the server that runs on this folder; undefined where none does. Throws a Fault where the server
 * answers that it cannot.
 */
export async function askServer(
  dataDir: string,
  request: { readonly files: ParsedFiles; readonly options: ImportOptions },
): Promise<ImportReport | WhichCommunity | undefined> {
  const response = await askControl(dataDir, 'import', request)
  if (response === undefined) return undefined
  if (response.status !== 200 && response.status !== 409)
    throw new Fault('busy', `The running server could not import this (${response.status}); see its log.`)
  return (await response.json()) as ImportReport | WhichCommunity
}
