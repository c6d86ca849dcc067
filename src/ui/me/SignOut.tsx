import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useLive, useStatus } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'

/**
 * closed → asking → sending → (signed out) or failed; failed → sending again, or leaving with the work sealed here.
 */
type Step = { readonly at: 'closed' | 'asking' | 'sending' } | { readonly at: 'failed'; readonly unsent: number }

/** Signing out never drops work: what is unsent is said, sent first, and if that fails it stays sealed on the phone. */
export function SignOut(): JSX.Element {
  const { doors, store } = useLive()
  const { route } = useLocation()
  const [step, setStep] = useState<Step>({ at: 'closed' })
  const signOut = async (leave: boolean): Promise<void> => {
    setStep({ at: 'sending' })
    announce(t('out.sending'))
    try {
      const { unsent } = await doors.signOut({ leave })
      if (unsent === 0 || leave) return route('/', true)
      setStep({ at: 'failed', unsent })
    } catch (cause) {
      // Nothing has left the phone: the question stays, with the ways out of a failed sending.
      reportError(cause)
      setStep({ at: 'failed', unsent: store.status().waiting.length })
    }
  }
  return (
    <>
      <Button wide icon="out" onClick={() => setStep({ at: 'asking' })}>
        {t('me.signOut')}
      </Button>
      {step.at !== 'closed' && (
        <Question step={step} onStay={() => setStep({ at: 'closed' })} onGo={(leave) => void signOut(leave)} />
      )}
    </>
  )
}

interface QuestionProps {
  readonly step: Step
  readonly onStay: () => void
  readonly onGo: (leave: boolean) => void
}
function Question({ step, onStay, onGo }: QuestionProps): JSX.Element {
  const { waiting, drafts } = useStatus()
  const sending = step.at === 'sending'
  const unsent = step.at === 'failed' ? step.unsent : waiting.length
  return (
    <Dialog
      title={t('out.title')}
      onClose={onStay}
      actions={
        <>
          <Button wide onClick={onStay}>
            {t('out.stay')}
          </Button>
          {step.at === 'failed' && (
            <Button wide tone="stop" onClick={() => onGo(true)}>
              {t('out.leave')}
            </Button>
          )}
          <Button wide tone="go" disabled={sending} onClick={() => onGo(false)}>
            {t(sending ? 'out.sending' : step.at === 'failed' ? 'out.retry' : unsent > 0 ? 'out.send' : 'out.go')}
          </Button>
        </>
      }
    >
      {unsent === 0 ? (
        <p class="say">{t('out.clean')}</p>
      ) : (
        <>
          <p class="say" role="status">
            <b>{step.at === 'failed' ? t('out.failed', { count: unsent }) : t('out.unsent', { count: unsent })}</b>
          </p>
          <p class="say">{t(step.at === 'failed' ? 'out.sealed' : 'out.sendsFirst')}</p>
        </>
      )}
      {drafts.length > 0 && <p class="say soft">{t('out.drafts')}</p>}
    </Dialog>
  )
}
