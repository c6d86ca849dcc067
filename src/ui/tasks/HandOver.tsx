import type { JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import { useStatus } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { useHand } from './act.ts'
import type { MyClaim } from './data.ts'
import { PickColleague } from './PickColleague.tsx'
import { ProblemLine } from './ProblemLine.tsx'

interface HandOverProps {
  readonly mine: MyClaim
  readonly onClose: () => void
}
/** Asks one colleague who may claim here; it stays with the asker until that one says yes. */
export function HandOver({ mine, onClose }: HandOverProps): JSX.Element {
  const { act, problem } = useHand(mine.claim.id)
  const self = useStatus().session.person
  const ask = async ({ id, body }: RowOf<'person'>): Promise<void> => {
    const payload = { task: mine.task.id, claim: mine.claim.id, person: id }
    if (!(await act({ type: 'claim.handover', payload }))) return
    announce(t('task.handOverAsked', { name: body.name }))
    onClose()
  }
  return (
    <Dialog
      title={t('task.handOver')}
      onClose={onClose}
      actions={
        <Button wide onClick={onClose}>
          {t('go.cancel')}
        </Button>
      }
    >
      <p class="soft">{t('task.handOverHint')}</p>
      <PickColleague
        grid={mine.task.body.grid}
        without={[self]}
        title={t('task.handOverFind')}
        none={t('task.handOverNone')}
      >
        {(person) => (
          <button
            key={person.id}
            type="button"
            class="note"
            aria-label={t('task.handOverAsk', { name: person.body.name })}
            onClick={() => void ask(person)}
          >
            <Icon name="me" />
            <span class="note__t">{person.body.name}</span>
            <Icon name="next" size="s" />
          </button>
        )}
      </PickColleague>
      <ProblemLine problem={problem} />
    </Dialog>
  )
}
