/** Everything here runs inside the page, where nothing of this file exists: each function stands alone. */

/** From the tap on a button until what it leads to is painted. */
export function timeTap({ button, until }: { readonly button: string; readonly until: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const found = document.querySelector<HTMLElement>(button)
    if (found === null) return reject(new Error(`there is no ${button}`))
    const started = performance.now()
    found.click()
    const look = (): void => {
      if (document.querySelector(until) === null) requestAnimationFrame(look)
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)))
    }
    look()
  })
}

/** Each letter more of a query, as a keyboard gives it, until the frame that shows what it found; milliseconds of each. */
export async function typeLetters({
  field,
  query,
}: {
  readonly field: string
  readonly query: string
}): Promise<number[]> {
  const input = document.querySelector<HTMLInputElement>(field)
  if (input === null) throw new Error(`there is no ${field}`)
  const times: number[] = []
  for (let length = 1; length <= query.length; length++) {
    const started = performance.now()
    input.value = query.slice(0, length)
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    times.push(performance.now() - started)
    // As people do, who look at the list before the next letter.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  input.value = ''
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  return times
}

/** From the top of the page to its end, so many pixels a frame; milliseconds of each frame. */
export function scrollThrough({ step }: { readonly step: number }): Promise<number[]> {
  const frames: number[] = []
  scrollTo(0, 0)
  return new Promise((resolve) => {
    let before = 0
    const next = (now: number): void => {
      if (before > 0) frames.push(now - before)
      before = now
      const top = scrollY
      scrollBy(0, step)
      if (scrollY === top) resolve(frames)
      else requestAnimationFrame(next)
    }
    // What opening the page left to do is not scrolling.
    setTimeout(() => requestAnimationFrame(next), 200)
  })
}

/** How many commands this phone still keeps for the server, read from its own outbox. */
export async function countWaiting(): Promise<number> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  let waiting = 0
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name))
    if (database.objectStoreNames.contains('outbox')) {
      const all: { readonly state: string }[] = await done(
        database.transaction('outbox').objectStore('outbox').getAll(),
      )
      waiting += all.filter(({ state }) => state !== 'acked').length
    }
    database.close()
  }
  return waiting
}

/** Put into every page before it loads: says when the screen that is waited for was first painted. */
export function watchFirst({ until }: { readonly until: string }): void {
  const look = (): void => {
    if (document.querySelector(until) === null) requestAnimationFrame(look)
    else
      requestAnimationFrame(() =>
        setTimeout(() => {
          document.documentElement.dataset['firstAt'] = String(performance.now())
        }),
      )
  }
  requestAnimationFrame(look)
}
