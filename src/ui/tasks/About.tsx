import type { ComponentChildren, JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import { placesOf } from '../../domain/task-lists.ts'
import type { TaskBody } from '../../domain/task-nouns.ts'
import { useClock, useView } from '../live.ts'
import { Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { Boxes } from './OpenCard.tsx'
import { Urgent } from './Urgent.tsx'
import { sayAges, sayGroup, sayNeeded, sayPlace, sayWindow } from './words.ts'

/** All that everybody may know of a task; whom it helps is not among it. */
export function About({ task }: { readonly task: RowOf<'task'> }): JSX.Element {
  const view = useView()
  const clock = useClock()
  const { body } = task
  const ages = sayAges(body)
  return (
    <Section title={t('task.about')}>
      <Card class="you">
        <Urgent task={body} />
        {body.text !== '' && <p class="say">{body.text}</p>}
        <dl class="facts">
          <Fact name={t('task.when')}>{sayWindow(body, clock)}</Fact>
          <Fact name={t('task.where')}>
            {sayPlace(view, body)} {isOnMap(body) && <a href={`/map?spot=${task.id}`}>{t('task.onMap')}</a>}
          </Fact>
          <Fact name={t('task.who')}>
            <Boxes places={placesOf(view, task.id)} />
          </Fact>
          {body.skills.length > 0 && <Fact name={t('task.skills')}>{sayNeeded(view, body)}</Fact>}
          {ages !== '' && <Fact name={t('task.ages')}>{ages}</Fact>}
          {body.group !== undefined && <Fact name={t('task.group')}>{sayGroup(view, body.group)}</Fact>}
        </dl>
      </Card>
    </Section>
  )
}
const isOnMap = ({ place }: TaskBody): boolean => place.point !== undefined || place.building !== undefined
const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
