import type { JSX } from 'preact'
import { dayOf } from '../../domain/calendar.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { openPromises } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { StateBadge } from '../parts/StateBadge.tsx'
import { useRights } from '../rights.ts'
import { needWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDay, sayDue, todayOf } from '../text/when.ts'

/** What was promised to them and by when; nobody's need disappears. */
export function Promises({ household }: { readonly household: RowOf<'household'> }): JSX.Element | null {
  const view = useView()
  const raised = openPromises(view, household.id)
  const answered = view.under('need', household.id).filter((need) => need.body.state === 'answered')
  if (raised.length + answered.length === 0) return null
  return (
    <Section title={t('house.promises')} note={t('house.unanswered', { count: raised.length })}>
      <Card>
        {raised.map((need) => (
          <Promised key={need.id} need={need} />
        ))}
        {answered.map((need) => (
          <Promised key={need.id} need={need} />
        ))}
      </Card>
    </Section>
  )
}

function Promised({ need }: { readonly need: RowOf<'need'> }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { body } = need
  const standing = sayDue(body.answerBy, todayOf(clock))
  const state = view.stateOf(need)
  const category = needWord(view, body.category)
  const by = view('person', body.by)?.body.name ?? ''
  const raised = t('house.raisedBy', { name: by, day: sayDay(dayOf(body.at, clock.timeZone)) })
  return (
    <div class="prom">
      <span>{body.text === '' ? category : body.text}</span>
      <span class={standing.late && body.state === 'raised' ? 'prom__d late' : 'prom__d'}>
        {body.state === 'answered' ? t('house.answered') : standing.words}
      </span>
      <small>{body.text === '' ? raised : `${category} ${raised}`}</small>
      <small class="prom__d">
        {state === 'received' ? t('house.by', { day: sayDay(body.answerBy) }) : <StateBadge state={state} />}
      </small>
      <Task need={need} />
    </div>
  )
}

/** The task that answers it, or the way to one for those who publish. */
function Task({ need }: { readonly need: RowOf<'need'> }): JSX.Element | null {
  const view = useView()
  const { mayLead } = useRights()
  const task = view.all('task').find(({ body }) => body.need === need.id && body.state === 'open')
  if (task === undefined && (!mayLead || need.body.state !== 'raised')) return null
  const [href, words] =
    task === undefined ? [`/publish/need/${need.id}`, t('house.toTask')] : [`/task/${task.id}`, t('house.hasTask')]
  return (
    <Button size="s" tone="quiet" icon="task" href={href}>
      {words}
    </Button>
  )
}
