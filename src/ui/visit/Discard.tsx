import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useGoOn } from '../go-on.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import type { DraftForm } from './useDraft.ts'

interface DiscardProps {
  readonly draft: Pick<DraftForm<object>, 'kept' | 'discard'>
  /** Where to go once it is gone. */
  readonly to: string
}
/** The only way to lose what was typed, asked twice. */
export function Discard({ draft, to }: DiscardProps): JSX.Element | null {
  const goOn = useGoOn()
  const [isAsking, setAsking] = useState(false)
  if (draft.kept === 'nothing') return null
  const drop = async (): Promise<void> => {
    await draft.discard()
    goOn(to)
  }
  return (
    <div class="discard">
      <Button tone="quiet" onClick={() => setAsking(true)}>
        {t('visit.discard')}
      </Button>
      {isAsking && (
        <Dialog
          title={t('visit.discardAsk')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button tone="go" wide onClick={() => setAsking(false)}>
                {t('visit.keep')}
              </Button>
              <Button tone="stop" onClick={() => void drop()}>
                {t('visit.discardYes')}
              </Button>
            </>
          }
        >
          <p>{t('visit.discardHint')}</p>
        </Dialog>
      )}
    </div>
  )
}
