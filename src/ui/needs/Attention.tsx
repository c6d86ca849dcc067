import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { inChargeOf } from '../../domain/in-charge.ts'
import type { RefusalCode } from '../../domain/refusal.ts'
import type { Attention } from '../../store/contract.ts'
import { useClock, useLive, useStatus, useView } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen, todayOf } from '../text/when.ts'
import { joinWords } from './values.ts'
import { type What, whatOf } from './what.ts'

/** The person can write these again as they stand: the form opens with everything filled in. */
const REDO: ReadonlySet<RefusalCode> = new Set([
  'bad_payload',
  'too_large',
  'needs_refused',
  'same_id_other_content',
  'not_found',
])

interface AttentionCardProps {
  readonly item: Attention
  readonly onDone: (words: string) => void
}
/** A refused or held command: what, when, why, who has it now, what was typed, and what to do. */
export function AttentionCard({ item, onDone }: AttentionCardProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const what = whatOf(view, item)
  return (
    <Card class="you">
      <h2>
        <span class={item.status === 'refused' ? 'st st--you' : 'st st--wait'}>
          <Icon name={item.status === 'refused' ? 'return' : 'clock'} size="s" />
          {t(item.status === 'refused' ? 'needs.refused' : 'needs.held')}
        </span>
        <span>
          {what.place} {what.did}
        </span>
      </h2>
      <p>
        {t(`refusal.${item.code}`)}
        <WhoNow item={item} what={what} />
        <span class="why">
          {t(item.status === 'refused' ? 'needs.whenRefused' : 'needs.whenHeld', {
            saved: sayWhen(item.command.happenedAt, clock),
            answered: sayWhen(item.at, clock),
          })}
        </span>
      </p>
      <Typed what={what} />
      <p class="you__do">{t(`refusal.${item.code}.do`)}</p>
      <Actions item={item} what={what} onDone={onDone} />
    </Card>
  )
}

function WhoNow({ item, what }: { readonly item: Attention; readonly what: What }): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const me = useStatus().session.person
  if (what.household === undefined || (item.code !== 'not_your_grid' && item.code !== 'post_ended')) return null
  const charge = inChargeOf(view, what.household.id, today)
  if (charge === undefined || charge.people.some((person) => person.id === me)) return null
  const people = joinWords(charge.people.map((person) => person.body.name))
  return <>{t('needs.whoNow', { grid: charge.grid.body.name, people })}</>
}

/** Everything typed stays readable until the person lets it go. */
function Typed({ what }: { readonly what: What }): JSX.Element | null {
  if (what.typed.length === 0) return null
  return (
    <details class="typed">
      <summary>
        <span class="why">
          {t('needs.kept')}
          {t('what.say', { words: what.quote ?? what.typed.at(-1)?.[1] ?? '' })}
        </span>
        <span class="typed__all">
          {t('needs.showAll')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      <TypedList what={what} />
    </details>
  )
}
function TypedList({ what }: { readonly what: What }): JSX.Element {
  return (
    <dl class="typed__list">
      {what.typed.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="say">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Actions({ item, what, onDone }: AttentionCardProps & { readonly what: What }): JSX.Element {
  const { store, doors } = useLive()
  const { route } = useLocation()
  const [asking, setAsking] = useState(false)
  const { household } = what
  const redo = async (): Promise<void> => {
    const { restoreDraft } = await import('../visit/draft.ts')
    const draft = restoreDraft(item.command, doors.newId())
    const begun = store.status().drafts.some((other) => other.form === 'visit' && other.of === draft.of)
    // What is half written for this door already is not written over.
    if (!begun) await store.saveDraft({ ...draft, fields: { ...draft.fields, at: item.command.happenedAt } })
    route(`/visit/${draft.of}`)
  }
  const letGo = async (): Promise<void> => {
    await store.dismiss(item.command.id)
    onDone(t(item.status === 'refused' ? 'needs.takenBack' : 'needs.letGone'))
  }
  const sendAgain = async (): Promise<void> => {
    await store.dismiss(item.command.id)
    doors.syncNow()
    onDone(t('sync.syncing'))
  }
  if (item.code === 'set_aside') {
    return (
      <div class="opts">
        <Button tone="go" wide onClick={() => void sendAgain()}>
          {t('needs.sendAgain')}
        </Button>
      </div>
    )
  }
  const redoes = item.command.type === 'visit.log' && REDO.has(item.code) && household !== undefined
  return (
    <div class="opts">
      {redoes && (
        <Button tone="go" wide onClick={() => void redo()}>
          {t('needs.redo')}
        </Button>
      )}
      {household !== undefined && (
        <Button {...(redoes ? {} : { tone: 'go' as const })} wide href={`/household/${household.id}`}>
          {t('needs.open', { door: what.place })}
        </Button>
      )}
      {what.task !== undefined && (
        <Button tone="go" wide href={`/task/${what.task}`}>
          {t('task.open')}
        </Button>
      )}
      <Button onClick={() => setAsking(true)}>
        {t(item.status === 'refused' ? 'needs.takeBack' : 'needs.understood')}
      </Button>
      {asking && <LetGo item={item} what={what} onStay={() => setAsking(false)} onGo={() => void letGo()} />}
    </div>
  )
}

interface LetGoProps {
  readonly item: Attention
  readonly what: What
  readonly onStay: () => void
  readonly onGo: () => void
}
function LetGo({ item, what, onStay, onGo }: LetGoProps): JSX.Element {
  const refused = item.status === 'refused'
  return (
    <Dialog
      title={t(refused ? 'needs.takeBackTitle' : 'needs.letGoTitle')}
      onClose={onStay}
      actions={
        <>
          <Button wide onClick={onStay}>
            {t('needs.keepIt')}
          </Button>
          <Button wide tone={refused ? 'stop' : 'go'} onClick={onGo}>
            {t(refused ? 'needs.takeBack' : 'needs.understood')}
          </Button>
        </>
      }
    >
      <p class="say">{t(refused ? 'needs.takeBackHint' : 'needs.letGoHint')}</p>
      {refused && <TypedList what={what} />}
    </Dialog>
  )
}
