import type { Network } from '../../e2e/support/network.ts'
import type { Server } from '../../e2e/support/server.ts'
import { comes, type Hands, press, shows, until } from './hands.ts'

export interface Seen {
  readonly engine: string
  /** What the browser says of the transactions in which the visit was written. */
  readonly durability: readonly string[]
  readonly hasBackgroundSync: boolean
  /** Taps on "send now" until all was received: a connection that the cut left half open may cost one. */
  readonly presses: number
  /** The worker's own log says that it did a round after the visit was noted, and the server answered it: the cookie went along. */
  readonly workerRounds: number
  readonly unauthorized: number
}

/** Notes how durable each transaction is that writes a visit from now on; the connection itself is open already. */
const WATCH = `() => {
  globalThis.durable = []
  for (const way of ['add', 'put']) {
    const real = IDBObjectStore.prototype[way]
    IDBObjectStore.prototype[way] = function (...given) {
      if (this.name === 'outbox') globalThis.durable.push(String(this.transaction.durability))
      return real.apply(this, given)
    }
  }
}`
/** Asks the worker's log: its lines have numbers, each greater than all before. */
const askLog = (asked: string, answer: string): string => `() => new Promise((resolve, reject) => {
  const opened = indexedDB.open('device')
  opened.onerror = () => reject(opened.error)
  opened.onsuccess = () => {
    const found = opened.result.transaction('log').objectStore('log').${asked}
    found.onerror = () => reject(found.error)
    found.onsuccess = () => {
      opened.result.close()
      resolve(found.result${answer})
    }
  }
})`
export const LAST_LINE = askLog('getAllKeys()', '.at(-1) ?? 0')
/** Rounds after that line: those before the visit brought nothing of it. */
export const roundsAfter = (line: number): string =>
  askLog(`getAll(IDBKeyRange.lowerBound(${line}, true))`, ".filter(({ what }) => what === 'round done').length")

const RECEIVED = `() => document.body.innerText.includes('都收到了')`
const SEND = `() => {
  const send = [...document.querySelectorAll('button')].find((each) => each.innerText.trim().startsWith('现在就送'))
  send?.click()
  return send !== undefined
}`
const MOST_PRESSES = 3
async function sendAll(hands: Hands): Promise<number> {
  for (let presses = 1; presses <= MOST_PRESSES; presses++) {
    // Since the network is back a round of its own may have sent all, and the button is gone.
    await until(hands, 'a way to send', `() => (${RECEIVED})() || (${SEND})()`)
    if (await comes(hands, RECEIVED, 8_000)) return presses
  }
  throw new Error(`${hands.name}: pressed ${MOST_PRESSES} times, and not all was received`)
}

/**
 * The worker writes its log after its round, and on a busy machine the page may have done the first one itself: then
 * the app is opened again, which asks the worker anew.
 */
async function roundsOfWorker(hands: Hands, { address, line }: { address: string; line: number }): Promise<number> {
  const rounds = roundsAfter(line)
  const hasRound = `() => (${rounds})().then((rounds) => rounds > 0)`
  if (!(await comes(hands, hasRound, 5_000))) {
    await hands.goTo(address)
    await comes(hands, hasRound, 20_000)
  }
  return hands.run<number>(rounds)
}

/** The main journey: sign in, no network, a visit, opened again without network, the network is back, the receipt. */
export async function walkJourney(hands: Hands, server: Server, network: Network): Promise<Seen> {
  await hands.goTo(`${network.url}/signin#code=${server.codes().groupLeader}`)
  // A browser of another language begins in English.
  await until(
    hands,
    'the choice of language',
    `() => {
      const chinese = [...document.querySelectorAll('button')].find((each) => each.innerText.trim() === '中文')
      chinese?.click()
      return document.body.innerText.includes('用这个码登录')
    }`,
  )
  await press(hands, '用这个码登录')
  await shows(hands, '下一户')
  await until(hands, 'the worker', '() => navigator.serviceWorker.controller !== null')
  await until(hands, 'everything read', `() => document.querySelector('[data-loaded="all"]') !== null`)

  network.become('cut')
  await hands.run(WATCH)
  await until(
    hands,
    'the next door',
    `() => { const next = document.querySelector('a.next'); next?.click(); return next !== null }`,
  )
  await press(hands, '见到本人')
  await press(hands, '存在手机')
  await until(
    hands,
    'the line of the visit',
    `() => document.querySelector('.bar-note')?.innerText.includes('存在手机了') === true`,
  )
  const line = await hands.run<number>(LAST_LINE)
  const durability = await hands.run<readonly string[]>('() => [...new Set(globalThis.durable)]')

  await hands.goTo(`${network.url}/today`)
  await until(hands, 'Today without network', `() => document.querySelector('a.next') !== null`)
  await hands.goTo(`${network.url}/waiting`)
  await shows(hands, '现在就送')

  network.become('open')
  const before = network.seen.length
  const presses = await sendAll(hands)
  const workerRounds = await roundsOfWorker(hands, { address: `${network.url}/today`, line })
  const answers = network.seen.slice(before).filter(({ path }) => path.startsWith('/api/sync'))
  return {
    engine: hands.name,
    durability,
    presses,
    hasBackgroundSync: await hands.run<boolean>('() => "sync" in ServiceWorkerRegistration.prototype'),
    workerRounds,
    unauthorized: answers.filter(({ status }) => status === 401).length,
  }
}
