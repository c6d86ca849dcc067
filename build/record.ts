/** What the worker puts into its cache on install: address and a hash of the content. */
export type Precache = readonly (readonly [url: string, integrity: string])[]

/** Written beside the page: which build this is, and which chunk holds which of our files. */
export interface BuildRecord {
  readonly build: string
  readonly chunks: readonly Chunk[]
  readonly precache: Precache
}
export interface Chunk {
  readonly file: string
  readonly entry: boolean
  /** Chunks that run before this one. */
  readonly imports: readonly string[]
  /** The sheets that must be there before it runs. */
  readonly styles: readonly string[]
  /** Paths of what it is made of, from the project's root; packages lie in node_modules. */
  readonly sources: readonly string[]
}
export const RECORD = 'build.json'

/** The same list for the worker, in a file of its own: read once a build, where the worker is read at every start. */
export const LIST = 'shell.json'
