import './trouble.css'
import type { JSX } from 'preact'
import type { ErrorCode } from '../../domain/wire.ts'
import type { Trouble } from '../../store/contract.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'

/** Offline and a silent server are the weather; the others ask something of the person. */
export const isCalm = (trouble: Trouble): trouble is 'offline' | 'server' =>
  trouble === 'offline' || trouble === 'server'
/** Where the person can do something about it inside the app. */
const WAY_OUT: { readonly [T in Trouble]?: { readonly href: string; readonly word: 'signin' | 'update' } } = {
  signed_out: { href: '/signin', word: 'signin' },
  storage_lost: { href: '/signin', word: 'signin' },
  upgrade: { href: '/me', word: 'update' },
}

/** Why the last round did not go through, that nothing is lost, and what to do. Needs the part `trouble`. */
export function TroubleCard({ trouble }: { readonly trouble: Trouble }): JSX.Element {
  const calm = isCalm(trouble)
  const way = WAY_OUT[trouble]
  return (
    <div class={calm ? 'trouble' : 'trouble trouble--you'}>
      <Icon name={calm ? 'phone' : 'you'} />
      <p class="grow">
        <b>{t(`trouble.${trouble}`)}</b>
        <span>{t(`trouble.${trouble}.do`)}</span>
        {way !== undefined && (
          <Button href={way.href} size="s">
            {t(`trouble.go.${way.word}`)}
          </Button>
        )}
      </p>
    </div>
  )
}

/** Why something asked of the server did not work, in the same hand. */
export function ErrorCard({ code }: { readonly code: ErrorCode | 'offline' | 'storage_full' }): JSX.Element {
  if (code === 'storage_full') return <TroubleCard trouble={code} />
  return (
    <div class={code === 'offline' ? 'trouble' : 'trouble trouble--you'} role="alert">
      <Icon name={code === 'offline' ? 'phone' : 'you'} />
      <p class="grow">
        <b>{t(`error.${code}`)}</b>
        <span>{t(`error.${code}.do`)}</span>
      </p>
    </div>
  )
}
