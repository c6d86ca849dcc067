import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { GridId } from '../../domain/ids.ts'
import { type GridLine, gridLines } from '../../domain/staff.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card, Facts } from '../parts/pieces.tsx'
import { label, t } from '../text/text.ts'
import { Frame } from './Frame.tsx'
import { GridCard } from './GridCard.tsx'

/** The tree from the top down; what is touched opens with what may be done to it. */
export function Grids(): JSX.Element {
  const view = useView()
  const reach = useMayCoordinate()
  const [open, setOpen] = useState<GridId>()
  const lines = gridLines(view)
  const stairs = new Map<string, number>()
  for (const { body } of view.all('building')) {
    if (body.ended !== undefined) continue
    for (const stair of body.stairs) stairs.set(stair.grid, (stairs.get(stair.grid) ?? 0) + 1)
  }
  return (
    <Frame title={t('office.to.grids')} sub={t('office.grids', { count: lines.length })}>
      <Card>
        {lines.map((line) => (
          <div key={line.id}>
            <GridRow
              line={line}
              stairs={stairs.get(line.id) ?? 0}
              isOpen={open === line.id}
              onTap={() => setOpen(open === line.id ? undefined : line.id)}
            />
            {open === line.id && <GridCard grid={line.id} body={line.body} mayArrange={reach(line.id)} />}
          </div>
        ))}
      </Card>
    </Frame>
  )
}

interface RowProps {
  readonly line: GridLine
  readonly stairs: number
  readonly isOpen: boolean
  readonly onTap: () => void
}
function GridRow({ line, stairs, isOpen, onTap }: RowProps): JSX.Element {
  const levels = useView()('vocabulary', 'gridLevels')?.body.terms ?? []
  const { body, depth } = line
  return (
    <button
      type="button"
      class="note"
      aria-expanded={isOpen}
      onClick={onTap}
      style={{ paddingLeft: `${14 + depth * 20}px` }}
    >
      <span class="note__t">
        {body.name}
        <small>
          <Facts
            of={[
              label(levels.find((term) => term.id === body.level)),
              body.code,
              stairs > 0 && t('office.stairs', { count: stairs }),
            ]}
          />
        </small>
      </span>
      <Icon name={isOpen ? 'minus' : 'down'} size="s" />
    </button>
  )
}
