import type { JSX } from 'preact'
import type { BoardTask } from '../../../domain/task-board.ts'
import { useView } from '../../live.ts'
import { Button, Facts } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { About } from '../About.tsx'
import { TaskLead } from '../lead.ts'
import { Steps } from '../Steps.tsx'
import { kindBeside } from '../words.ts'

/** Beside the list of a desk: the task as everybody reads it, and its people, as on its page. */
export function BoardDetail({ one }: { readonly one: BoardTask }): JSX.Element {
  const view = useView()
  const { body, id } = one.task
  return (
    <>
      <section class="det" aria-label={t('board.one')}>
        <h2 class="vis__h">{body.title}</h2>
        <p class="soft">
          <Facts of={[t(`board.phase.${one.phase}`), kindBeside(view, body), view('grid', body.grid)?.body.name]} />
        </p>
        <About task={one.task} />
        <Steps task={one.task} />
        <div class="det__do">
          <Button tone="go" href={`/task/${id}`}>
            {t('board.open')}
            <kbd>Enter</kbd>
          </Button>
        </div>
      </section>
      <aside class="side" aria-label={t('board.who')}>
        <TaskLead task={one.task} />
      </aside>
    </>
  )
}
