import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterEach, expect } from 'vitest'
import { asId } from '../domain/ids.ts'
import type { Session } from '../domain/wire.ts'
import { giveCode } from '../server/codes.ts'
import { type AppOptions, createApp } from '../server/http.ts'
import { aServer, COMMUNITY, type TestServer } from './community.ts'
import { aRequest } from './conversation.ts'

const apps: FastifyInstance[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})
export const HOST = 'minqing.test'
/** One browser's page in front of a server of its own: keeps cookies, names its origin. */
export interface Browser {
  readonly app: FastifyInstance
  readonly server: TestServer
  ask(method: 'GET' | 'POST' | 'DELETE', url: string, over?: Partial<InjectOptions>): ReturnType<typeof inject>
  signIn(person: string): Promise<Session>
}
const inject = (app: FastifyInstance, options: InjectOptions) => app.inject(options)

export async function aBrowser(options: Partial<AppOptions> = {}, server?: TestServer): Promise<Browser> {
  const running = server ?? (await aServer())
  const app = await createApp(running, { version: '1.2.3', https: false, signInsPerMinute: 1000, ...options })
  apps.push(app)
  const jar = new Map<string, string>()
  const scheme = options.https === true ? 'https' : 'http'
  const ask: Browser['ask'] = async (method, url, over = {}) => {
    const headers = { host: HOST, ...(method === 'GET' ? {} : { origin: `${scheme}://${HOST}` }), ...over.headers }
    const response = await inject(app, { method, url, cookies: Object.fromEntries(jar), ...over, headers })
    for (const { name, value } of response.cookies) jar.set(name, value)
    return response
  }
  const signIn = async (person: string) => {
    const response = await signInRaw({ ask, server: running }, person)
    expect(response.statusCode).toBe(200)
    return response.json<Session>()
  }
  return { app, server: running, ask, signIn }
}
/** Signs in with a fresh code; the answer with its cookie. */
export async function signInRaw(browser: Pick<Browser, 'ask' | 'server'>, person = 'leader1') {
  const { code } = await giveCode(browser.server, COMMUNITY, asId(person))
  return browser.ask('POST', '/api/session', { payload: { code } })
}
/** A sync request in the name of the session. */
export const requestOf = (session: Session, over: Parameters<typeof aRequest>[1] = {}) => ({
  ...aRequest(session.person, over),
  account: session.account,
})
