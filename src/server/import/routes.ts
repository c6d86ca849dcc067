import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { dayOf } from '../../domain/calendar.ts'
import { instantOf } from '../../domain/ids.ts'
import { mayImport } from '../../domain/import-right.ts'
import { IMPORT_SOURCES, type ImportSource } from '../../domain/import-wire.ts'
import { groundsOf } from '../../domain/rights.ts'
import { fail } from '../edge.ts'
import { mustFindCommunity, type Server, type Who } from '../server.ts'
import { ImportJobs, type JobOwner } from './jobs.ts'
import { readChoices } from './parsed.ts'

/** What the door needs to know of the request it lets in. */
export interface ImportGate {
  /** Route options of a signed-in request. */
  readonly options: object
  ownerOf(request: FastifyRequest): JobOwner
}
const source = v.object({ source: v.picklist(IMPORT_SOURCES as [ImportSource, ...ImportSource[]]) })
const confirmed = v.object({ digest: v.pipe(v.string(), v.maxLength(64)), acceptGoodRows: v.boolean() })

/**
 * POST /api/import?source= (the file's bytes) answers 201 with the job; GET /api/import/:id how far it is; POST
 * …/choices reads it anew, POST …/confirm {digest, acceptGoodRows} writes what was shown, DELETE stops it, GET
 * …/rejected is a CSV. For coordinators (mayImport), asked at every step; names of files stay with who has them.
 */
export async function importRoutes(app: FastifyInstance, server: Server, gate: ImportGate): Promise<void> {
  const jobs = new ImportJobs(server)
  app.addHook('onClose', () => jobs.close())
  await app.register((own, _options, done) => {
    // The file is written to disk as it comes: it is never whole in memory here.
    own.addContentTypeParser('application/octet-stream', (_request: unknown, body: IncomingMessage, parsed: Parsed) =>
      parsed(null, body),
    )
    own.post('/api/import', gate.options, (request, reply) => begin({ server, jobs, gate }, request, reply))
    done()
  })
  const found = (request: FastifyRequest) => jobs.find(gate.ownerOf(request), idOf(request))
  app.get('/api/import/:id', gate.options, async (request, reply) => found(request)?.describe() ?? gone(reply))
  app.get('/api/import/:id/rejected', gate.options, async (request, reply) => {
    const language = (request.query as { language?: unknown }).language === 'en' ? 'en' : 'zh'
    const text = found(request)?.rejected(language)
    if (text === undefined) return gone(reply)
    reply.header('content-disposition', 'attachment; filename="rejected.csv"')
    return reply.type('text/csv; charset=utf-8').send(text)
  })
  app.post('/api/import/:id/choices', gate.options, async (request, reply) => {
    const choices = v.safeParse(readChoices, request.body)
    const job = found(request)
    if (job === undefined) return gone(reply)
    if (!choices.success || !job.read(choices.output)) return fail(reply, 400, 'bad_request')
    return job.describe()
  })
  app.post('/api/import/:id/confirm', gate.options, async (request, reply) => {
    const parsed = v.safeParse(confirmed, request.body)
    const job = found(request)
    if (job === undefined) return gone(reply)
    if (!(await mayBring(server, gate.ownerOf(request).who, job.source))) return fail(reply, 403, 'forbidden')
    if (!parsed.success || !job.confirm(parsed.output)) return fail(reply, 400, 'bad_request')
    return job.describe()
  })
  app.delete('/api/import/:id', gate.options, async (request, reply) => {
    if (found(request) !== undefined) await jobs.end(gate.ownerOf(request))
    return reply.status(204).send()
  })
}
type Parsed = (error: Error | null, body?: unknown) => void
const idOf = (request: FastifyRequest): string => (request.params as { readonly id: string }).id
const gone = (reply: FastifyReply): FastifyReply => fail(reply, 404, 'not_found')

interface Beginning {
  readonly server: Server
  readonly jobs: ImportJobs
  readonly gate: ImportGate
}
async function begin(
  { server, jobs, gate }: Beginning,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const asked = v.safeParse(source, request.query)
  if (!asked.success || !isStream(request.body)) return fail(reply, 400, 'bad_request')
  const owner = gate.ownerOf(request)
  if (!(await mayBring(server, owner.who, asked.output.source))) return fail(reply, 403, 'forbidden')
  const job = await jobs.begin(owner, asked.output.source, request.body)
  if (job === 'busy') return fail(reply.header('retry-after', '30'), 503, 'busy')
  if (job === 'too_large') {
    dropRest(request, reply, request.body)
    return fail(reply, 413, 'too_large')
  }
  return reply.status(201).send(job)
}
/**
 * What still comes of a file is read and dropped, until the request is too old: so the sender hears the answer, and the
 * next request on the same connection is read. Not where it would have to be inflated, without end perhaps.
 */
function dropRest(request: FastifyRequest, reply: FastifyReply, body: IncomingMessage): void {
  if (body === request.raw) {
    body.resume()
    return
  }
  body.destroy()
  reply.header('connection', 'close')
}
const isStream = (body: unknown): body is IncomingMessage => typeof body === 'object' && body !== null && 'pipe' in body

const mayBring = (server: Server, who: Who, wanted: ImportSource): Promise<boolean> =>
  server.db.read(async (tx) => {
    const { ground } = await mustFindCommunity(tx, who.community)
    const { rows, timeZone } = await server.grounds.get(tx, who.community, ground)
    const today = dayOf(instantOf(server.clock()), timeZone)
    return mayImport(groundsOf(rows.see(), who.person), { grids: rows.all('grid'), today }, wanted)
  })
