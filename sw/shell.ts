/** The app's files in the browser's cache: one cache a build, so that an old page never meets a new chunk. */
export type ListedFile = readonly [url: string, integrity: string]
/** What everybody has at hand, and what is kept from the first time that it is asked for. */
interface Listed {
  readonly now: readonly ListedFile[]
  readonly later: readonly ListedFile[]
}
/** Where the second list lies in the cache. */
const LATER = '/later'

const PREFIX = 'shell-'
const nameOf = (build: string): string => `${PREFIX}${build}`
const HASHED = '/assets/'

/**
 * Fills the cache of this build; all files or none, since a half-filled shell fails in the stairwell. Files named
 * by their hash are taken over from the previous build instead of being fetched again.
 */
export async function fillShell(build: string, list: ListedFile | null): Promise<void> {
  if (list === null) return
  const { now, later } = (await (await fetch(whole(list))).json()) as Listed
  const cache = await caches.open(nameOf(build))
  const missing: Request[] = []
  for (const file of [...now, ...later]) {
    const [url] = file
    const kept = url.startsWith(HASHED) ? await caches.match(url) : undefined
    if (kept !== undefined) await cache.put(url, kept)
    else if (now.includes(file)) missing.push(whole(file))
  }
  await cache.put(LATER, new Response(JSON.stringify(later)))
  await cache.addAll(missing)
}
/**
 * Past the HTTP cache: an intermediary's stale index.html would name chunks that are gone. And whole: a proxy that cuts
 * a file off and calls it complete would leave an app behind that never opens again.
 */
const whole = ([url, integrity]: ListedFile): Request => new Request(url, { cache: 'reload', integrity })

/** The page itself, for every place of the app; the network only where this build's cache was cleared. */
export async function shellPage(build: string): Promise<Response> {
  const cache = await caches.open(nameOf(build))
  return (await cache.match('/')) ?? fetch('/')
}

/** A file of the shell: this build's first, else one that a page of an older build still asks for. */
export async function shellFile(build: string, request: Request): Promise<Response> {
  const cache = await caches.open(nameOf(build))
  const path = new URL(request.url).pathname
  return (await cache.match(path)) ?? (await caches.match(path)) ?? fetchLater(cache, request)
}
/** What only some people need stays from then on, whole like all else; everything that is not listed just passes. */
async function fetchLater(cache: Cache, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  const later = (await (await cache.match(LATER))?.json()) as readonly ListedFile[] | undefined
  const file = later?.find(([url]) => url === path)
  if (file === undefined) return fetch(request)
  const response = await fetch(whole(file))
  // A full disk keeps nobody from the screen.
  if (response.ok) await cache.put(path, response.clone()).catch(() => undefined)
  return response
}

const ANSWER_MS = 1_000
/** Which build a page runs; undefined when it does not say in time. */
function buildOf(client: Client): Promise<string | undefined> {
  return new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = (event: MessageEvent<unknown>) =>
      resolve(typeof event.data === 'string' ? event.data : undefined)
    setTimeout(() => resolve(undefined), ANSWER_MS)
    client.postMessage({ type: 'which-build' }, [channel.port2])
  })
}

/** Clears the caches of older builds once every open page runs this one; a page that does not answer keeps them. */
export async function dropOldShells(build: string, clients: Clients): Promise<void> {
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true })
  const builds = await Promise.all(open.map(buildOf))
  if (builds.some((each) => each !== build)) return
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== nameOf(build)).map((name) => caches.delete(name)),
  )
}
