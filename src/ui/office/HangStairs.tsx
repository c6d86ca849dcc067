import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { stairName } from '../../domain/address.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useView } from '../live.ts'
import { Pick } from '../parts/fields.tsx'
import { t } from '../text/text.ts'
import { useFrom, useGridName } from './Frame.tsx'
import type { GridFormProps } from './grid-forms.tsx'
import { Previewed } from './Previewed.tsx'

/** A building, or some of its stairs, comes to hang on this leaf: its doors are this leaf's round from then on. */
export function HangStairs({ grid, onDone }: GridFormProps): JSX.Element {
  const view = useView()
  const reach = useMayCoordinate()
  const gridName = useGridName()
  const [building, setBuilding] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const buildings = view
    .all('building')
    .filter(({ body }) => body.ended === undefined && body.stairs.some((stair) => stair.grid !== grid))
    .filter(({ body }) => body.stairs.every((stair) => reach(stair.grid)))
    .sort((a, b) => a.body.order - b.body.order)
  const body = view('building', building)?.body
  const free = body?.stairs.filter((stair) => stair.grid !== grid) ?? []
  const pick = (id: string): void => {
    setBuilding(id)
    const stairs = view('building', id)?.body.stairs ?? []
    setChosen(stairs.filter((stair) => stair.grid !== grid).map((stair) => stair.id))
  }
  const toggle = (id: string): void =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  const from = useFrom()
  const going = [{ building, stairs: [...chosen], to: grid }]
  const payload = { ...from.redraw, grid, grids: [], buildings: going }
  const isReady = chosen.length > 0 && from.redraw.on !== ''
  return (
    <>
      <Pick
        none={t('office.pick')}
        title={t('office.building')}
        value={building}
        options={buildings.map((one) => [one.id, one.body.name])}
        onPick={pick}
      />
      {body !== undefined && (
        <fieldset class="choice">
          <legend>{t('office.whichStairs')}</legend>
          <div class="chips">
            {free.map((stair) => (
              <button
                key={stair.id}
                type="button"
                class="chip"
                aria-pressed={chosen.includes(stair.id)}
                onClick={() => toggle(stair.id)}
              >
                {t('office.stairNow', { stair: stairName(body, stair), grid: gridName(stair.grid) })}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      {from.field}
      <Previewed
        command={isReady ? { type: 'grid.redraw', payload } : undefined}
        words={t('office.grid.hang')}
        onDone={onDone}
      />
    </>
  )
}
