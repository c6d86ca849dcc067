import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { isPlace } from '../domain/places.ts'

/** Files whose name carries their content's hash never change; all others are asked for anew each time. */
const HASHED = /[/\\]assets[/\\]/

/** The built app, and its page for every place inside it; anything else is told as not found. */
export async function staticRoutes(app: FastifyInstance, files: string | undefined): Promise<void> {
  if (files === undefined) {
    app.setNotFoundHandler((_request, reply) => notFound(reply))
    return
  }
  await app.register(fastifyStatic, {
    root: files,
    cacheControl: false,
    setHeaders: (response, path) => {
      response.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const isPage = request.method === 'GET' && isPlace(path)
    return isPage ? reply.header('cache-control', 'no-cache').sendFile('index.html') : notFound(reply)
  })
}
const notFound = (reply: FastifyReply) => reply.status(404).send({ error: { code: 'not_found' } })
