import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { COMMUNITY, type TestServer } from '../testing/community.ts'
import { PlainPhone } from '../testing/conversation.ts'
import { aWorld, EVERYBODY, fuzz, heapKept, type Run, SECRET, SEED, SELF, type Watch, watch } from '../testing/fuzz.ts'
import { bytesOf, hostileRequests } from '../testing/hostile-requests.ts'
import { sendRaw } from '../testing/raw-http.ts'

const ROUNDS = 5
const PER_ROUND = 1_600
/** What a round may leave behind in memory, at most: a kilobyte for each request would be 1.6 MB. */
const KEPT_BYTES = 1_500_000

async function fuzzInRounds(watching: Watch, run: Run): Promise<ReadonlyMap<string, number>> {
  const all = new Map<string, number>()
  const kept: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const seen = await fuzz(watching, { ...run, seed: (run.seed ?? SEED) + round })
    for (const [key, count] of seen) all.set(key, (all.get(key) ?? 0) + count)
    kept.push(await heapKept())
  }
  // The first rounds fill caches that have an end; what grows in every one of the last has none.
  const growth = kept.slice(2).map((bytes, round) => bytes - (kept[round + 1] ?? 0))
  expect([`seed ${SEED}`, Math.min(...growth) < KEPT_BYTES]).toEqual([`seed ${SEED}`, true])
  return all
}

test('eight thousand hostile requests to every endpoint: answered, told nowhere, nothing changed without a right, nothing kept', async () => {
  const world = await aWorld('leader1')
  const natives = Object.getOwnPropertyNames(Object.prototype)
  const seen = await fuzzInRounds(await watch(world, 'own'), { callers: EVERYBODY, runs: PER_ROUND })
  for (const { method, path } of world.endpoints) {
    const asked = [...seen.keys()].filter((key) => key.startsWith(`${method} ${path} `))
    expect([method, path, asked.length > 2]).toEqual([method, path, true])
  }
  // Some sixty of them got through and were answered, by chance more or fewer.
  for (const path of ['POST /api/sync', 'POST /api/packs', 'GET /api/session', 'GET /api/poke'])
    expect([path, (seen.get(`${path} self 200`) ?? 0) > 20]).toEqual([path, true])
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(natives)
  const phone = new PlainPhone(world.server, 'staff')
  await phone.firstSync()
  expect((await phone.round()).at(-1)?.pull?.more).toBe(false)
})

test('two thousand hostile requests of a coordinator, who may change everything, fail nowhere', async () => {
  const watching = await watch(await aWorld('staff'), 'all')
  const seen = await fuzz(watching, { callers: SELF, runs: 2_000 })
  expect(seen.get('POST /api/admin self 200')).toBeGreaterThan(0)
})

test('a body that does not come is given up, and its sender told', async () => {
  const { endpoints, setting } = await aWorld('leader1')
  const [sample] = fc.sample(hostileRequests(endpoints, SELF), { numRuns: 1, seed: SEED })
  if (sample === undefined) throw new Error('no sample')
  const taking = endpoints.filter(({ method, path }) => method === 'POST' && !path.endsWith('*'))
  expect(taking.map(({ path }) => path)).toEqual([
    ...['/api/session', '/api/sync', '/api/admin', '/api/history', '/api/passphrase', '/api/packs'],
    ...['/api/import', '/api/import/:id/choices', '/api/import/:id/confirm'],
  ])
  const whole = {
    tail: '',
    origin: 'ours',
    body: '{"account":"mine"}',
    pack: 'plain',
    type: 'application/json',
  } as const
  const cases = taking.flatMap((endpoint) =>
    [[], [['transfer-encoding', 'chunked'] as const]].map((headers) => ({ endpoint, headers })),
  )
  const heard = await Promise.all(
    cases.map((each) => {
      const half = bytesOf({ ...sample, ...whole, ...each, method: 'POST', after: 'end' }, setting)
      return sendRaw(setting.port, { ...half, after: 'wait' })
    }),
  )
  const noHead = await sendRaw(setting.port, { bytes: Buffer.from('POST /api/sync HTTP/1.1\r\nhost'), after: 'wait' })
  for (const { end, status } of [...heard, noHead]) expect([end, status]).toEqual(['closed', 408])
})

test('the same seed asks the same', () => {
  const endpoints = [{ method: 'POST', path: '/api/sync' }]
  const ask = (seed: number) => JSON.stringify(fc.sample(hostileRequests(endpoints, EVERYBODY), { numRuns: 50, seed }))
  expect(ask(SEED)).toBe(ask(SEED))
  expect(ask(SEED)).not.toBe(ask(SEED + 1))
})

/** Faults put into a new route that nobody told this test of. */
const PLANTED: Readonly<Record<string, (app: FastifyInstance, server: TestServer) => unknown>> = {
  'answered 500': (app) => app.get('/new', async (_request, reply) => reply.status(500).send({})),
  'logged an error': (app) =>
    app.get('/new', () => {
      throw new Error('not foreseen')
    }),
  'no answer and no end': (app) => app.get('/new', () => new Promise(() => undefined)),
  'closed without an answer': (app) => app.get('/new', (request) => request.raw.destroy()),
  'told the log': (app, server) =>
    app.get('/new', async (request) => {
      server.log.info('request', { url: request.url })
      return {}
    }),
  'told a secret': (app) => app.get('/new', async () => ({ note: SECRET })),
  'changed the database without a right to': (app, server) =>
    app.get('/new', async () => {
      const grid = { community: COMMUNITY, id: 'b:b-s1:s1', grid: 's1', seq: 1, count: 0, hash: 0 }
      await server.db.write(COMMUNITY, (tx) => tx.put('pack', [grid]))
      return {}
    }),
  'changed what is not the caller’s': (app, server) =>
    app.get('/new', async () => {
      const grid = { community: COMMUNITY, id: 'b:b-s3:s3', grid: 's1', seq: 1, count: 0, hash: 0 }
      await server.db.write(COMMUNITY, (tx) => tx.put('pack', [grid]))
      return {}
    }),
}
for (const [fault, plant] of Object.entries(PLANTED)) {
  test(`a new route is found by itself, and caught when it has ${fault}`, async () => {
    const world = await aWorld('leader1', plant)
    expect(world.endpoints).toContainEqual({ method: 'GET', path: '/new' })
    const watching = await watch(world, 'own')
    const failed = await fuzz(watching, { callers: EVERYBODY, runs: 500, bound: 3_000 }).then(
      () => '',
      (error: unknown) => (error instanceof Error ? `${error.message} ${String(error.cause)}` : ''),
    )
    expect(failed).toContain(fault)
    expect(failed).toMatch(/seed: -?\d+.*"path":"\/new"/s)
  })
}
test('a route that keeps every request is caught', async () => {
  const kept: unknown[] = []
  const world = await aWorld('leader1', (app) =>
    app.get('/new', async () => {
      kept.push(Array.from({ length: 20_000 }, (_, i) => i + 0.5))
      return {}
    }),
  )
  const watching = await watch({ ...world, endpoints: [{ method: 'GET', path: '/new' }] }, 'own')
  await expect(fuzzInRounds(watching, { callers: SELF, runs: 50 })).rejects.toThrow(`seed ${SEED}`)
  expect(kept.length).toBeGreaterThan(50)
})
