import { accessSync, constants, existsSync, renameSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import * as v from 'valibot'
import { instantOf } from '../../domain/ids.ts'
import { Fault } from '../fault.ts'
import { findMark } from '../marks.ts'
import { type Answer, mustFindCommunity, type Server } from '../server.ts'
import { flushFolderOf, noteBackup, removeDatabase, withWords } from './files.ts'
import { type Contents, verify } from './verify.ts'

/**
 * Finished backups have their own name from the first moment; everything before is called `.part`.
 * One at a time: two copies under one name would spoil each other.
 */
export class Backups {
  readonly #server: Server
  readonly #dataDir: string
  #last: Promise<unknown> = Promise.resolve()
  constructor(server: Server, dataDir: string) {
    this.#server = server
    this.#dataDir = dataDir
  }
  /**
   * Copies the database as of one moment into a new file, looks at all of it, gives it its name, and only then tells
   * phones (`safe`) how far it reaches. Faults in one line: disk_full, not_writable, exists, damaged; then nothing is
   * left under the name and `safe` stays.
   */
  make(file: string): Promise<Contents> {
    const made = this.#last.then(() => this.#make(file))
    this.#last = made.catch(() => undefined)
    return made
  }
  async #make(file: string): Promise<Contents> {
    const contents = await copyAndVerify(this.#server, file)
    await coverUpTo(this.#server, contents.heads)
    noteBackup(this.#dataDir, { at: instantOf(this.#server.clock()), file })
    return contents
  }
}

async function copyAndVerify(server: Server, file: string): Promise<Contents> {
  if (existsSync(file)) throw new Fault('exists', `${file} is there already: give the backup another name.`)
  const part = `${file}.part`
  try {
    accessSync(dirname(file), constants.W_OK)
    removeDatabase(part)
    await server.db.copyTo(part)
    const contents = verify(part)
    renameSync(part, file)
    flushFolderOf(file)
    return contents
  } catch (error) {
    removeQuietly(part)
    throw withWords(error, `The backup ${file} could not be made`)
  }
}
/** What could not be written cannot always be removed either; the first failure is the one to tell. */
function removeQuietly(part: string): void {
  try {
    removeDatabase(part)
  } catch {}
}

/** `safe` follows what the copy holds, not what came while it was made; and never goes back. */
export async function coverUpTo(server: Server, heads: Contents['heads']): Promise<void> {
  for (const { community, head: covered } of heads) {
    await server.db.write(community, async (tx) => {
      const { head, horizon, safe, ground } = await mustFindCommunity(tx, community)
      if (covered.seq <= safe || (await findMark(tx, community, covered.seq)) !== covered.hash) return
      await tx.put('community', [{ community, head: head.seq, mark: head.hash, horizon, safe: covered.seq, ground }])
    })
  }
}

const request = v.object({ file: v.pipe(v.string(), v.check(isAbsolute)) })
/** POST /api/control/backup {file}: 200 with its contents, 400 for anything else, 409 with the one line of a fault. */
export const controlBackup =
  (backups: Backups) =>
  async (
    _server: Server,
    body: unknown,
  ): Promise<Answer<Contents | { readonly error: { code: string; line?: string } }>> => {
    const parsed = v.safeParse(request, body)
    if (!parsed.success) return { status: 400, body: { error: { code: 'bad_request' } } }
    try {
      return { status: 200, body: await backups.make(parsed.output.file) }
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return { status: 409, body: { error: { code: error.kind, line: error.message } } }
    }
  }
