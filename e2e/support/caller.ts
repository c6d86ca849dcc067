import { randomUUID } from 'node:crypto'
import type { Server } from './server.ts'

export interface Result {
  readonly id: string
  readonly status: 'ok' | 'conflict' | 'refused' | 'held'
  readonly code?: string
}
export interface Sent {
  readonly type: string
  readonly payload: unknown
  /** When it happened; now, unless told. */
  readonly happenedAt?: string
  readonly seen?: Readonly<Record<string, string>>
}
/** Somebody signed in without a screen: a colleague elsewhere, or the coordinator's administration. */
export interface Caller {
  readonly person: string
  /** POST /api/sync with these commands alone. */
  push(...commands: readonly Sent[]): Promise<readonly Result[]>
  /** POST /api/admin; fails the journey where the server says no. */
  administer(type: string, payload: unknown): Promise<void>
  /** Ends every session of a person, and takes the register off their phones. */
  revoke(person: string): Promise<void>
  /** A fresh sign-in code for a person. */
  codeFor(person: string): Promise<string>
}

/** Signs in by a code and speaks to the server's own port, past the network of the phones. */
export async function callAs(server: Server, code: string): Promise<Caller> {
  const origin = `http://127.0.0.1:${server.port}`
  let cookie = ''
  const post = async (path: string, body: unknown): Promise<Response> => {
    const headers = { 'content-type': 'application/json', origin, cookie }
    const response = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return response
  }
  const signedIn = await post('/api/session', { code })
  cookie = signedIn.headers.getSetCookie().join('; ').split(';', 1)[0] ?? ''
  const session = (await signedIn.json()) as { readonly account: string; readonly person: string }
  const store = randomUUID()
  let n = 0
  return {
    person: session.person,
    async push(...sent) {
      const now = new Date().toISOString()
      const commands = sent.map(({ type, payload, happenedAt = now, seen = {} }) => {
        n++
        return { id: randomUUID(), n, type, v: 1, happenedAt, needs: [], seen, payload }
      })
      const mark = { seq: 0, hash: '' }
      const envelope = { proto: 1, build: 'e2e', account: session.account, store, now, mark, cursor: 0, scope: '' }
      const response = await post('/api/sync', { ...envelope, commands })
      return ((await response.json()) as { readonly results: readonly Result[] }).results
    },
    async administer(type, payload) {
      const { result } = (await (await post('/api/admin', { type, payload })).json()) as { readonly result: Result }
      if (result.status !== 'ok') throw new Error(`${type} was ${result.status}: ${result.code}`)
    },
    async revoke(person) {
      await post('/api/admin', { type: 'sessions.revoke', payload: { person } })
    },
    async codeFor(person) {
      const response = await post('/api/admin', { type: 'code.give', payload: { person } })
      return ((await response.json()) as { readonly code: string }).code
    },
  }
}
