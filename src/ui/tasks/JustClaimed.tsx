import type { JSX } from 'preact'
import { useLive } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { useMine } from './data.ts'

export interface JustClaimed {
  readonly claim: string
  readonly title: string
}
/** Where the claim is that was just made, and the way to take it back while it has not left the phone. */
export function JustClaimedLine({ just, onClose }: { readonly just: JustClaimed; readonly onClose: () => void }) {
  const mine = useMine().find(({ claim }) => claim.id === just.claim)
  // The server has answered, or it was taken back: the list itself says what has become of it.
  if (mine?.standing !== 'pending') return null
  return (
    <div class="done task__just">
      <Icon name="phone" size="m" />
      <span class="grow">
        {t('task.claimed', { task: just.title })} <b>{t('task.claimedHint')}</b>
      </span>
      <UndoClaim claim={just.claim} />
      <button type="button" class="iconbtn" aria-label={t('go.close')} onClick={onClose}>
        <Icon name="close" size="m" />
      </button>
    </div>
  )
}

/** Nothing where it may have left the phone: then it is given back instead. */
export function UndoClaim({
  claim,
  big = false,
}: {
  readonly claim: string
  readonly big?: boolean
}): JSX.Element | null {
  const { store, status } = useLive()
  const waiting = status.value.waiting.find(({ command }) => command.id === claim)
  if (waiting?.mayUndo !== true) return null
  const undo = async (): Promise<void> => {
    const undone = await store.undo(waiting.command.id)
    announce(t(undone ? 'task.undone' : 'task.tooLate'))
    if (undone) document.getElementById('main')?.focus()
  }
  return (
    <Button
      icon="return"
      {...(big ? { size: 'big' as const, wide: true } : { tone: 'quiet' as const, size: 's' as const })}
      onClick={() => void undo()}
    >
      {t('task.undo')}
    </Button>
  )
}
