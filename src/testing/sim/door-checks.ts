import { deepStrictEqual } from 'node:assert/strict'
import type { PackId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { loadRows } from '../../server/rows.ts'
import { COMMUNITY } from '../community.ts'
import type { Machine } from './server.ts'

/**
 * Every door lies in the grid of its stair, so that the stair's leader reads it, and every household with the door one
 * knocks at.
 */
export async function doorsLieInTheirStairs({ server }: Machine): Promise<void> {
  const [packs, rows] = await server.db.read(async (tx) => {
    const found = await tx.all('SELECT id, grid FROM pack')
    const ids = found.map((pack) => String(pack['id']) as PackId)
    return [found, await loadRows(tx, COMMUNITY, { rows: [], under: [], packs: ids })] as const
  })
  const gridOf = new Map(packs.map((pack) => [String(pack['id']), pack['grid']]))
  const stairs = new Map(
    rows.flatMap((row) =>
      row.kind === 'building' ? row.body.stairs.map(({ id, grid }) => [`${row.id}/${id}`, grid] as const) : [],
    ),
  )
  const doors = new Map(rows.flatMap((row) => (row.kind === 'door' ? [[row.id, row] as const] : [])))
  const isAstray = ({ pack, body }: RowOf<'door'>): boolean =>
    gridOf.get(pack) !== stairs.get(`${body.building}/${body.stair}`)
  const astray = [...doors.values()].filter(isAstray)
  const apart = rows.filter((row) => row.kind === 'household' && doors.get(row.body.doors[0] ?? '')?.pack !== row.pack)
  deepStrictEqual(
    [...astray, ...apart].map(({ kind, id, pack }) => `${kind} ${id} in ${pack}`),
    [],
    'I12',
  )
}
