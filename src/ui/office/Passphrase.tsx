import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isWeak } from '../../domain/passphrase.ts'
import type { ErrorCode } from '../../domain/wire.ts'
import { useLive, useStatus } from '../live.ts'
import { Button, Card } from '../parts/pieces.tsx'
import { NamedLine, SecretLine } from '../signin/NamedLine.tsx'
import { t } from '../text/text.ts'
import { Failed, Frame } from './Frame.tsx'

type State = 'idle' | 'going' | 'done' | { readonly error: ErrorCode | 'offline' }

/** Chooses or changes what signs this coordinator in on a new device. */
export function Passphrase(): JSX.Element {
  const { doors } = useLive()
  const { session } = useStatus()
  const [name, setName] = useState(session.name)
  const [passphrase, setPassphrase] = useState('')
  const [state, setState] = useState<State>('idle')
  const choose = async (): Promise<void> => {
    if (isWeak(passphrase, name)) return setState({ error: 'passphrase_weak' })
    setState('going')
    const answer = await doors.office().then(
      (office) => office.choosePassphrase({ name, passphrase }),
      () => ({ error: 'offline' as const }),
    )
    setState('error' in answer ? answer : 'done')
  }
  return (
    <Frame title={t('office.to.passphrase')} sub={t('office.to.passphrase.hint')}>
      <Card>
        <form
          class="office__form"
          onSubmit={(event) => {
            event.preventDefault()
            void choose()
          }}
        >
          <NamedLine
            title={t('signin.name')}
            {...{ name: 'username', fill: 'username', value: name, onInput: setName }}
          />
          <SecretLine value={passphrase} isNew onInput={setPassphrase} />
          <Failed failure={typeof state === 'object' ? state : undefined} />
          {state === 'done' && (
            <p role="status">
              <b>{t('office.passphraseDone', { name })}</b>
            </p>
          )}
          <p class="office__do">
            <Button type="submit" tone="go" disabled={state === 'going'}>
              {t(state === 'going' ? 'office.going' : 'office.save')}
            </Button>
          </p>
        </form>
      </Card>
    </Frame>
  )
}
