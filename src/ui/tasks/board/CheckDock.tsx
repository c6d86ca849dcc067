import type { JSX } from 'preact'
import type { Work } from '../../../domain/task-check.ts'
import { Icon } from '../../parts/Icon.tsx'
import { Button, Meter } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { sayMinutes } from '../words.ts'
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
  const isAt = going === null ? '' : t('check.going', { done: going.done, all: going.of })
  return (
    <div class="check__do">
      {said !== '' && (
        <div class="done task__just">
          <Icon name="check" size="m" />
          <span class="grow">{said}</span>
          {mayUndo && (
            <Button size="s" onClick={checking.undo}>
              {t('check.undo')}
            </Button>
          )}
          <button type="button" class="iconbtn" aria-label={t('go.close')} onClick={checking.close}>
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
