import { setTimeout as wait } from 'node:timers/promises'

/** A browser that is not Chromium, as far as the journey needs it. Every call ends within a time limit. */
export interface Hands {
  readonly name: string
  goTo(address: string): Promise<void>
  /** Runs a function's text in the page, with one argument that JSON can carry. */
  run<T>(script: string, argument?: unknown): Promise<T>
  close(): Promise<void>
}
export const LIMIT_MS = 30_000

export function within<T>(what: string, work: Promise<T>, limit = LIMIT_MS): Promise<T> {
  const late = wait(limit, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`${what}: no answer in ${limit} ms`)),
  )
  return Promise.race([work, late])
}
/** Asks again and again whether it is so; false when the time is over. */
export async function comes(hands: Hands, script: string, limit = LIMIT_MS): Promise<boolean> {
  const ends = performance.now() + limit
  while (!(await hands.run<boolean>(script))) {
    if (performance.now() > ends) return false
    await wait(100)
  }
  return true
}
export async function until(hands: Hands, what: string, script: string): Promise<void> {
  if (await comes(hands, script)) return
  const shown = await hands.run<string>('() => document.body.innerText.slice(0, 400)')
  throw new Error(`${hands.name}: ${what} did not come; the page shows: ${shown}`)
}
/** Presses the first button or link whose words begin so. */
export const press = (hands: Hands, words: string): Promise<void> =>
  until(
    hands,
    `"${words}"`,
    `() => {
      const all = [...document.querySelectorAll('button, a')]
      const found = all.find((each) => each.innerText.trim().startsWith(${JSON.stringify(words)}) && !each.disabled)
      found?.click()
      return found !== undefined
    }`,
  )
export const shows = (hands: Hands, words: string): Promise<void> =>
  until(hands, `"${words}"`, `() => document.body.innerText.includes(${JSON.stringify(words)})`)
