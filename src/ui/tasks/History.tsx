import type { JSX } from 'preact'
import type { Instant } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import type { See } from '../../domain/see.ts'
import type { ClaimBody, ClaimEvent, TaskEvent } from '../../domain/task-nouns.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import type { Key } from '../text/parts.ts'
import { t } from '../text/text.ts'
import { sayWhen } from '../text/when.ts'
import type { MyClaim } from './data.ts'
import { sayFields, sayPerson } from './words.ts'

interface Said {
  readonly at: Instant
  readonly words: string
}
/** What has happened to the task and to one's own claim, in words and in order. */
export function History({ task, mine }: { readonly task: RowOf<'task'>; readonly mine?: MyClaim }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const said: Said[] = [
    ...task.body.log.map((event) => ({ at: event.at, words: sayTaskEvent(view, event) })),
    ...(mine?.claim.body.log ?? []).map((event, at, log) => ({
      at: event.at,
      words: sayClaimEvent(view, event, log[at - 1]),
    })),
  ]
  for (const { id, body } of view.under('holding', task.id))
    if (id !== mine?.claim.id) said.push(...othersClaim(view, body))
  const inOrder = [...said].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return (
    <details class="typed task__past">
      <summary>
        <b class="grow">{t('task.history')}</b>
        <span class="typed__all">
          {t('task.look')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      <ol class="typed__list">
        {inOrder.map(({ at, words }) => (
          <li key={`${at} ${words}`}>
            <span class="soft">{sayWhen(at, clock)}</span> {words}
          </li>
        ))}
      </ol>
    </details>
  )
}

/** What others did on the task, for those who read it by office: whose claim it is, where somebody else acted. */
function othersClaim(see: See, { log, person }: ClaimBody): readonly Said[] {
  return log.map((event, at) => {
    const what = sayClaimEvent(see, event, log[at - 1])
    const words = event.by === person ? what : t('log.named', { what, name: sayPerson(see, person) })
    return { at: event.at, words }
  })
}

const TASK_EVENTS = {
  published: 'log.published',
  changed: 'log.changed',
  closed: 'log.closed',
  cancelled: 'log.taskCancelled',
  expired: 'log.taskExpired',
} as const satisfies Record<TaskEvent['what'], Key>
function sayTaskEvent(see: See, { what, by, fields = [], why }: TaskEvent): string {
  const words = t(TASK_EVENTS[what] as 'log.changed', { name: sayPerson(see, by), fields: sayFields(fields) })
  return why === undefined ? words : t('log.why', { what: words, why })
}

/** Codes by which the engine says why; everything else is a person's own words. */
const CODES: Readonly<Record<string, Key>> = {
  asked: 'log.asked',
  extended: 'log.extended',
  lease_over: 'log.lapsed',
  unanswered: 'log.unanswered',
  handed_over: 'log.handedOver',
  post_ended: 'log.postEnded',
  unchecked: 'log.unchecked',
}
/** What ends or comes back in these states did so for a reason that is a code. */
const BY_CODE: ReadonlySet<string> = new Set(['released', 'declined', 'submitted'])
const SILENT: ReadonlySet<string> = new Set(['closed', 'gone'])
/** One event of a claim; where the state did not change, the code says what it was. */
export function sayClaimEvent(see: See, event: ClaimEvent, before: ClaimEvent | undefined): string {
  const { state, by, why, command } = event
  const name = sayPerson(see, by)
  const code = why === undefined ? undefined : CODES[why]
  if (code !== undefined && (event.state === before?.state || BY_CODE.has(state)))
    return t(code as 'log.asked', { name })
  const key = state === 'confirmed' && command !== undefined ? 'accepted' : state
  const words = t(`log.${key}` as 'log.claimed', { name })
  return why === undefined || code !== undefined || SILENT.has(why) ? words : t('log.why', { what: words, why })
}
