import { deepStrictEqual } from 'node:assert'
import { dayOf } from '../../domain/calendar.ts'
import { instantOf, type PackId } from '../../domain/ids.ts'
import { readPack } from '../../domain/packs.ts'
import { RowSet, readRow } from '../../server/rows.ts'
import type { Phone } from './phone.ts'
import type { Machine } from './server.ts'

/** What opens doors and the work on them, said here once more: the rules that are proved are not asked. */
const OPENS: ReadonlySet<string> = new Set(['stair_leader', 'micro_leader', 'committee_staff'])
const ROWS = "SELECT kind, id, pack, seq, writer, body FROM entity WHERE kind IN ('grid', 'post')"

/** I1: nobody holds a pack that no post of the day gives a sight of, whatever the server thinks of it. */
export async function holdsNothingBeyond({ server }: Machine, phone: Phone, packs: readonly PackId[]): Promise<void> {
  const [rows, gridOf] = await server.db.read(async (tx) => {
    const set = new RowSet()
    for (const row of (await tx.all(ROWS)).map(readRow)) set.put(row)
    const lies = await tx.all('SELECT id, grid FROM pack')
    return [set, new Map(lies.map(({ id, grid }) => [String(id), String(grid)]))] as const
  })
  const today = dayOf(instantOf(server.time.now), 'Asia/Shanghai')
  const posts = rows
    .all('post')
    .filter(({ body }) => body.person === phone.person && body.since <= today && (body.until ?? today) >= today)
  const up = (grid: string | null | undefined): string[] =>
    grid == null ? [] : [grid, ...up((rows.find('grid', grid)?.body as { parent?: string | null } | undefined)?.parent)]
  const isBelow = (grid: string, opens: boolean): boolean =>
    posts.some(({ body }) => up(grid).includes(body.grid) && (!opens || OPENS.has(body.role)))
  const beyond = packs.filter((pack) => {
    const name = readPack(pack)
    if (name?.sort === 'c') return posts.length === 0
    if (name?.sort === 'p') return name.person !== phone.person
    if (name?.sort === 'b' || name?.sort === 'w') return !isBelow(gridOf.get(pack) ?? name.grid, true)
    // What is published is for the grids above and below a post.
    return name?.sort !== 'o'
  })
  deepStrictEqual(beyond, [], `I1 ${phone.name}: no post gives a sight of these`)
}
