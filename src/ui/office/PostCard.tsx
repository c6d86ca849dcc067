import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { plusDays } from '../../domain/calendar.ts'
import type { Day } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { isOpenOn } from '../../domain/permission.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useClock } from '../live.ts'
import { Moment } from '../parts/fields.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { HandOver } from './HandOver.tsx'
import { Previewed } from './Previewed.tsx'
import { sayPeriod, usePostWords, wasNever } from './post-words.ts'

/** A post with what can be done with it: it goes to somebody else, or ends. */
export function PostCard({ post }: { readonly post: RowOf<'post'> }): JSX.Element {
  const today = todayOf(useClock())
  const say = usePostWords()
  const mayArrange = useMayCoordinate()(post.body.grid)
  const [open, setOpen] = useState<'over' | 'end'>()
  const { since, until } = post.body
  const isOpen = isOpenOn(post.body, today)
  const close = (): void => setOpen(undefined)
  return (
    <Card>
      <p class="note">
        <span class="note__t">
          <b>{say(post.body)}</b>
          <small>{sayPeriod(post.body)}</small>
        </span>
        <span class="st st--plain">
          {t(
            wasNever(post.body)
              ? 'office.never'
              : !isOpen
                ? 'office.over'
                : since > today
                  ? 'office.toCome'
                  : until === null
                    ? 'office.open'
                    : 'office.dated',
          )}
        </span>
      </p>
      {isOpen && mayArrange && (
        <div class="office__form">
          <p class="office__do">
            <Button size="s" onClick={() => setOpen(open === 'over' ? undefined : 'over')}>
              {t('office.handOver')}
            </Button>
            <Button size="s" tone="quiet" onClick={() => setOpen(open === 'end' ? undefined : 'end')}>
              {t('office.end')}
            </Button>
          </p>
          {open === 'over' && <HandOver post={post} onDone={close} />}
          {open === 'end' && <EndPost post={post} onDone={close} />}
        </div>
      )}
    </Card>
  )
}

function EndPost({ post, onDone }: { readonly post: RowOf<'post'>; readonly onDone: () => void }): JSX.Element {
  const today = todayOf(useClock())
  const never = plusDays(post.body.since, -1)
  const [until, setUntil] = useState<string>(post.body.since > today ? never : today)
  const command =
    until === '' ? undefined : { type: 'post.end' as const, payload: { post: post.id, until: until as Day } }
  return (
    <>
      <Moment title={t('office.lastDay')} value={until} onInput={setUntil} />
      {post.body.since >= today && (
        <p class="hint">
          {until === never ? (
            t('office.takenBack')
          ) : (
            <Button size="s" tone="quiet" onClick={() => setUntil(never)}>
              {t('office.takeBack')}
            </Button>
          )}
        </p>
      )}
      <Previewed command={command} words={t('office.end')} leaving={post.body.person} onDone={onDone} />
    </>
  )
}
