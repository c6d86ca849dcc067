import type { JSX } from 'preact'
import type { Work } from '../../../domain/task-check.ts'
import { Button } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { sayMinutes } from '../words.ts'
import { JustDone } from './JustDone.tsx'
import type { Bulk } from './useBulk.ts'

interface DockProps {
  readonly checking: Bulk
  readonly works: readonly Work[]
  readonly added: (works: readonly Work[]) => number
}
/** Selects all, checks what is selected and says what it counts; what was just done, with the way back. */
export function CheckDock({ checking, works, added }: DockProps): JSX.Element {
  const { chosen, going, said, mayUndo } = checking
  const all = works.length > 0 && chosen.length === works.length
  return (
    <div class="check__do">
      <JustDone going={going} said={said} onUndo={mayUndo ? checking.undo : undefined} onClose={checking.close} />
      {works.length > 0 && (
        <div class="task__dock">
          <Button onClick={checking.chooseAll}>{t(all ? 'check.noneChosen' : 'check.all')}</Button>
          <Button tone="go" wide disabled={chosen.length === 0 || going !== null} onClick={checking.verify}>
            {chosen.length === 0
              ? t('check.chooseFirst')
              : t('check.verify', { count: chosen.length, minutes: sayMinutes(added(chosen)) })}
          </Button>
        </div>
      )}
    </div>
  )
}
