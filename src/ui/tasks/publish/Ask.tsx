import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isLive } from '../../../domain/claim.ts'
import type { RowOf } from '../../../domain/nouns.ts'
import { useView } from '../../live.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { announce } from '../../parts/live-region.ts'
import { Button } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { useHand } from '../act.ts'
import { PickColleague } from '../PickColleague.tsx'
import { ProblemLine } from '../ProblemLine.tsx'
import { useWhy } from '../useWhy.ts'
import { sayPerson } from '../words.ts'
import type { Holder } from './holders.ts'
import { holdersOf } from './holders.ts'

/** What is done about one claim. */
export type Doing = 'confirm' | 'release' | 'no_show' | 'swap'
export type Asked =
  | { readonly what: Doing; readonly holder: Holder }
  | { readonly what: 'assign' | 'close' | 'cancel'; readonly holder?: undefined }

interface AskProps {
  readonly task: RowOf<'task'>
  readonly asked: Asked
  readonly onClose: () => void
}
/** Whatever touches others says why; the reason stands in the history and they read it. */
export function Ask({ task, asked, onClose }: AskProps): JSX.Element {
  const view = useView()
  const about = asked.holder?.claim ?? task.id
  const { act, problem } = useHand(about)
  const [person, setPerson] = useState<string | undefined>(undefined)
  const why = useWhy(about)
  const needsPerson = asked.what === 'assign' || asked.what === 'swap'
  const isReady = asked.what === 'close' || (why.said !== '' && (!needsPerson || person !== undefined))
  const name = asked.holder === undefined ? '' : sayPerson(view, asked.holder.person)
  const go = async (): Promise<void> => {
    await why.settled()
    if (!(await act({ ...commandOf(task.id, asked, { why: why.said, person: person ?? '' }), id: why.id }))) return
    announce(t('lead.did'))
    onClose()
  }
  const cancel = (): void => {
    void why.discard()
    onClose()
  }
  return (
    <Dialog
      title={name === '' ? t(`lead.${asked.what}`) : t('lead.doFor', { what: t(`lead.${asked.what}`), name })}
      onClose={onClose}
      actions={
        <>
          <Button wide onClick={cancel}>
            {t('go.cancel')}
          </Button>
          <Button wide tone={asked.what === 'cancel' ? 'stop' : 'go'} disabled={!isReady} onClick={() => void go()}>
            {t(`lead.${asked.what}`)}
          </Button>
        </>
      }
    >
      <Hint task={task} asked={asked} />
      {needsPerson && <Whom task={task} chosen={person} onChoose={setPerson} />}
      {asked.what !== 'close' && (
        <label class="lbl">
          <span>{t('lead.why')}</span>
          <input
            class="field"
            value={why.words}
            maxLength={200}
            onInput={(event) => why.set(event.currentTarget.value)}
          />
          <small>{t('lead.whyHint')}</small>
        </label>
      )}
      <ProblemLine problem={problem} />
    </Dialog>
  )
}
type Command = Parameters<ReturnType<typeof useHand>['act']>[0]
function commandOf(task: string, asked: Asked, said: { readonly why: string; readonly person: string }): Command {
  const { why, person } = said
  switch (asked.what) {
    case 'assign':
      return { type: 'claim.assign', payload: { task, person, why } }
    case 'close':
      return { type: 'task.close', payload: { task } }
    case 'cancel':
      return { type: 'task.cancel', payload: { task, why } }
    case 'swap':
      return { type: 'claim.swap', payload: { task, claim: asked.holder.claim, person, why } }
    default:
      return { type: 'claim.override', payload: { task, claim: asked.holder.claim, how: asked.what, why } }
  }
}

function Hint({ task, asked }: Omit<AskProps, 'onClose'>): JSX.Element | null {
  const view = useView()
  const count = holdersOf(view, task).filter(isLive).length
  if (asked.what === 'cancel')
    return <p class="say">{count === 0 ? t('lead.cancelNobody') : t('lead.cancelHint', { count })}</p>
  if (asked.what === 'close') return <p class="say">{t('lead.closeHint')}</p>
  if (asked.what === 'assign') return <p class="say">{t('lead.assignHint')}</p>
  return asked.what === 'swap' ? (
    <p class="say">{t('lead.swapHint', { name: sayPerson(view, asked.holder.person) })}</p>
  ) : null
}

interface WhomProps {
  readonly task: RowOf<'task'>
  readonly chosen: string | undefined
  readonly onChoose: (person: string) => void
}
function Whom({ task, chosen, onChoose }: WhomProps): JSX.Element {
  const busy = holdersOf(useView(), task).map(({ person }) => person)
  return (
    <PickColleague
      grid={task.body.grid}
      without={busy}
      title={t('lead.find')}
      none={t('lead.noOne')}
      class="chips task__order"
    >
      {({ id, body }) => (
        <button key={id} type="button" class="chip" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {body.name}
        </button>
      )}
    </PickColleague>
  )
}
