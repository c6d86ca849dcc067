import type { ComponentType, JSX } from 'preact'
import { lazy } from 'preact-iso'
import type { RowOf } from '../../../domain/nouns.ts'
import type { PickSpotProps } from '../../map/PickSpot.tsx'
import { Line, Pick } from '../../parts/fields.tsx'
import { Section } from '../../parts/pieces.tsx'
import { loadText, t } from '../../text/text.ts'
import { Beside, type Field } from './form.tsx'
import { useBuildings, useFacilities, useGrids } from './options.ts'

const SORTS = ['grid', 'building', 'point', 'remote'] as const

/** The grid whose people it belongs to, and where to go. A published task stays in its grid. */
export function Where({ field }: { readonly field: Field }): JSX.Element {
  const { fields, set, fault, isChange } = field
  const grids = useGrids()
  return (
    <Section title={t('publish.where')}>
      <Beside>
        {!isChange && (
          <Pick
            title={t('publish.grid')}
            value={fields.grid}
            options={grids}
            fault={fault('grid')}
            onPick={(grid) => set({ grid, building: '' })}
          />
        )}
        <Pick
          title={t('publish.sort')}
          value={fields.sort}
          options={SORTS.map((sort) => [sort, t(`publish.sort.${sort}`)])}
          onPick={(sort) => set({ sort: sort as (typeof SORTS)[number] })}
        />
        {fields.sort === 'building' && <Building field={field} />}
        {fields.sort === 'point' && <Facility field={field} />}
      </Beside>
      {fields.sort === 'point' && <OnMap field={field} />}
      {fields.sort !== 'remote' && (
        <Line
          title={t('publish.words')}
          value={fields.words}
          fault={fault('words')}
          onInput={(words) => set({ words })}
        />
      )}
    </Section>
  )
}
function Building({ field }: { readonly field: Field }): JSX.Element {
  return (
    <Pick
      title={t('publish.building')}
      value={field.fields.building}
      none={t('publish.choose')}
      options={useBuildings(field.fields.grid)}
      fault={field.fault('building')}
      onPick={(building) => field.set({ building })}
    />
  )
}
const PickSpot = lazy<ComponentType<PickSpotProps>>(() =>
  Promise.all([import('../../map/PickSpot.tsx'), loadText('map')]).then(
    ([file]) => file.PickSpot,
    () => () => null,
  ),
)
/** The service point that is the task's place, where it is one. */
function useChosen({ fields: { point } }: Field): RowOf<'facility'> | undefined {
  const facilities = useFacilities()
  return facilities.find(({ body }) => point !== null && body.point.join() === point.join())
}
/** Any place that is no service point. */
function OnMap({ field }: { readonly field: Field }): JSX.Element | null {
  const { point, grid } = field.fields
  if (useChosen(field) !== undefined) return null
  return <PickSpot grid={grid} sort="task" point={point ?? undefined} onPick={(spot) => field.set({ point: spot })} />
}
/** A service point, which people know by its name, or any other place on the map. */
function Facility({ field }: { readonly field: Field }): JSX.Element {
  const facilities = useFacilities()
  const chosen = useChosen(field)
  const pick = (id: string): void => {
    const facility = facilities.find((one) => one.id === id)
    field.set(facility === undefined ? { point: null } : { point: facility.body.point, words: facility.body.name })
  }
  return (
    <Pick
      title={t('publish.point')}
      value={chosen?.id ?? ''}
      none={t('publish.onMap')}
      options={facilities.map(({ id, body }) => [id, body.name])}
      fault={field.fault('point')}
      onPick={pick}
    />
  )
}
