import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'

const controlFile = v.object({ url: v.pipe(v.string(), v.url()), token: v.string() })

/**
 * Asks the server that runs on this folder, by its control door; undefined where none does. A file left behind by a
 * server that was killed leads to nobody and counts as none.
 */
export async function askControl(dataDir: string, name: string, request: unknown): Promise<Response | undefined> {
  const control = await readControl(dataDir)
  if (control === undefined) return undefined
  try {
    const response = await fetch(new URL(`/api/control/${name}`, control.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    // Another program may have been given the port of a server that is gone: it does not know the token.
    return response.status === 401 || response.status === 404 ? undefined : response
  } catch {
    return undefined
  }
}

async function readControl(dataDir: string): Promise<v.InferOutput<typeof controlFile> | undefined> {
  try {
    const parsed = v.safeParse(controlFile, JSON.parse(await readFile(join(dataDir, 'control.json'), 'utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}
