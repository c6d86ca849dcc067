import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Deed } from '../../domain/admin-wire.ts'
import { useClock, useView } from '../live.ts'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { useDeedWords } from './deed-words.ts'
import { Failed } from './Frame.tsx'
import { useOffice } from './useOffice.ts'

type Subject = { readonly person: string } | { readonly grid: string } | { readonly list: string }

/** Who did what about this, and when; asked for, since no phone keeps it. */
export function Deeds({ about }: { readonly about: Subject }): JSX.Element {
  const office = useOffice()
  const view = useView()
  const clock = useClock()
  const say = useDeedWords()
  const [deeds, setDeeds] = useState<readonly Deed[]>()
  const load = async (): Promise<void> => {
    setDeeds((await office.ask<{ readonly deeds: readonly Deed[] }>('deeds.list', about))?.deeds)
  }
  return (
    <Section title={t('office.history')}>
      <Failed failure={office.failed} />
      {deeds === undefined ? (
        <Button icon="clock" disabled={office.going} onClick={() => void load()}>
          {t('office.showHistory')}
        </Button>
      ) : (
        <Card>
          {deeds.length === 0 && <p class="note">{t('office.noHistory')}</p>}
          {deeds.map((deed) => (
            <p key={deed.id} class="note">
              <span class="note__t">
                {say(deed)}
                <small>
                  {t('office.byWhom', {
                    who: view('person', deed.by)?.body.name ?? deed.by,
                    when: sayWhen(deed.at, clock),
                  })}
                </small>
              </span>
            </p>
          ))}
        </Card>
      )}
    </Section>
  )
}
