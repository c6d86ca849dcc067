/**
 * What is used of the peers, so that types hold where their packages are not installed (bench/package.json): an ambient
 * declaration is taken before the package's own.
 */
declare module 'pouchdb-browser' {
  interface Local {
    allDocs(options: object): Promise<{ readonly rows: readonly { readonly doc?: object }[] }>
    put(doc: object): Promise<unknown>
    readonly replicate: {
      from(other: Local, options: object): PromiseLike<unknown>
      to(other: Local, options: object): PromiseLike<unknown>
    }
  }
  const PouchDB: new (name: string) => Local
  export default PouchDB
}
declare module 'pouchdb-core' {
  interface Server {
    bulkDocs(docs: readonly object[]): Promise<unknown>
    allDocs(
      options: object,
    ): Promise<{ readonly rows: readonly { readonly id: string; readonly value: { rev: string } }[] }>
    info(): Promise<{ readonly doc_count: number }>
  }
  interface Made {
    new (name: string): Server
    plugin(part: unknown): Made
    defaults(options: object): Made
  }
  const PouchDB: Made
  export default PouchDB
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-mapreduce' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-replication' {
  const plugin: unknown
  export default plugin
}
declare module 'express' {
  import type { RequestListener } from 'node:http'

  interface App {
    use(path: string, app: unknown): void
  }
  const express: () => App & RequestListener
  export default express
}
declare module 'express-pouchdb' {
  const app: (made: unknown, options: object) => unknown
  export default app
}
declare module 'yjs' {
  interface Shared {
    set(key: string, value: unknown): void
    has(key: string): boolean
    values(): Iterable<unknown>
    readonly size: number
  }
  export class Doc {
    getMap(name: string): Shared
    transact(work: () => void): void
  }
  export function encodeStateVector(doc: Doc): Uint8Array
}
declare module 'y-indexeddb' {
  import type { Doc } from 'yjs'
  export class IndexeddbPersistence {
    constructor(name: string, doc: Doc)
    readonly whenSynced: Promise<unknown>
    readonly db: IDBDatabase | null
  }
}
declare module 'y-websocket' {
  import type { Doc } from 'yjs'
  export class WebsocketProvider {
    constructor(url: string, room: string, doc: Doc, options: object)
    readonly wsconnected: boolean
    readonly ws: WebSocket | null
    connect(): void
    disconnect(): void
    on(event: 'sync', heard: (isSynced: boolean) => void): void
    off(event: 'sync', heard: (isSynced: boolean) => void): void
  }
}
declare module 'y-websocket/bin/utils' {
  import type { Doc } from 'yjs'
  export function getYDoc(name: string): Doc
  export function setupWSConnection(socket: unknown, request: unknown, options: object): void
}
declare module 'ws' {
  import type { Server as HttpServer } from 'node:http'

  class Server {
    constructor(options: { readonly server: HttpServer })
    on(event: 'connection', heard: (socket: unknown, request: { readonly url?: string }) => void): void
  }
  const ws: { readonly Server: typeof Server }
  export default ws
}
declare module 'lighthouse' {
  interface Category {
    readonly score: number | null
    readonly auditRefs: readonly { readonly id: string; readonly weight: number }[]
  }
  interface Result {
    readonly lhr: {
      readonly categories: Readonly<Record<string, Category>>
      readonly audits: Readonly<Record<string, { readonly score: number | null; readonly scoreDisplayMode: string }>>
    }
  }
  const lighthouse: (url: string, flags: object) => Promise<Result | undefined>
  export default lighthouse
}
declare module 'puppeteer-core' {
  interface Page {
    goto(address: string, options: object): Promise<unknown>
    evaluate(script: string): Promise<unknown>
  }
  interface Browser {
    newPage(): Promise<Page>
    version(): Promise<string>
    close(): Promise<void>
  }
  const puppeteer: { launch(options: object): Promise<Browser> }
  export default puppeteer
}
