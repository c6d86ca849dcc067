import type { JSX } from 'preact'
import { Icon } from '../../parts/Icon.tsx'
import { Button, Meter } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import type { Going } from './useMany.ts'

interface JustDoneProps {
  readonly going: Going
  /** In words; empty for nothing. */
  readonly said: string
  readonly onUndo: (() => void) | undefined
  readonly onClose: () => void
}
/** What was just done to many at once with the way back, and how far it has come while it is being done. */
export function JustDone({ going, said, onUndo, onClose }: JustDoneProps): JSX.Element {
  const isAt = going === null ? '' : t('check.going', { done: going.done, all: going.of })
  return (
    <>
      {said !== '' && (
        <div class="done task__just">
          <Icon name="check" size="m" />
          <span class="grow">{said}</span>
          {onUndo !== undefined && (
            <Button size="s" onClick={onUndo}>
              {t('check.undo')}
            </Button>
          )}
          <button type="button" class="iconbtn" aria-label={t('go.close')} onClick={onClose}>
            <Icon name="close" size="m" />
          </button>
        </div>
      )}
      {going !== null && (
        <>
          <p role="status">{isAt}</p>
          <Meter done={going.done} of={going.of} words={isAt} />
        </>
      )}
    </>
  )
}
