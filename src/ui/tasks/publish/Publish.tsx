import '../tasks.css'
import '../../visit/edit.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import type { GridId } from '../../../domain/ids.ts'
import { useClock, useIsWhole, useView } from '../../live.ts'
import { Button, Empty } from '../../parts/pieces.tsx'
import { Shell } from '../../parts/Shell.tsx'
import { useRights } from '../../rights.ts'
import { t } from '../../text/text.ts'
import { useMayWrite } from '../data.ts'
import { PublishForm } from './PublishForm.tsx'
import { formClock, seedOf } from './seed.ts'

/** A task from nothing, from a need, like an earlier one, or one that is changed: the same form. */
export function Publish(): JSX.Element {
  const { params } = useRoute()
  const { sort, id } = params
  const isWhole = useIsWhole()
  const view = useView()
  const clock = formClock(useClock())
  const may = useMayWrite(sort === 'change' ? 'task.change' : 'task.publish')
  const { posts } = useRights()
  // The narrowest post leads where most is known; whoever leads nowhere publishes nothing.
  const own = posts
    .map((post) => post.body.grid)
    .filter(may)
    .at(-1)
  if (!isWhole) return <Cannot title={t('tasks.notComplete')} hint={t('tasks.notCompleteHint')} />
  if (own === undefined) return <Cannot title={t('publish.none')} hint={t('publish.noneHint')} />
  const seed = seedOf(view, { sort, id, grid: own }, clock)
  if (seed === undefined) return <Cannot title={t('publish.gone')} hint={t('task.goneHint')} />
  if (seed.sort === 'change' && !may(seed.fields.grid as GridId))
    return <Cannot title={t('publish.none')} hint={t('publish.noneHint')} />
  return <PublishForm key={`${seed.sort} ${id}`} seed={seed} of={[seed.sort, id].filter(Boolean).join('/')} />
}

function Cannot({ title, hint }: { readonly title: string; readonly hint: string }): JSX.Element {
  return (
    <Shell title={t('publish.new')} back="/tasks" tab="tasks">
      <Empty title={title} hint={hint}>
        <Button href="/tasks" tone="go">
          {t('task.toList')}
        </Button>
      </Empty>
    </Shell>
  )
}
