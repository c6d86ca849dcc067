import type { JSX } from 'preact'
import { inChargeOf } from '../../domain/in-charge.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useView } from '../live.ts'
import { joinWords } from '../needs/values.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Facts } from '../parts/pieces.tsx'
import { useDesk } from '../parts/wide.ts'
import { t } from '../text/text.ts'
import { sayWhen, todayOf } from '../text/when.ts'
import { longWhy, mayAccept, useHeldWords } from './held-words.ts'
import type { Judging } from './judging.ts'

export interface HeldProps {
  readonly row: RowOf<'held'>
}
/** A held command whole: who and when, where, why the server waits, and everything that was written. */
export function HeldDetail({ row }: HeldProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const what = useHeldWords()(row)
  const { body } = row
  return (
    <article class="vis">
      <p class="came">
        <span class="st st--wait">
          <Icon name="clock" size="s" />
          {t('held.badge')}
        </span>
        <span class="soft">
          <Facts
            of={[view('person', body.author)?.body.name, t('held.by', { when: sayWhen(body.happenedAt, clock) })]}
          />
        </span>
      </p>
      <h2 class="vis__h">
        {what.place} {what.did}
      </h2>
      <p class="held__why">
        {t(longWhy(body) as 'held.why.grid')}
        <WhoNow row={row} />
      </p>
      {(what.typed.length > 0 || body.payload === null) && <h3 class="h3">{t('held.wrote')}</h3>}
      {body.payload === null && <p class="soft">{t('held.unshown')}</p>}
      {what.typed.length > 0 && (
        <dl class="typed__list">
          {what.typed.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="say">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}

/** Whose household it is today: the one to ask before deciding. */
function WhoNow({ row }: HeldProps): JSX.Element | null {
  const view = useView()
  const today = todayOf(useClock())
  const { household } = useHeldWords()(row)
  const charge = household === undefined ? undefined : inChargeOf(view, household.id, today)
  if (charge === undefined || charge.people.some((person) => person.id === row.body.author)) return null
  const people = joinWords(charge.people.map((person) => person.body.name))
  return <>{t('needs.whoNow', { grid: charge.grid.body.name, people })}</>
}

interface ActionsProps extends HeldProps {
  readonly judging: Judging
  readonly onAccept: () => void
  readonly onDismiss: () => void
}
/** What becomes of it is said before the tap. */
export function HeldActions({ row, judging, onAccept, onDismiss }: ActionsProps): JSX.Element {
  const view = useView()
  const desk = useDesk()
  const { failed, going } = judging
  const who = view('person', row.body.author)?.body.name ?? ''
  const accepts = mayAccept(row)
  const { household } = useHeldWords()(row)
  return (
    <div class="held__do">
      <p class="soft">
        {t(accepts ? 'held.hint' : 'held.unreadHint', { who })}
        {t('held.online')}
      </p>
      {failed?.id === row.id && (
        <p class="alarm" role="alert">
          <Icon name="flag" />
          <b>{t(failed.words as 'held.failed.other')}</b>
        </p>
      )}
      <div class="opts">
        {accepts && (
          <Button tone="go" wide disabled={going !== undefined} onClick={onAccept}>
            {t(going === row.id ? 'held.going' : 'held.accept')}
            {desk && <kbd>e</kbd>}
          </Button>
        )}
        <Button disabled={going !== undefined} onClick={onDismiss}>
          {t('held.dismiss')}
          {desk && <kbd>r</kbd>}
        </Button>
        {household !== undefined && (
          <Button tone="quiet" href={`/household/${household.id}`}>
            {t('held.open')}
          </Button>
        )}
      </div>
    </div>
  )
}

interface DismissProps extends HeldProps {
  readonly onStay: () => void
  readonly onGo: () => void
}
export function DismissDialog({ row, onStay, onGo }: DismissProps): JSX.Element {
  const who = useView()('person', row.body.author)?.body.name ?? ''
  return (
    <Dialog
      title={t('held.dismissTitle')}
      onClose={onStay}
      actions={
        <>
          <Button wide onClick={onStay}>
            {t('held.keep')}
          </Button>
          <Button wide tone="stop" onClick={onGo}>
            {t('held.dismiss')}
          </Button>
        </>
      }
    >
      <p class="say">{t('held.dismissHint', { who })}</p>
    </Dialog>
  )
}
