import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { DATUMS, type Datum, type ImportChoices, type MapPreview, type TablePreview } from '../../domain/import-wire.ts'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'

type Choose = (choices: ImportChoices) => void

/** The recognised columns with their first values; what was recognised wrongly is put right here. */
export function Columns(props: {
  readonly preview: TablePreview
  readonly choose: Choose
  /** The table may have coordinates. */
  readonly isPlace?: boolean
}): JSX.Element {
  const { preview, choose, isPlace = false } = props
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [datum, setDatum] = useState(preview.datum)
  const fieldOf = (place: number, field: string): string => chosen[String(place)] ?? field
  const shown = preview.columns.map((column, place) => ({ ...column, place, key: `column ${place}` }))
  const isChanged = datum !== preview.datum || Object.keys(chosen).length > 0
  return (
    <Section
      title={t('import.columns')}
      note={
        preview.line === 0
          ? t('import.headless', { count: preview.rows })
          : t('import.headerAt', { line: preview.line, count: preview.rows })
      }
    >
      <Card>
        {shown.map(({ header, field, isIdentity, place, key }) => (
          <div class="import__col" key={key}>
            <span class="note__t">
              <b>{header === '' ? t('import.noHeader', { place: place + 1 }) : header}</b>
              <small>{isIdentity ? t('import.remark.identity_column') : valuesOf(preview, place)}</small>
            </span>
            {!isIdentity && (
              <select
                class="import__field"
                aria-label={t('import.columnIs', { header: header === '' ? String(place + 1) : header })}
                value={fieldOf(place, field)}
                onChange={(event) => setChosen({ ...chosen, [place]: event.currentTarget.value })}
              >
                <option value="">{t('import.unused')}</option>
                {preview.fields.map((one) => (
                  <option key={one} value={one}>
                    {t(`import.column.${one as 'name'}`)}
                  </option>
                ))}
              </select>
            )}
          </div>
        ))}
      </Card>
      {isPlace && <DatumChoice datum={datum} onChoose={setDatum} />}
      {isChanged && (
        <p class="import__do">
          <Button tone="go" onClick={() => choose({ columns: chosen, datum })}>
            {t('import.readAgain')}
          </Button>
        </p>
      )}
    </Section>
  )
}
const valuesOf = ({ sample }: TablePreview, place: number): string =>
  sample
    .map(({ cells }) => cells[place] ?? '')
    .filter((cell) => cell !== '')
    .slice(0, 3)
    .join(' / ')

function DatumChoice(props: { readonly datum: Datum | undefined; readonly onChoose: (datum: Datum) => void }) {
  return (
    <fieldset class="choice">
      <legend>{t('import.datum')}</legend>
      <div class="seg">
        {DATUMS.map((one) => (
          <button key={one} type="button" aria-pressed={one === props.datum} onClick={() => props.onChoose(one)}>
            {t(`import.datum.${one}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}

/** A map file's first buildings and the datum it was read in; another one reads it anew. */
export function MapSample({
  preview,
  choose,
  isHouses = true,
}: {
  readonly preview?: MapPreview
  readonly isHouses?: boolean
  readonly choose: Choose
}): JSX.Element {
  return (
    <Section
      title={t('import.map')}
      {...(preview === undefined
        ? {}
        : { note: t(isHouses ? 'import.mapCount' : 'import.mapThings', { count: preview.buildings }) })}
    >
      <p class="soft">{t('import.datumHint')}</p>
      <DatumChoice datum={preview?.datum} onChoose={(datum) => choose({ datum })} />
      {preview !== undefined && (
        <Card>
          {preview.sample.map(([name = '', address = '', id = '', points = '']) => (
            <p class="note" key={`${id} ${name} ${address} ${points}`}>
              <span class="note__t">{[name, address].filter(Boolean).join(' · ') || t('import.noName')}</span>
              <span class="soft">{id}</span>
            </p>
          ))}
        </Card>
      )}
    </Section>
  )
}
