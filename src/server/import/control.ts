import * as v from 'valibot'
import type { ImportReport } from '../../domain/import-wire.ts'
import type { Answer, Server } from '../server.ts'
import { parsedFiles } from './parsed.ts'
import { runImport, type WhichCommunity } from './run.ts'

const request = v.object({
  files: parsedFiles,
  options: v.object({
    community: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
    dryRun: v.boolean(),
    acceptGoodRows: v.boolean(),
  }),
})

/**
 * POST /api/control/import {files, options}: what the importer has read, for the server that owns the database.
 * Answers 200 with the report, 409 {communities} where it must be said which, 400 for anything else.
 */
export async function controlImport(
  server: Server,
  body: unknown,
): Promise<Answer<ImportReport | WhichCommunity | { readonly error: { readonly code: string } }>> {
  const parsed = v.safeParse(request, body)
  if (!parsed.success) return { status: 400, body: { error: { code: 'bad_request' } } }
  const { community, ...options } = parsed.output.options
  const done = await runImport(server, parsed.output.files, {
    ...options,
    ...(community === undefined ? {} : { community }),
  })
  return { status: 'communities' in done ? 409 : 200, body: done }
}
