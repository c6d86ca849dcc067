import type { JSX } from 'preact'
import type { ImportJob } from '../../domain/import-wire.ts'
import { spellCode } from '../../domain/sign-in-code.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { Counts, Rejected } from './Found.tsx'

/** What was written, what was not, and the codes that were given: shown once. */
export function Result({ job }: { readonly job: ImportJob }): JSX.Element | null {
  const { report } = job
  if (report === undefined) return null
  return (
    <>
      <p class="import__done" role="status">
        <Icon name="check" />
        <b>{t('import.done')}</b>
      </p>
      <Counts report={report} />
      <Rejected job={job} report={report} />
      {report.codes.length > 0 && (
        <Section title={t('import.codes')} note={t('import.codesHint')}>
          <Card>
            {report.codes.map(({ name, code }) => (
              <p class="note" key={code}>
                <span class="note__t">{name}</span>
                <span class="num">{spellCode(code)}</span>
              </p>
            ))}
          </Card>
        </Section>
      )}
      <p class="import__do">
        <Button href="/map" icon="map">
          {t('import.toMap')}
        </Button>
      </p>
    </>
  )
}
