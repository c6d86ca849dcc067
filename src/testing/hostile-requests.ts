import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { PAYLOADS } from '../domain/all-commands.ts'
import { ACTS } from '../server/account-acts.ts'
import { freshId } from './community.ts'
import { anyJson, aString, CANARY, instants, payloads } from './hostile-payloads.ts'
import type { Endpoint, Sent } from './raw-http.ts'

/** Who a request says it comes from. */
export type Caller = 'nobody' | 'forged' | 'expired' | 'revoked' | 'signed-out' | 'self'
export interface Hostile {
  readonly endpoint: Endpoint
  readonly method: string
  readonly tail: string
  readonly caller: Caller
  readonly origin: 'ours' | 'other' | 'null' | 'none'
  readonly body: string
  readonly pack: (typeof PACKINGS)[number]
  readonly type: string
  readonly headers: readonly (readonly [string, string])[]
  readonly after: Sent['after']
}
/** What only the running test knows. */
export interface Setting {
  readonly port: number
  readonly account: string
  readonly cookies: Readonly<Record<Caller, string>>
}

const ids = fc.oneof(fc.uuid(), fc.constantFrom(freshId(), freshId(), freshId()), aString)
const types = fc.oneof(fc.constantFrom(...Object.keys(PAYLOADS), ...ACTS), aString, fc.constant('constructor'))
const commands = fc.oneof(
  anyJson,
  fc.record(
    {
      id: ids,
      n: fc.oneof(fc.nat(), fc.double(), anyJson),
      type: types,
      v: fc.constantFrom(0, 1, 2, 1e9),
      happenedAt: fc.oneof(instants, aString),
      needs: fc.array(ids, { maxLength: 3 }),
      seen: fc.dictionary(aString, ids),
      payload: payloads,
    },
    { requiredKeys: [] },
  ),
)
const envelopes = fc.record({
  proto: fc.constantFrom(0, 1, 99),
  build: aString,
  account: fc.constant('mine'),
  store: aString,
  now: instants,
  mark: fc.oneof(
    { weight: 6, arbitrary: fc.constant({ seq: 0, hash: '' }) },
    { weight: 1, arbitrary: fc.oneof(fc.record({ seq: fc.nat(30), hash: aString }), anyJson) },
  ),
  cursor: fc.oneof({ weight: 6, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.constantFrom(-1, 1.5, 2 ** 60) }),
  scope: aString,
  commands: fc.array(commands, { maxLength: 6 }),
})
const packs = fc.record({
  account: fc.constant('mine'),
  want: fc.array(aString, { maxLength: 80 }),
  have: fc.array(fc.tuple(aString, fc.nat())),
})
/** Most are wrong; some are such that whoever may do them is obeyed. */
const acts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        ...{ type: types, payload: payloads },
        id: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, { weight: 1, arbitrary: ids }),
      },
      { requiredKeys: ['type', 'payload'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...{ type: fc.constant('person.rename'), id: fc.uuid() },
      payload: fc.record({ person: fc.constantFrom('leader2', 'leader3'), name: aString }),
    }),
  },
)
const named = { name: aString, passphrase: aString }
const proofs = fc.record({ ...named, code: aString, setup: aString, community: aString }, { requiredKeys: [] })
/** What an endpoint waits for; one that is not named here gets everything. */
const SUITED: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  '/api/sync': envelopes,
  '/api/packs': packs,
  '/api/admin': acts,
  '/api/session': proofs,
  '/api/passphrase': fc.record(named),
  '/api/history': payloads,
}
const objectsFor = (path: string): fc.Arbitrary<unknown> => {
  const any = fc.oneof<fc.Arbitrary<unknown>[]>(envelopes, packs, acts, proofs, anyJson, payloads)
  return fc.oneof({ weight: 5, arbitrary: SUITED[path] ?? any }, { weight: 1, arbitrary: any })
}
/** What no serializer writes. */
const RAW = [
  '',
  '['.repeat(100_000),
  `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '{"__proto__":{"polluted":1},"account":"mine"}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"account":"x","account":"mine","have":[],"have":1}',
  '{"account":"mine","have":[["c",1e999],["c",-0],["c",123456789012345678901234567890]]}',
  '{"code":"\\ud800\\u0000"}',
  '{"code":"\u0000"}',
  '\ufeff{"code":"x"}',
  'null',
  'NaN',
  `{"code":"${'x'.repeat(5_000)}"}`,
  `"${'家'.repeat(700_000)}"`,
]
/** Texts of JSON, most of them whole, some with one place changed. */
const bodiesOf = (objects: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: objects.map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(objects, fc.nat(), fc.constantFrom('', '"', '\0', '}', '1e999', '\\ud800', '\ud800'))
        .map(([body, at, place]) => {
          const text = JSON.stringify(body)
          const cut = at % (text.length + 1)
          return `${text.slice(0, cut)}${place}${text.slice(cut + 1)}`
        }),
    },
  )

const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const BOMB = gzipSync(Buffer.alloc(20 * 1024 * 1024))
const PACKINGS = ['plain', 'gzip', 'gzip-cut', 'gzip-broken', 'gzip-twice', 'bomb', 'deflate', 'br', 'lie'] as const
function packed(text: string, how: Hostile['pack']): readonly [Buffer, string | undefined] {
  const zipped = gzipSync(text)
  switch (how) {
    case 'plain':
      return [Buffer.from(text), undefined]
    case 'gzip':
      return [zipped, 'gzip']
    case 'gzip-cut':
      return [zipped.subarray(0, zipped.length >> 1), 'gzip']
    case 'gzip-broken':
      return [Buffer.from(zipped.map((byte, at) => (at === zipped.length >> 1 ? byte ^ 255 : byte))), 'gzip']
    case 'gzip-twice':
      return [gzipSync(zipped), 'gzip, gzip']
    case 'bomb':
      return [BOMB, 'gzip']
    case 'deflate':
      return [deflateSync(text), 'deflate']
    case 'br':
      return [brotliCompressSync(text, FAST), 'br']
    case 'lie':
      return [Buffer.from(text), 'gzip']
    default: {
      const never: never = how
      return never
    }
  }
}

const TAILS = ['/', '/../x', '%2e%2e/', '/%00', '/%', ';x', '#x', `/${CANARY}`]
const HEADERS: readonly (readonly [string, string])[] = [
  ['range', 'bytes=0-1,5-'],
  ['range', 'bytes=-99999999999'],
  ['accept-encoding', 'gzip, br, *;q=0'],
  ['if-none-match', '*'],
  ['if-modified-since', 'yesterday'],
  ['expect', '100-continue'],
  ['upgrade', 'websocket'],
  ['transfer-encoding', 'chunked'],
  ['x-forwarded-for', CANARY],
  ['x-forwarded-host', 'evil.example'],
  ['x-http-method-override', 'DELETE'],
  ['content-length', '-1'],
  ['content-length', '0'],
  ['user-agent', CANARY],
  ['x-large', 'x'.repeat(20_000)],
  ['cookie', '__proto__=1; minqing="; minqing'],
]
const headers = fc.array(
  fc.oneof(
    fc.constantFrom(...HEADERS),
    fc.tuple(fc.constantFrom('accept', 'referer', 'accept-language', 'x-any'), fc.string({ maxLength: 30 })),
  ),
  { maxLength: 2 },
)
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'CONNECT', 'BREW']
const CONTENT_TYPES = ['application/json; charset=utf-16', 'text/plain', 'multipart/form-data; boundary=x', '/', '']
/** Every address as often as every other, however many methods it has. */
const anEndpoint = (endpoints: readonly Endpoint[]): fc.Arbitrary<Endpoint> =>
  fc
    .constantFrom(...new Set(endpoints.map(({ path }) => path)))
    .chain((path) => fc.constantFrom(...endpoints.filter((endpoint) => endpoint.path === path)))

/** Requests of every sort against every endpoint; most reach a handler, the others are stopped on the way. */
export const hostileRequests = (endpoints: readonly Endpoint[], caller: fc.Arbitrary<Caller>): fc.Arbitrary<Hostile> =>
  anEndpoint(endpoints).chain((endpoint) =>
    fc.record({
      endpoint: fc.constant(endpoint),
      method: fc.oneof(
        { weight: 6, arbitrary: fc.constant(endpoint.method) },
        { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
      ),
      tail: fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('', `?secret=${CANARY}`) },
        { weight: 1, arbitrary: fc.constantFrom(...TAILS) },
      ),
      caller,
      origin: fc.oneof(
        { weight: 5, arbitrary: fc.constant('ours' as const) },
        { weight: 1, arbitrary: fc.constantFrom('other' as const, 'null' as const, 'none' as const) },
      ),
      body: bodiesOf(objectsFor(endpoint.path)),
      pack: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom('plain' as const, 'gzip' as const) },
        { weight: 2, arbitrary: fc.constantFrom(...PACKINGS) },
      ),
      type: fc.oneof(
        { weight: 9, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES) },
      ),
      headers: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: headers }),
      after: fc.oneof(
        { weight: 18, arbitrary: fc.constant('wait' as const) },
        { weight: 1, arbitrary: fc.constantFrom('end' as const, 'reset' as const) },
      ),
    }),
  )

const ORIGINS = { other: 'http://evil.example', null: 'null' } as const
/** The bytes of a request; with `after` other than wait its body breaks off half way. */
export function bytesOf(hostile: Hostile, { port, account, cookies }: Setting): Sent {
  const { endpoint, method, tail, caller, origin, type, after } = hostile
  const text = hostile.body.replaceAll('"mine"', JSON.stringify(account))
  const [body, encoding] = packed(text, hostile.pack)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const ours = `127.0.0.1:${port}`
  const lines: (readonly [string, string])[] = [
    ['host', ours],
    ['connection', 'close'],
    ...(origin === 'none' ? [] : [['origin', origin === 'ours' ? `http://${ours}` : ORIGINS[origin]] as const]),
    ...(cookies[caller] === '' ? [] : [['cookie', cookies[caller]] as const]),
    ...(hasBody ? [['content-type', type] as const] : []),
    ...(hasBody && encoding !== undefined ? [['content-encoding', encoding] as const] : []),
    ...hostile.headers.filter(([name]) => hasBody || name !== 'transfer-encoding'),
    ...(hasBody && !hostile.headers.some(([name]) => name === 'transfer-encoding' || name === 'content-length')
      ? [['content-length', String(body.length)] as const]
      : []),
  ]
  const path = `${endpoint.path.replace('*', 'x')}${tail}`
  const head = `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  const whole = hostile.headers.some(([name]) => name === 'transfer-encoding') ? chunked(body) : body
  const sent = after === 'wait' ? whole : whole.subarray(0, whole.length >> 1)
  return { bytes: Buffer.concat([Buffer.from(head, 'latin1'), ...(hasBody ? [sent] : [])]), after }
}
const chunked = (body: Buffer): Buffer =>
  Buffer.concat([
    ...(body.length === 0 ? [] : [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]),
    Buffer.from('0\r\n\r\n'),
  ])
