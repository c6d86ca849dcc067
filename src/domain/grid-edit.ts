import type { Decision, Of } from './decide.ts'
import { asId, type GridId } from './ids.ts'
import { isAbove } from './levels.ts'
import type { GridBody } from './nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import { isAtOrBelow } from './rights.ts'
import { put, type See } from './see.ts'

type GridCommand = Of<'grid.add' | 'grid.rename' | 'grid.move' | 'grid.end'>

/** The tree of grids: grows, is renamed and regrouped. Nothing of it is taken away: grids end, once nothing hangs on them. */
export function decideGrid(see: See, command: GridCommand): Decision {
  switch (command.type) {
    case 'grid.add':
      return addGrid(see, command)
    case 'grid.rename':
      return renameGrid(see, command)
    case 'grid.move':
      return moveGrid(see, command)
    case 'grid.end':
      return endGrid(see, command)
    default: {
      const never: never = command
      return never
    }
  }
}

const standing = (see: See, id: string): GridBody | undefined => {
  const body = see('grid', id)?.body
  return body?.ended === undefined ? body : undefined
}
function addGrid(see: See, { payload }: Of<'grid.add'>): Decision {
  const { grid, parent, level, name, code } = payload
  const above = standing(see, parent)
  if (above === undefined) return { refused: 'not_found' }
  if (!isAbove(above.level, level)) return { refused: 'wrong_level' }
  if (see('grid', grid) !== undefined) return { refused: 'bad_payload' }
  const order = 1 + Math.max(0, ...see.under('grid', parent).map(({ body }) => body.order))
  const body: GridBody = { level, parent: asId(parent), name, order, ...(code === undefined ? {} : { code }) }
  return { changes: [put('grid', { id: grid, pack: COMMUNITY_PACK }, body)] }
}

function renameGrid(see: See, { payload: { grid, name, code } }: Of<'grid.rename'>): Decision {
  if (standing(see, grid) === undefined) return { refused: 'not_found' }
  return { changes: [{ op: 'set', kind: 'grid', id: grid, set: { name, code: code ?? null }, edit: false }] }
}

function moveGrid(see: See, { payload }: Of<'grid.move'>): Decision {
  const grid = standing(see, payload.grid)
  const above = standing(see, payload.parent)
  if (grid === undefined || above === undefined || grid.parent === null) return { refused: 'not_found' }
  const isRing = isAtOrBelow(see, asId(payload.parent), asId(payload.grid))
  if (isRing || !isAbove(above.level, grid.level)) return { refused: 'wrong_level' }
  const order = 1 + Math.max(0, ...see.under('grid', payload.parent).map(({ body }) => body.order))
  const set = { parent: payload.parent, order }
  return { changes: [{ op: 'set', kind: 'grid', id: payload.grid, set, edit: false }] }
}

function endGrid(see: See, { payload: { grid, on, why } }: Of<'grid.end'>): Decision {
  const body = standing(see, grid)
  if (body === undefined || body.parent === null) return { refused: 'not_found' }
  if (hangsOn(see, asId(grid), on)) return { refused: 'in_use' }
  return { changes: [{ op: 'set', kind: 'grid', id: grid, set: { ended: { on, why } }, edit: false }] }
}
/** Whether grids, stairs or posts hang on a grid on a day: what would lose its place with it. */
function hangsOn(see: See, grid: GridId, day: string): boolean {
  if (see.under('grid', grid).some(({ body }) => body.ended === undefined)) return true
  const stairs = see.under('building', '').flatMap(({ body }) => (body.ended === undefined ? body.stairs : []))
  if (stairs.some((stair) => stair.grid === grid)) return true
  const posts = see.under('person', '').flatMap((person) => see.under('post', person.id))
  return posts.some(({ body }) => body.grid === grid && (body.until === null || body.until > day))
}
