import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { stairName } from '../../domain/address.ts'
import type { GridId } from '../../domain/ids.ts'
import { levelsUnder } from '../../domain/levels.ts'
import type { GridBody } from '../../domain/nouns.ts'
import { Coming } from '../drawing/Coming.tsx'
import { useView } from '../live.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { Deeds } from './Deeds.tsx'
import { AddGrid, EndGrid, MoveGrid, NameGrid } from './grid-forms.tsx'
import { HangStairs } from './HangStairs.tsx'

interface CardProps {
  readonly grid: GridId
  readonly body: GridBody
  readonly mayArrange: boolean
}
const FORMS = { add: AddGrid, name: NameGrid, hang: HangStairs, move: MoveGrid, end: EndGrid } as const
type FormName = keyof typeof FORMS

/** Stairs hang on leaves; the top can neither move nor end. */
const formsFor = ({ level, parent }: GridBody): readonly FormName[] => [
  ...(levelsUnder(level).length > 0 ? (['add'] as const) : []),
  'name',
  ...(levelsUnder(level).length === 0 ? (['hang'] as const) : []),
  ...(parent === null ? [] : (['move', 'end'] as const)),
]

/** What hangs on a grid, and what may be done to it. */
export function GridCard({ grid, body, mayArrange }: CardProps): JSX.Element {
  const view = useView()
  const [open, setOpen] = useState<FormName>()
  const Form = open === undefined ? undefined : FORMS[open]
  const row = view('grid', grid)
  const stairs = view
    .all('building')
    .flatMap((building) =>
      building.body.ended === undefined
        ? building.body.stairs.flatMap((stair) =>
            stair.grid === grid ? [`${building.body.name} ${stairName(building.body, stair)}`] : [],
          )
        : [],
    )
  return (
    <div class="office__form">
      {stairs.length > 0 && <p class="soft">{stairs.join(t('office.comma'))}</p>}
      {mayArrange && (
        <p class="office__do">
          {formsFor(body).map((name) => (
            <Button key={name} size="s" onClick={() => setOpen(open === name ? undefined : name)}>
              {t(`office.grid.${name}`)}
            </Button>
          ))}
        </p>
      )}
      {row !== undefined && <Coming grid={row} />}
      {Form !== undefined && <Form grid={grid} body={body} onDone={() => setOpen(undefined)} />}
      <Deeds about={{ kind: 'grid', id: grid }} />
    </div>
  )
}
