import { rm } from 'node:fs/promises'
import type { ImportChoices, ImportJob, ImportReport, ImportSource } from '../../domain/import-wire.ts'
import type { Server, Who } from '../server.ts'
import type { FieldTable, Footprints, ParsedFiles } from './parsed.ts'
import { readApart } from './read-apart.ts'
import { rejectedCsv } from './rejected-csv.ts'
import { runImport } from './run.ts'
import type { Language } from './words.ts'

export interface JobParts {
  readonly id: string
  readonly source: ImportSource
  readonly who: Who
  readonly path: string
}
type State = Omit<ImportJob, 'id' | 'source'>

/**
 * One file: reading → comparing → ready → writing → done, or failed or stopped. A choice reads it anew from any of
 * them but writing and done. Whatever ends late belongs to an attempt that is over, and changes nothing.
 */
export class Job {
  readonly id: string
  readonly source: ImportSource
  readonly path: string
  touched: number
  readonly #server: Server
  readonly #who: Who
  #state: State = { stage: 'reading' }
  #files: ParsedFiles = {}
  /** All that was chosen of this file so far. */
  #choices: ImportChoices = {}
  #attempt = new AbortController()

  constructor(server: Server, { id, source, who, path }: JobParts) {
    this.#server = server
    this.#who = who
    this.id = id
    this.source = source
    this.path = path
    this.touched = server.clock()
  }
  describe(): ImportJob {
    return { id: this.id, source: this.source, ...this.#state }
  }
  /** Reads the file as chosen, and compares it with the register; nothing is written. False while it is too late for that. */
  read(choices: ImportChoices): boolean {
    if (this.#state.stage === 'writing' || this.#state.stage === 'done') return false
    this.#choices = choicesAfter(this.#choices, choices)
    const attempt = this.#begin({ stage: 'reading' })
    void this.#settle(attempt, this.#readAndCompare(attempt.signal, this.#choices))
    return true
  }
  /** Writes the difference of this digest, or nothing. False where no difference waits to be confirmed. */
  confirm(confirmed: { readonly digest: string; readonly acceptGoodRows: boolean }): boolean {
    if (this.#state.stage !== 'ready') return false
    const attempt = this.#begin({ ...this.#state, stage: 'writing' })
    void this.#settle(attempt, this.#write(attempt.signal, confirmed))
    return true
  }
  /** Before writing has begun nothing comes of it; afterwards everything does. */
  async stop(): Promise<void> {
    if (this.#state.stage !== 'done') this.#state = { stage: 'stopped' }
    this.#attempt.abort()
    await rm(this.path, { force: true })
  }
  /** Rejected rows as a CSV; undefined before there is a report. */
  rejected(language: Language): string | undefined {
    const { report } = this.#state
    return report && rejectedCsv(report.rejected, this.#files, language)
  }

  #begin(state: State): AbortController {
    this.#attempt.abort()
    this.#attempt = new AbortController()
    this.#state = state
    return this.#attempt
  }
  async #settle(attempt: AbortController, work: Promise<State>): Promise<void> {
    const state = await work.catch((error: unknown): State => {
      if (!attempt.signal.aborted) this.#server.log.error('import', error)
      return { stage: 'failed', fault: { code: 'failed', found: '' } }
    })
    if (!attempt.signal.aborted) this.#state = state
  }
  async #readAndCompare(signal: AbortSignal, choices: ImportChoices): Promise<State> {
    const outcome = await readApart({ source: this.source, path: this.path, choices }, { signal })
    const seen = outcome.preview === undefined ? {} : { preview: outcome.preview }
    if ('fault' in outcome) return { ...seen, stage: 'failed', fault: { code: outcome.fault, found: outcome.found } }
    const content: FieldTable | Footprints = outcome.ok
    this.#files = { [this.source]: content }
    const rows = 'rows' in content ? content.rows.length : content.footprints.length
    if (!signal.aborted) this.#state = { ...seen, rows, stage: 'comparing' }
    return { ...seen, rows, stage: 'ready', report: await this.#run({ dryRun: true, acceptGoodRows: true, signal }) }
  }
  async #write(signal: AbortSignal, confirmed: { digest: string; acceptGoodRows: boolean }): Promise<State> {
    const before = this.#state
    const report = await this.#run({ dryRun: false, ...confirmed, signal })
    if (report.written) await rm(this.path, { force: true })
    return { ...before, report, stage: report.written ? 'done' : 'ready' }
  }
  async #run(options: Omit<Parameters<typeof runImport>[2], 'community' | 'by'>): Promise<ImportReport> {
    const { community, person: by } = this.#who
    const done = await runImport(this.#server, this.#files, { ...options, community, by })
    if ('communities' in done) throw new Error('a session without its community')
    return done
  }
}

/** What was chosen before stays; only a field that another column is given now leaves the one that had it. */
function choicesAfter(before: ImportChoices, now: ImportChoices): ImportChoices {
  const given = new Set(Object.values(now.columns ?? {}))
  const kept = Object.entries(before.columns ?? {}).map(([place, field]) => [place, given.has(field) ? '' : field])
  return { datum: now.datum ?? before.datum, columns: { ...Object.fromEntries(kept), ...now.columns } }
}
