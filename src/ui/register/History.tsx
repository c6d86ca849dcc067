import type { JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import type { Command } from '../../domain/commands.ts'
import type { HistoryEntry } from '../../domain/history.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import { useHistory } from '../history.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { sayField, sayValue } from '../needs/values.ts'
import { whatOf } from '../needs/what.ts'
import { Button, Empty, Facts, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'

interface HistoryProps {
  readonly household: RowOf<'household'>
  readonly resident: RowOf<'resident'> | undefined
}
/** Who changed what of this record, when, from what to what; asked of the server each time, and kept nowhere. */
export function History({ household, resident }: HistoryProps): JSX.Element {
  const view = useView()
  const subject = resident ?? household
  const people = view.under('resident', household.id)
  const at = `/register/${household.id}/history`
  return (
    <Shell title={t('history.title')} sub={doorName(view, household)} back={`/register/${household.id}`}>
      {people.length > 0 && (
        <nav class="chips history__of" aria-label={t('history.of')}>
          <a class={`chip${resident === undefined ? ' chip--on' : ''}`} href={at} aria-current={resident === undefined}>
            {t('history.household')}
          </a>
          {people.map((row) => (
            <a
              key={row.id}
              class={`chip${row.id === resident?.id ? ' chip--on' : ''}`}
              href={`${at}/${row.id}`}
              aria-current={row.id === resident?.id}
            >
              {maskName(row.body.name)}
            </a>
          ))}
        </nav>
      )}
      <Unsent subject={subject} />
      <Asked key={subject.id} subject={subject} />
    </Shell>
  )
}
interface SubjectProps {
  readonly subject: RowOf<'household'> | RowOf<'resident'> | RowOf<'building'> | RowOf<'door'> | RowOf<'facility'>
}

interface PastProps extends SubjectProps {
  readonly sub: string
  readonly back: string
}
/** The same of what nobody lives in: a building, a door. */
export const Past = ({ subject, sub, back }: PastProps): JSX.Element => (
  <Shell title={t('history.title')} sub={sub} back={back}>
    <Unsent subject={subject} />
    <Asked key={subject.id} subject={subject} />
  </Shell>
)

/** What this phone has noted and the server does not know yet. */
export function Unsent({ subject }: SubjectProps): JSX.Element | null {
  const view = useView()
  const clock = useClock()
  const { waiting } = useStatus()
  const own = waiting.filter(({ command }) => isAbout(command, subject))
  if (own.length === 0) return null
  return (
    <Section title={t('history.unsent')}>
      <ol class="tl">
        {own.map(({ command, savedAt }) => (
          <li key={command.id}>
            <p class="tl__h">
              <b>{sayWhen(savedAt, clock)}</b>
            </p>
            <p>{whatOf(view, { command, names: 'masked' }).did}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

/** Visits have a line of time of their own. */
function isAbout({ type, payload }: Command, subject: SubjectProps['subject']): boolean {
  if (type === 'visit.log' || type === 'household.look') return false
  const { household, resident, id, building, door } = payload as Readonly<
    Record<'household' | 'resident' | 'id' | 'building' | 'door', unknown>
  >
  if (subject.kind === 'door') return type === 'door.edit' && door === subject.id
  if (subject.kind === 'building') return building === subject.id
  if (subject.kind === 'resident') return (resident ?? id) === subject.id
  return (resident === undefined ? (household ?? id) : undefined) === subject.id
}

export function Asked({ subject }: SubjectProps): JSX.Element {
  const { kind, id } = subject
  const { entries, failed, isAsking, ask } = useHistory({ kind, id }, true)
  if (failed !== undefined && entries.length === 0) {
    return (
      <Empty title={t(`history.${failed}`)} hint={t(`history.${failed}Hint`)}>
        {ask !== undefined && <Button onClick={ask}>{t('history.again')}</Button>}
      </Empty>
    )
  }
  if (entries.length === 0 && ask === undefined) return <Empty title={t('history.none')} hint={t('history.noneHint')} />
  return (
    <>
      <ol class="tl">
        {entries.map((entry) => (
          <Entry key={`${entry.at} ${JSON.stringify(entry.fields)}`} entry={entry} kind={kind} />
        ))}
      </ol>
      {isAsking && (
        <p class="soft" role="status">
          {t('history.asking')}
        </p>
      )}
      {ask !== undefined && !isAsking && <Button onClick={ask}>{t('history.more')}</Button>}
    </>
  )
}

function Entry({
  entry,
  kind,
}: {
  readonly entry: HistoryEntry
  readonly kind: SubjectProps['subject']['kind']
}): JSX.Element {
  const view = useView()
  const clock = useClock()
  const by = doerWord(view, entry)
  const isImport = entry.type === 'server.import' && Object.keys(entry.fields).length === 0
  const isNew = isImport || entry.type.endsWith('.add')
  return (
    <li>
      <p class="tl__h">
        <b>{sayWhen(entry.at, clock)}</b>
        <span>
          <Facts of={[by, isNew && t('history.made'), entry.type === 'household.look' && t('history.looked')]} />
        </span>
      </p>
      <ul>
        {Object.entries(entry.fields).map(([field, [before, after]]) => (
          <li key={field} class="history__f">
            <span class="soft">{fieldWord(kind, field)}</span>{' '}
            {before !== null && (
              <>
                {valueWord(view, { kind, field, value: before })} <span aria-hidden="true">→</span>
                <span class="sr">{t('history.became')}</span>{' '}
              </>
            )}
            <b>{valueWord(view, { kind, field, value: after })}</b>
          </li>
        ))}
      </ul>
    </li>
  )
}
/** Who did it; of an import who confirmed it, where it was not run on the server itself. */
function doerWord(see: See, { by, type }: HistoryEntry): string {
  if (by === null) return t('history.byImport')
  const name = see('person', by)?.body.name ?? t('history.byUnknown')
  return type === 'server.import' ? t('history.importBy', { name }) : name
}
const fieldWord = (kind: SubjectProps['subject']['kind'], field: string): string =>
  field === 'household'
    ? t('history.field.household')
    : field === 'doors'
      ? t('history.field.doors')
      : sayField(kind, field)

interface Valued {
  readonly kind: SubjectProps['subject']['kind']
  readonly field: string
  readonly value: unknown
}
/** Places by their names where this phone has them; names and numbers of people stay masked here. */
function valueWord(see: See, { kind, field, value }: Valued): string {
  if (field === 'household') {
    const household = see('household', String(value))
    return household === undefined ? t('history.elsewhere') : doorName(see, household)
  }
  if (field === 'doors' && Array.isArray(value)) {
    return value.map((door) => see('door', String(door))?.body.room ?? t('history.elsewhere')).join(' ')
  }
  const isOfSomebody = kind === 'household' || kind === 'resident'
  return sayValue(see, { field, value, ...(isOfSomebody ? {} : { bare: true }) })
}
