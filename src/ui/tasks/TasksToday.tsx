import type { JSX } from 'preact'
import { dayOf } from '../../domain/calendar.ts'
import { useClock } from '../live.ts'
import { Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { useMine } from './data.ts'
import { MyRow } from './MyRow.tsx'

const TO_DO: ReadonlySet<string> = new Set(['confirmed', 'started', 'pending'])
/** Own tasks whose time is today: what is confirmed, and what is not yet and says so. */
export function TasksToday(): JSX.Element | null {
  const clock = useClock()
  const today = todayOf(clock)
  const mine = useMine().filter(
    ({ standing, task: { body } }) =>
      TO_DO.has(standing) && dayOf(body.from, clock.timeZone) <= today && dayOf(body.until, clock.timeZone) >= today,
  )
  if (mine.length === 0) return null
  return (
    <Section title={t('tasks.today')} note={t('tasks.count', { count: mine.length })}>
      <ul class="card">
        {mine.map((one) => (
          <MyRow key={one.claim.id} mine={one} />
        ))}
      </ul>
    </Section>
  )
}
