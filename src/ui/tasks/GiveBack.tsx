import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Dialog } from '../parts/Dialog.tsx'
import { announce } from '../parts/live-region.ts'
import { Button } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { useHand } from './act.ts'
import type { MyClaim } from './data.ts'
import { HandOver } from './HandOver.tsx'
import { ProblemLine } from './ProblemLine.tsx'
import { useWhy } from './useWhy.ts'

interface GiveBackProps {
  readonly mine: MyClaim
  readonly words: string
  readonly wide?: true
}
/** Cannot: a word if one likes, no blame; or somebody else is asked to take over. */
export function GiveBack({ mine, words, wide }: GiveBackProps): JSX.Element {
  const { act, problem } = useHand(mine.claim.id)
  const [asking, setAsking] = useState<'no' | 'back' | 'other'>('no')
  const why = useWhy(mine.claim.id)
  const close = (): void => setAsking('no')
  const keep = (): void => {
    void why.discard()
    close()
  }
  const waits = mine.standing === 'waitlisted'
  const giveBack = async (): Promise<void> => {
    const said = why.said === '' ? {} : { why: why.said }
    const payload = { task: mine.task.id, claim: mine.claim.id, ...said }
    await why.settled()
    const done = await act({ type: 'claim.release', payload, id: why.id })
    close()
    if (done) announce(t('task.released'))
  }
  return (
    <>
      <Button {...(wide === true ? { wide, size: 'big' as const } : {})} onClick={() => setAsking('back')}>
        {words}
      </Button>
      <ProblemLine problem={problem} />
      {asking === 'back' && (
        <Dialog
          title={t(waits ? 'task.stopWaitingTitle' : 'task.cannotTitle')}
          onClose={close}
          actions={
            <>
              <Button wide onClick={keep}>
                {t('task.keep')}
              </Button>
              <Button wide tone="stop" onClick={() => void giveBack()}>
                {t('task.cannotDo')}
              </Button>
            </>
          }
        >
          {!waits && <p class="say">{t('task.cannotHint')}</p>}
          <label class="lbl">
            <span>{t('task.cannotWhy')}</span>
            <input
              class="field"
              value={why.words}
              maxLength={200}
              onInput={(event) => why.set(event.currentTarget.value)}
            />
          </label>
          {(mine.standing === 'confirmed' || mine.standing === 'started') && (
            <Button tone="quiet" icon="me" onClick={() => setAsking('other')}>
              {t('task.handOver')}
            </Button>
          )}
        </Dialog>
      )}
      {asking === 'other' && <HandOver mine={mine} onClose={close} />}
    </>
  )
}
