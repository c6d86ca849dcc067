import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Doors } from '../doors.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { ErrorCard } from '../trouble/TroubleCard.tsx'
import { NamedLine, SecretLine } from './NamedLine.tsx'
import { useProof } from './useProof.ts'

/** A coordinator on a new device, with nobody near who could give a code. */
export function PassphraseForm({ doors }: { readonly doors: Doors }): JSX.Element {
  const { tried, send } = useProof(doors)
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  return (
    <form
      class="signin__form"
      onSubmit={(event) => {
        event.preventDefault()
        void send({ name, passphrase })
      }}
    >
      <NamedLine title={t('signin.name')} name="username" fill="username" value={name} onInput={setName} />
      <SecretLine value={passphrase} isNew={false} onInput={setPassphrase} />
      {tried.state === 'failed' && <ErrorCard code={tried.code} />}
      <Button type="submit" tone="go" size="big" wide disabled={tried.state === 'going'}>
        {t(tried.state === 'going' ? 'signin.going' : 'signin.go')}
      </Button>
      <p class="soft">{t('signin.passphraseFor')}</p>
    </form>
  )
}
