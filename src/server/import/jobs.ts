import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { ImportJob, ImportSource } from '../../domain/import-wire.ts'
import type { Server, Who } from '../server.ts'
import { Job } from './job.ts'
import { receiveFile } from './receive-file.ts'

/** A file nobody asked about for so long is thrown away. */
const IDLE_MS = 30 * 60_000
/** Files of all sessions at once; each may keep a process of 256 MB busy. */
const AT_ONCE = 4

/** Whose a job is: the session, so that it ends with it, and the person whose rights are asked again at the end. */
export interface JobOwner {
  readonly session: string
  readonly who: Who
}

/**
 * Files on their way in, one a session. They lie in a folder of this process that only its user can read, and are
 * gone when the job ends, is stopped or forgotten.
 */
export class ImportJobs {
  readonly #server: Server
  readonly #jobs = new Map<string, Job>()
  #folder: string | undefined
  readonly #sweep: NodeJS.Timeout

  constructor(server: Server) {
    this.#server = server
    this.#sweep = setInterval(() => void this.#forgetIdle(), 60_000).unref()
  }
  /** Takes a file and begins to read it. 'busy' where too many are under way, 'too_large' for one beyond the limit. */
  async begin(owner: JobOwner, source: ImportSource, body: Readable): Promise<ImportJob | 'busy' | 'too_large'> {
    await this.end(owner)
    if (this.#jobs.size >= AT_ONCE) return 'busy'
    this.#folder ??= mkdtempSync(join(tmpdir(), 'minqing-import-'))
    const job = new Job(this.#server, {
      id: randomUUID(),
      source,
      who: owner.who,
      path: join(this.#folder, randomUUID()),
    })
    this.#jobs.set(owner.session, job)
    const arrived = await receiveFile(body, job.path).catch((error: unknown) => {
      void this.#drop(owner.session, job)
      throw error
    })
    if (!arrived) {
      await this.#drop(owner.session, job)
      return 'too_large'
    }
    job.read({})
    return job.describe()
  }
  find(owner: JobOwner, id: string): Job | undefined {
    const job = this.#jobs.get(owner.session)
    if (job?.id !== id) return undefined
    job.touched = this.#server.clock()
    return job
  }
  /** Stops what the session has under way, and throws its file away. */
  async end({ session }: Pick<JobOwner, 'session'>): Promise<void> {
    const job = this.#jobs.get(session)
    if (job !== undefined) await this.#drop(session, job)
  }
  async #drop(session: string, job: Job): Promise<void> {
    if (this.#jobs.get(session) === job) this.#jobs.delete(session)
    await job.stop()
  }
  async #forgetIdle(): Promise<void> {
    const now = this.#server.clock()
    for (const [session, job] of [...this.#jobs]) if (now - job.touched > IDLE_MS) await this.#drop(session, job)
  }
  async close(): Promise<void> {
    clearInterval(this.#sweep)
    for (const [session, job] of [...this.#jobs]) await this.#drop(session, job)
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true })
  }
}
