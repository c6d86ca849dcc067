import type { Decision, Of } from './decide.ts'
import { asId } from './ids.ts'
import { isAbove } from './levels.ts'
import type { GridBody } from './nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import { put, type See } from './see.ts'

type GridCommand = Of<'grid.add' | 'grid.rename'>

/** The tree of grids grows and is renamed. What goes elsewhere or ends does so from a day on: redraw.ts. */
export function decideGrid(see: See, command: GridCommand): Decision {
  switch (command.type) {
    case 'grid.add':
      return addGrid(see, command)
    case 'grid.rename':
      return renameGrid(see, command)
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
