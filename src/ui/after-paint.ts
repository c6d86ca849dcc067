import type { Store } from '../store/contract.ts'

/** What cannot be unpacked keeps nobody from the network. */
const LONGEST = 3_000

/** What the phone holds is unpacked: at once where there is no account or its first sync goes on. */
function unpacked(store: Store | null): Promise<void> {
  const isReady = (): boolean => store === null || !store.status().complete || store.view().loaded === 'all'
  if (store === null || isReady()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(end, LONGEST)
    const stop = store.onChange(() => {
      if (isReady()) end()
    })
  })
}

/**
 * When what the phone holds is on the screen: nothing that Today does not need is fetched before. A hidden page draws
 * nothing and goes on at once.
 */
export async function afterPaint(store: Store | null): Promise<void> {
  if (document.visibilityState === 'hidden') return
  await unpacked(store)
  await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
