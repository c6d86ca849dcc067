import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { doorName } from '../../domain/address.ts'
import { useLive } from '../live.ts'
import { t } from '../text/text.ts'
import { Icon } from './Icon.tsx'
import { announce } from './live-region.ts'
import { Button } from './pieces.tsx'

/**
 * Where the visit just saved is now, and the way to take it back while it has not left. It stays until the next
 * one or until it is put away: nothing here runs out of time.
 */
export function SavedLine(): JSX.Element | null {
  const { view, status, saved } = useLive()
  const last = saved.value
  const waiting = status.value.waiting.find((one) => one.command.id === last?.command)
  const refused = status.value.attention.some((one) => one.command.id === last?.command)
  const household = last && view.value('household', last.household)
  const door = household ? doorName(view.value, household) : ''
  const state = waiting?.state ?? 'received'
  const words = t(`saved.${state}`, { door })
  useEffect(() => {
    if (last !== null && !refused) announce(words)
  }, [last, words, refused])
  if (last === null || refused) return null
  return (
    <div class="bar-note">
      <Icon name={state === 'phone' ? 'phone' : state === 'sent' ? 'up' : 'check'} size="m" />
      <span class="grow">{words}</span>
      {waiting?.mayUndo === true && <Undo />}
      <button
        type="button"
        class="iconbtn"
        aria-label={t('go.close')}
        onClick={() => {
          saved.value = null
        }}
      >
        <Icon name="close" size="m" />
      </button>
    </div>
  )
}

function Undo(): JSX.Element {
  const { store, saved, doors } = useLive()
  const { route } = useLocation()
  const undo = async (): Promise<void> => {
    const last = saved.value
    if (last === null) return
    const waiting = store.status().waiting.find((one) => one.command.id === last.command)
    const undone = await store.undo(last.command)
    announce(t(undone ? 'saved.undone' : 'saved.tooLate'))
    if (!undone || waiting === undefined) return
    // What was typed comes back as a draft under a new id: the old one might have been seen by a worker.
    const { restoreDraft } = await import('../visit/draft.ts')
    await store.saveDraft(restoreDraft(waiting.command, doors.newId(), waiting.savedAt))
    saved.value = null
    route(`/visit/${last.household}`)
  }
  return (
    <Button tone="quiet" size="s" icon="return" onClick={() => void undo()}>
      {t('saved.undo')}
    </Button>
  )
}
