import { signal } from '@preact/signals'

const KEY = 'settledClaims'
/** How many ended claims are remembered as read; older ones have left the lists. */
const MOST = 100
const read = (): readonly string[] => (localStorage.getItem(KEY) ?? '').split(' ')

/** Claims that ended without the person, and that he has read about on this device. */
export const settled = signal<ReadonlySet<string>>(new Set())
export function readSettled(): void {
  settled.value = new Set(read())
}
export function settle(claim: string): void {
  localStorage.setItem(KEY, [...new Set([...read(), claim])].slice(-MOST).join(' '))
  readSettled()
}
