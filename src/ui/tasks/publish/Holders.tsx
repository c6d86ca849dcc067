import type { ComponentChildren, JSX } from 'preact'
import type { RowOf } from '../../../domain/nouns.ts'
import { placesOf } from '../../../domain/task-lists.ts'
import type { ClaimState } from '../../../domain/task-nouns.ts'
import { useView } from '../../live.ts'
import { Button, Card, Facts } from '../../parts/pieces.tsx'
import { StateBadge } from '../../parts/StateBadge.tsx'
import { t } from '../../text/text.ts'
import { Badge, Lease, ticksIn } from '../state.tsx'
import { sayPerson } from '../words.ts'
import type { Doing } from './Ask.tsx'
import { Correct } from './correct.ts'
import { type Holder, holdersOf } from './holders.ts'

/** What may be done about a claim in each state; where nothing is listed it goes its own way. */
const ACTS: Readonly<Partial<Record<ClaimState, readonly Doing[]>>> = {
  waitlisted: ['confirm', 'release'],
  assigned: ['confirm', 'swap', 'release'],
  confirmed: ['swap', 'release', 'no_show'],
  started: ['swap', 'release'],
}
interface HoldersProps {
  readonly task: RowOf<'task'>
  /** Where something may be done about them. */
  readonly onAsk?: (asked: { readonly what: Doing; readonly holder: Holder }) => void
  /** Stands above them. */
  readonly children?: ComponentChildren
}
/** Who has the places of a task, and who waits, in the order of their arrival. */
export function Holders({ task, onAsk, children }: HoldersProps): JSX.Element {
  const view = useView()
  const holders = holdersOf(view, task)
  // Claims by name are not read in every post; the places are.
  const none = placesOf(view, task.id).taken > 0 ? 'lead.notReadable' : 'lead.nobody'
  return (
    <Card>
      {children}
      {holders.length === 0 && <p class="note soft">{t(none)}</p>}
      {holders.map((holder) => (
        <HolderRow
          key={holder.claim}
          task={task}
          holder={holder}
          {...(onAsk === undefined ? {} : { onAsk: (what: Doing) => onAsk({ what, holder }) })}
        />
      ))}
    </Card>
  )
}

interface HolderRowProps {
  readonly task: RowOf<'task'>
  readonly holder: Holder
  readonly onAsk?: (what: Doing) => void
}
/** One person on the task: how far, how long the place is kept, and what can be done about it. */
function HolderRow({ task, holder, onAsk }: HolderRowProps): JSX.Element {
  const view = useView()
  const { body, state } = holder
  const seat = view.under('seat', task.id).find((row) => row.body.claim === holder.claim)?.body
  const all = task.body.steps.length
  const done = body === undefined ? 0 : ticksIn(task.body, body)
  const holding = view('holding', holder.claim)
  const saved = holding === undefined ? 'received' : view.stateOf(holding)
  return (
    <div class="note holder">
      <span class="note__t">
        <b>{sayPerson(view, holder.person)}</b>
        <small>
          <Facts
            of={[
              body?.turn !== undefined && t('lead.turn', { no: body.turn }),
              all > 0 && done > 0 && t('task.stepsDone', { done, all }),
              seat?.until != null && <Lease until={seat.until} />,
              body?.done !== undefined && t('lead.minutes', { count: body.done.minutes }),
              body?.to !== undefined && t('lead.asked', { name: sayPerson(view, body.to) }),
              body?.late === true && t('lead.late'),
              body?.thanks,
            ]}
          />
        </small>
      </span>
      {saved === 'received' ? <Badge state={state} offered={seat?.offer === true} /> : <StateBadge state={saved} />}
      {holding?.body.checked !== undefined && <Correct task={task} holding={holding} />}
      {onAsk !== undefined && task.body.state === 'open' && (
        <span class="holder__do">
          {(ACTS[state] ?? []).map((what) => (
            <Button
              key={what}
              size="s"
              tone="quiet"
              label={t('lead.doFor', { what: t(`lead.${what}`), name: sayPerson(view, holder.person) })}
              onClick={() => onAsk(what)}
            >
              {t(`lead.${what}`)}
            </Button>
          ))}
        </span>
      )}
    </div>
  )
}
