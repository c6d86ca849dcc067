import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { GridLevel } from '../../domain/nouns.ts'
import { isWeak } from '../../domain/passphrase.ts'
import type { SetUpLink } from '../../domain/sign-in-code.ts'
import type { Doors } from '../doors.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { ErrorCard } from '../trouble/TroubleCard.tsx'
import { NamedLine, SecretLine } from './NamedLine.tsx'
import { useProof } from './useProof.ts'

/** Where a grid tree may begin: a server is for a committee, seldom for all of a street. */
const TOPS: readonly GridLevel[] = ['residential', 'block', 'street']

/** The first coordinator names the community and himself, and chooses how to come in again. */
export function SetUpForm({ doors, link }: { readonly doors: Doors; readonly link: SetUpLink }): JSX.Element {
  const { tried, send } = useProof(doors)
  const [community, setCommunity] = useState(link.community ?? '')
  const [level, setLevel] = useState<GridLevel>('residential')
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [weak, setWeak] = useState(false)
  const submit = (): void => {
    const bad = isWeak(passphrase, name)
    setWeak(bad)
    if (!bad) void send({ setup: link.code, community, level, name, passphrase })
  }
  return (
    <form
      class="signin__form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {link.community === undefined ? (
        <>
          <NamedLine
            title={t('setup.community')}
            hint={t('setup.communityHint')}
            {...{ name: 'community', fill: 'organization', value: community, onInput: setCommunity }}
          />
          <TopChoice level={level} onChoose={setLevel} />
        </>
      ) : (
        <p class="lbl">{link.community}</p>
      )}
      <NamedLine
        title={t('setup.name')}
        hint={t('setup.nameHint')}
        {...{ name: 'username', fill: 'username', value: name, onInput: setName }}
      />
      <SecretLine value={passphrase} isNew onInput={setPassphrase} />
      {weak && <ErrorCard code="passphrase_weak" />}
      {tried.state === 'failed' && <ErrorCard code={tried.code} />}
      <Button type="submit" tone="go" size="big" wide disabled={tried.state === 'going'}>
        {t(tried.state === 'going' ? 'setup.going' : 'setup.go')}
      </Button>
      <p class="soft">{t('setup.once')}</p>
    </form>
  )
}

interface TopProps {
  readonly level: GridLevel
  readonly onChoose: (level: GridLevel) => void
}
function TopChoice({ level, onChoose }: TopProps): JSX.Element {
  return (
    <fieldset class="choice">
      <legend>{t('setup.top')}</legend>
      <div class="seg">
        {TOPS.map((one) => (
          <button key={one} type="button" aria-pressed={one === level} onClick={() => onChoose(one)}>
            {t(`setup.top.${one as 'street'}`)}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
