import type { JSX } from 'preact'
import type { HistoryRequest } from '../../domain/history.ts'
import { useHistory } from '../history.ts'
import { useClock, useView } from '../live.ts'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { useDeedWords } from './deed-words.ts'
import { Failed } from './Frame.tsx'

/** Who arranged what here, and when; asked for, a page at a time, since no phone keeps it. */
export function Deeds({ about }: { readonly about: Pick<HistoryRequest, 'kind' | 'id'> }): JSX.Element {
  const { entries, failed, isAsking, ask } = useHistory(about, false)
  const view = useView()
  const clock = useClock()
  const say = useDeedWords()
  const isEmpty = entries.length === 0 && ask === undefined
  return (
    <Section title={t('office.history')}>
      <Failed failure={failed && { error: failed === 'offline' ? 'offline' : 'forbidden' }} />
      {(entries.length > 0 || isEmpty) && (
        <Card>
          {isEmpty && <p class="note">{t('office.noHistory')}</p>}
          {entries.map((entry) => (
            <p key={`${entry.at} ${entry.type} ${JSON.stringify(entry.payload)}`} class="note">
              <span class="note__t">
                {say(entry)}
                <small>
                  {t('office.byWhom', {
                    who: view('person', entry.by ?? '')?.body.name ?? '',
                    when: sayWhen(entry.at, clock),
                  })}
                </small>
              </span>
            </p>
          ))}
        </Card>
      )}
      {ask !== undefined && (
        <Button icon="clock" disabled={isAsking} onClick={ask}>
          {t(entries.length === 0 ? 'office.showHistory' : 'office.olderHistory')}
        </Button>
      )}
    </Section>
  )
}
