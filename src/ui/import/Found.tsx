import type { ComponentChildren, JSX } from 'preact'
import type { Counted, ImportJob, ImportReport, RowDifference } from '../../domain/import-wire.ts'
import { useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Card, Section } from '../parts/pieces.tsx'
import { formatNumber, label, language, t } from '../text/text.ts'

/** Longer lists are downloaded, not read. */
const SHOWN = 30
/** What is said of the file as a whole carries its first line; no row of a table stands there. */
const HEADER = 1
const COUNTED: readonly Counted[] = [
  'grids',
  'buildings',
  'doors',
  'households',
  'residents',
  'people',
  'posts',
  'boundaries',
  'facilities',
]

/** What a file would do: counts, a sample of the difference, rejected rows, remarks. Nothing is written yet. */
export function Found({ job, report }: { readonly job: ImportJob; readonly report: ImportReport }): JSX.Element {
  const { difference, missing, onlyInRoster, onlyInBuildings } = report
  const absent = missing.households + missing.residents
  return (
    <>
      {report.isStale && (
        <p class="trouble trouble--you" role="alert">
          <Icon name="you" />
          {t('import.stale')}
        </p>
      )}
      <Section title={t('import.would')} note={t('import.nothingYet')}>
        <Counts report={report} />
        {absent > 0 && (
          <p class="soft">{t('import.missing', { households: missing.households, residents: missing.residents })}</p>
        )}
      </Section>
      <Rejected job={job} report={report} />
      {difference.changed.length > 0 && (
        <Fold title={t('import.changed')} open>
          {difference.changed.map((row) => (
            <Change key={keyOf(row)} row={row} />
          ))}
        </Fold>
      )}
      {difference.kept.length > 0 && (
        <Fold title={t('import.kept', { count: report.kept })}>
          {difference.kept.map((row) => (
            <Change key={keyOf(row)} row={row} isKept />
          ))}
        </Fold>
      )}
      {difference.added.length > 0 && (
        <Fold title={t('import.added')}>
          {difference.added.map(({ kind, name }) => (
            <p class="note" key={`${kind} ${name}`}>
              <span class="note__t">{name}</span>
              <span class="soft">{t(`import.kind.${kind as 'building'}`)}</span>
            </p>
          ))}
        </Fold>
      )}
      <Remarks report={report} />
      <Names title={t('import.onlyInRoster', { count: onlyInRoster.length })} names={onlyInRoster} />
      <Names title={t('import.onlyInBuildings', { count: onlyInBuildings.length })} names={onlyInBuildings} />
    </>
  )
}

