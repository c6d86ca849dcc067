import type { JSX } from 'preact'
import { isLive } from '../../domain/claim.ts'
import { hourRules, serviceTime } from '../../domain/hours.ts'
import { instantOf } from '../../domain/ids.ts'
import { lastOf } from '../../domain/own-claims.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Dot, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { saveCalendar } from './calendar.ts'
import { type MyClaim, useMine } from './data.ts'
import { MyRow } from './MyRow.tsx'
import { sayMinutes } from './words.ts'

/** Claims to do something about first, then by their time; what is over waits in a fold. */
export function MyTasks(): JSX.Element | null {
  const mine = useMine()
  const [current, past] = divide(mine)
  if (mine.length === 0) return null
  return (
    <Section
      title={t('tasks.mine')}
      note={t('tasks.count', { count: current.length })}
      {...(current.some(({ standing }) => CALENDAR.has(standing)) ? { action: <ToCalendar mine={current} /> } : {})}
    >
      {current.length > 0 && (
        <ul class="card">
          {current.map((one) => (
            <MyRow key={one.claim.id} mine={one} />
          ))}
        </ul>
      )}
      {past.length > 0 && <Past past={past} />}
    </Section>
  )
}
const CALENDAR: ReadonlySet<string> = new Set(['confirmed', 'started'])
function divide(mine: readonly MyClaim[]): readonly [readonly MyClaim[], readonly MyClaim[]] {
  const isCurrent = ({ claim, standing, need }: MyClaim): boolean =>
    isLive(claim.body) || standing === 'submitted' || need === 'ended'
  const byTime = (a: MyClaim, b: MyClaim): number =>
    rankOf(a) - rankOf(b) || (a.task.body.from < b.task.body.from ? -1 : 1)
  return [
    mine.filter(isCurrent).sort(byTime),
    mine.filter((one) => !isCurrent(one)).sort((a, b) => (lastOf(a.claim) < lastOf(b.claim) ? 1 : -1)),
  ]
}
const RANKS: Readonly<Record<string, number>> = { offered: 0, sent_back: 0, started: 1, submitted: 3 }
const rankOf = ({ standing, need }: MyClaim): number => (need === 'ended' ? 4 : (RANKS[standing] ?? 2))

function Past({ past }: { readonly past: readonly MyClaim[] }): JSX.Element {
  const view = useView()
  const { minutes } = serviceTime(
    past.map(({ claim }) => claim.body),
    hourRules(view),
  )
  return (
    <details class="typed task__past">
      <summary>
        <span class="soft">
          {t('tasks.past', { count: past.length })}
          {minutes > 0 && (
            <>
              <Dot />
              {t('tasks.hours', { hours: sayMinutes(minutes) })}
            </>
          )}
        </span>
        <span class="typed__all">
          {t('task.look')}
          <Icon name="down" size="s" />
        </span>
      </summary>
      <ul class="card">
        {past.map((one) => (
          <MyRow key={one.claim.id} mine={one} />
        ))}
      </ul>
    </details>
  )
}

function ToCalendar({ mine }: { readonly mine: readonly MyClaim[] }): JSX.Element {
  const view = useView()
  const { now } = useClock()
  const tasks = mine.filter(({ standing }) => CALENDAR.has(standing)).map(({ task }) => task)
  return (
    <Button size="s" tone="quiet" icon="today" onClick={() => saveCalendar(view, tasks, instantOf(now))}>
      {t('tasks.calendar')}
    </Button>
  )
}
