import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RowOf } from '../../domain/nouns.ts'
import { useStatus } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { useHand } from './act.ts'
import { useColleagues } from './colleagues.ts'
import type { MyClaim } from './data.ts'
import { ProblemLine } from './ProblemLine.tsx'

/** More names than that are narrowed by typing. */
const MOST_NAMES = 6

interface HandOverProps {
  readonly mine: MyClaim
  readonly onClose: () => void
}
/** Asks one colleague who may claim here; it stays with the asker until that one says yes. */
export function HandOver({ mine, onClose }: HandOverProps): JSX.Element {
  const { act, problem } = useHand(mine.claim.id)
  const [words, setWords] = useState('')
  const people = useColleagues(mine.task.body.grid, [useStatus().session.person])
  const found = people.filter(({ body }) => body.name.includes(words.trim())).slice(0, MOST_NAMES)
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
      <label class="lbl">
        <span>{t('task.handOverFind')}</span>
        <input
          class="field"
          value={words}
          autocomplete="off"
          onInput={(event) => setWords(event.currentTarget.value)}
        />
      </label>
      {found.map((person) => (
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
      ))}
      {found.length === 0 && <p class="soft">{t('task.handOverNone')}</p>}
      <ProblemLine problem={problem} />
    </Dialog>
  )
}