/** New, changed and unchanged of each kind; a kind the file says nothing of has no row. */
export function Counts({ report }: { readonly report: ImportReport }): JSX.Element {
  const told = COUNTED.filter((what) => Object.values(report.counts[what]).some((count) => count > 0))
  return (
    <Card class="import__scroll">
      <table class="import__counts">
        <thead>
          <tr>
            <th scope="col">{t('import.what.short')}</th>
            {(['new', 'changed', 'same'] as const).map((fate) => (
              <th scope="col" key={fate}>
                {t(`import.fate.${fate}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.map((what) => (
            <tr key={what}>
              <th scope="row">{t(`import.counted.${what}`)}</th>
              {(['new', 'changed', 'same'] as const).map((fate) => (
                <td key={fate} class={report.counts[what][fate] > 0 ? 'import__some' : ''}>
                  {formatNumber(report.counts[what][fate])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

export function Rejected({
  job,
  report,
}: {
  readonly job: ImportJob
  readonly report: ImportReport
}): JSX.Element | null {
  const bad = report.rejected.filter(({ isHarmless }) => isHarmless !== true)
  const passed = report.rejected.length - bad.length
  if (report.rejected.length === 0) return null
  const address = `/api/import/${job.id}/rejected?language=${language.value === 'en' ? 'en' : 'zh'}`
  return (
    <Section
      title={bad.length > 0 ? t('import.rejected', { count: bad.length }) : t('import.passed', { count: passed })}
      action={
        <a class="sec__r import__link" href={address} download="rejected.csv">
          {t('import.download')}
        </a>
      }
    >
      {bad.length > 0 && (
        <Card>
          {bad.slice(0, SHOWN).map(({ line, reason, found }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line may be rejected twice, even for the same reason.
            <p class="note note--you" key={place}>
              <Icon name="you" size="s" />
              <span class="note__t">
                {t(`import.reason.${reason as 'no_room'}`)}
                {found !== undefined && <small>{found}</small>}
              </span>
              <span class="soft">{t('import.line', { line })}</span>
            </p>
          ))}
        </Card>
      )}
      {bad.length > SHOWN && <p class="soft">{t('import.moreRejected', { count: bad.length - SHOWN })}</p>}
      {bad.length > 0 && passed > 0 && <p class="soft">{t('import.passed', { count: passed })}</p>}
    </Section>
  )
}

function Remarks({ report }: { readonly report: ImportReport }): JSX.Element | null {
  if (report.remarks.length === 0) return null
  return (
    <Fold title={t('import.remarks')} open={report.remarks.some(({ code }) => code === 'identity_column')}>
      {report.remarks.map(({ code, found, count, line }) => (
        <p class="note" key={`${code} ${found}`}>
          <span class="note__t">
            {t(`import.remark.${code as 'unused_column'}`)}
            {found !== '' && <small>{found}</small>}
          </span>
          <span class="soft">
            {line > HEADER && t(count > 1 ? 'import.firstLine' : 'import.line', { line })}
            {count > 1 && ` ×${formatNumber(count)}`}
          </span>
        </p>
      ))}
    </Fold>
  )
}
function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }): JSX.Element | null {
  if (names.length === 0) return null
  return (
    <Fold title={title}>
      <p class="import__names">{names.slice(0, 200).join(' · ')}</p>
    </Fold>
  )
}

function Fold(props: { readonly title: string; readonly open?: boolean; readonly children: ComponentChildren }) {
  return (
    <details class="import__fold" open={props.open === true}>
      <summary>
        {props.title}
        <Icon name="down" size="s" />
      </summary>
      <Card>{props.children}</Card>
    </details>
  )
}
function Change({ row, isKept = false }: { readonly row: RowDifference; readonly isKept?: boolean }): JSX.Element {
  return (
    <div class="note">
      <div class="note__t">
        <b>{row.name}</b>
        {row.fields.map(({ field, before, after }) => (
          <small key={field}>
            {t(`import.field.${field as 'name'}`)} <Value field={field} value={before} />
            {isKept ? t('import.fileSays') : ' → '}
            <Value field={field} value={after} />
          </small>
        ))}
      </div>
    </div>
  )
}
const keyOf = ({ kind, name, fields }: RowDifference): string =>
  `${kind} ${name} ${fields.map(({ field, after }) => `${field} ${after}`).join(' ')}`

const LISTS: Readonly<Record<string, string>> = {
  care: 'careLevels',
  dwelling: 'dwellingStatus',
  residence: 'residenceRelation',
  tags: 'residentTags',
  kinship: 'kinship',
  careBasis: 'consentBases',
  tagsBasis: 'consentBases',
  noteBasis: 'consentBases',
  sort: 'poiKinds',
}
/** Ids of the community's own lists in its own words. */
function Value({ field, value }: { readonly field: string; readonly value: string | readonly string[] }): JSX.Element {
  const view = useView()
  const terms = view('vocabulary', LISTS[field] ?? '')?.body.terms ?? []
  const wordOf = (one: string): string =>
    field === 'use' ? t(`import.use.${one as 'home'}`) : label(terms.find(({ id }) => id === one)) || one
  const said = [value].flat().map(wordOf)
  const isOutline = (field === 'shape' || field === 'boundary') && value !== ''
  const points = isOutline ? [t('import.points', { count: Number(value) })] : said
  return (
    <span class="import__value">
      {points.filter(Boolean).join(language.value === 'en' ? ', ' : '、') || t('import.empty')}
    </span>
  )
}
