import './needs.css'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { RecordState, Waiting as WaitingItem } from '../../store/contract.ts'
import { useClock, useLive, useStatus, useView } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Empty, Facts } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import { isCalm, TroubleCard } from '../trouble/TroubleCard.tsx'
import { Done } from './Needs.tsx'
import { whatOf } from './what.ts'

const STEPS: readonly RecordState[] = ['phone', 'sent', 'received']

/** What is on this phone and how far each record has come; in the order in which it is sent. */
export function Waiting(): JSX.Element {
  const { doors } = useLive()
  const { waiting, syncing, trouble } = useStatus()
  const [done, setDone] = useState('')
  const onDone = (words: string): void => {
    setDone(words)
    announce(words)
    document.getElementById('main')?.focus()
  }
  return (
    <Shell
      title={t('waiting.title')}
      sub={waiting.length > 0 ? t('waiting.sub', { count: waiting.length }) : undefined}
      back="/me"
      sync
      tab="me"
      {...(waiting.length > 0
        ? {
            dock: (
              <Button tone="go" size="big" wide icon="up" onClick={() => doors.syncNow()}>
                {t(syncing ? 'sync.syncing' : 'waiting.send')}
              </Button>
            ),
          }
        : {})}
    >
      {done !== '' && <Done words={done} onClose={() => setDone('')} />}
      {trouble !== null && !isCalm(trouble) && <TroubleCard trouble={trouble} />}
      {waiting.length === 0 ? (
        <Empty title={t('waiting.none')} hint={t('waiting.noneHint')}>
          <Button href="/" tone="go">
            {t('go.today')}
          </Button>
        </Empty>
      ) : (
        <>
          <p class="soft how">{trouble !== null && isCalm(trouble) ? t(`trouble.${trouble}.do`) : t('waiting.how')}</p>
          <ul class="card">
            {waiting.map((item) => (
              <WaitingRow key={item.command.id} item={item} onDone={onDone} />
            ))}
          </ul>
        </>
      )}
    </Shell>
  )
}

function WaitingRow({
  item,
  onDone,
}: {
  readonly item: WaitingItem
  readonly onDone: (words: string) => void
}): JSX.Element {
  const view = useView()
  const clock = useClock()
  const what = whatOf(view, item)
  return (
    <li class="wrow">
      <div class="wrow__t">
        <b>{what.place}</b>
        <span>{what.did}</span>
        {what.quote !== undefined && <span class="wrow__q soft">{t('what.say', { words: what.quote })}</span>}
        <small>
          <Facts of={[t('waiting.savedAt', { when: sayWhen(item.savedAt, clock) })]} />
        </small>
      </div>
      <div class="wrow__s">
        <StateBadge state={item.state} />
        <Track state={item.state} />
        {item.mayUndo && item.command.type !== 'household.look' && <Undo item={item} onDone={onDone} />}
      </div>
    </li>
  )
}

/** Three places on the way; the badge above says it in words. */
const Track = ({ state }: { readonly state: RecordState }): JSX.Element => (
  <span class="track" aria-hidden="true">
    {STEPS.map((step, at) => (
      <i key={step} class={at <= STEPS.indexOf(state) ? `on track--${state}` : ''} />
    ))}
  </span>
)

function Undo({ item, onDone }: { readonly item: WaitingItem; readonly onDone: (words: string) => void }): JSX.Element {
  const { store } = useLive()
  const [asking, setAsking] = useState(false)
  const undo = async (): Promise<void> => {
    const { id } = item.command
    const undone = await store.undo(id)
    const isHere = store.status().waiting.some((one) => one.command.id === id && one.mayUndo)
    setAsking(false)
    onDone(t(undone ? 'waiting.undone' : isHere ? 'waiting.builtOn' : 'waiting.tooLate'))
  }
  return (
    <>
      <Button size="s" tone="quiet" icon="return" onClick={() => setAsking(true)}>
        {t('waiting.undo')}
      </Button>
      {asking && (
        <Dialog
          title={t('waiting.undoTitle')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button wide onClick={() => setAsking(false)}>
                {t('needs.keepIt')}
              </Button>
              <Button wide tone="stop" onClick={() => void undo()}>
                {t('waiting.undo')}
              </Button>
            </>
          }
        >
          <p class="say">{t('waiting.undoHint')}</p>
        </Dialog>
      )}
    </>
  )
}
