import type { Deed } from '../domain/admin-wire.ts'
import type { CommunityId } from '../domain/ids.ts'
import { textOf } from './database.ts'
import { COMMAND_COLUMNS, correctTime, readRecord } from './records.ts'
import type { Server } from './server.ts'

/** What a history is about: a person with all posts, a grid, a list of words. */
export type Subject = { readonly person: string } | { readonly grid: string } | { readonly list: string }
const MOST = 200

/** The accepted acts of administration about somebody or something, the latest first; who, when and what. */
export function listDeeds(server: Server, community: CommunityId, about: Subject): Promise<readonly Deed[]> {
  return server.db.read(async (tx) => {
    const posts = 'person' in about ? await postsOf(about.person) : new Set<string>()
    const rows = await tx.all(
      `SELECT ${COMMAND_COLUMNS} FROM command WHERE community = ? AND store = 'admin' AND status = 'ok' ORDER BY received_at DESC`,
      community,
    )
    const deeds = rows.map((row) => {
      const record = readRecord(row)
      const payload = JSON.parse(record.payload) as Deed['payload']
      return { id: record.id, at: correctTime(record).at, by: record.author, type: record.type, payload }
    })
    return deeds.filter(({ payload }) => isAbout(payload, about, posts)).slice(0, MOST)

    async function postsOf(person: string): Promise<ReadonlySet<string>> {
      const found = await tx.all(
        "SELECT id FROM entity WHERE community = ? AND kind = 'post' AND parent = ?",
        community,
        person,
      )
      return new Set(found.map((row) => textOf(row, 'id')))
    }
  })
}
function isAbout(payload: Deed['payload'], about: Subject, posts: ReadonlySet<string>): boolean {
  if ('list' in about) return payload['list'] === about.list
  if ('grid' in about) return payload['grid'] === about.grid || payload['parent'] === about.grid
  return (
    payload['person'] === about.person ||
    posts.has(String(payload['post'] ?? '')) ||
    posts.has(String(payload['next'] ?? ''))
  )
}
