import './needs.css'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { disputesFor } from '../../domain/disputes.ts'
import { instantOf } from '../../domain/ids.ts'
import { claimsThatNeed } from '../../domain/needs-answer.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { TaskPane } from '../panes.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Empty, Facts, Section } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { settled } from '../settled.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { AttentionCard } from './Attention.tsx'
import { ConflictCard } from './Conflict.tsx'

/** What needs the person, in one place until it is settled. */
export function Needs(): JSX.Element {
  const view = useView()
  const { attention, waiting, session } = useStatus()
  const [done, setDone] = useState('')
  const { person } = session
  const clock = useClock()
  const conflicts = disputesFor(view, { person, today: todayOf(clock) })
  const open = conflicts.filter((row) => row.body.state === 'open')
  const later = conflicts.filter((row) => row.body.state === 'ask_next_time')
  const claims = claimsThatNeed(view, { person, now: instantOf(clock.now), read: settled.value })
  const count = attention.length + open.length + claims.length
  const onDone = (words: string): void => {
    setDone(words)
    announce(words)
    // The card that had the focus is gone; the reader goes on at the head of the list.
    document.getElementById('main')?.focus()
  }
  return (
    <Shell
      title={t('needs.title')}
      sub={count > 0 && <Facts of={[t('needs.sub', { count }), t('needs.stays')]} />}
      back="/"
      sync
      tab="today"
    >
      {done !== '' && <Done words={done} onClose={() => setDone('')} />}
      {count === 0 && (
        <Empty title={t('needs.none')} hint={t('needs.noneHint')}>
          <Button href="/" tone="go">
            {t('go.today')}
          </Button>
        </Empty>
      )}
      {claims.length > 0 && <TaskPane onDone={onDone} />}
      <div class="cards">
        {[...attention]
          .sort((a, b) => (a.at < b.at ? 1 : -1))
          .map((item) => (
            <AttentionCard key={item.command.id} item={item} onDone={onDone} />
          ))}
        {open.map((conflict) => (
          <ConflictCard key={conflict.id} conflict={conflict} onDone={onDone} />
        ))}
      </div>
      {later.length > 0 && (
        <Section title={t('needs.later')} note={t('needs.laterHint')}>
          <div class="cards">
            {later.map((conflict) => (
              <ConflictCard key={conflict.id} conflict={conflict} onDone={onDone} />
            ))}
          </div>
        </Section>
      )}
      {waiting.length > 0 && (
        <p class="needs__more">
          <Button href="/waiting" tone="quiet" icon="phone">
            {t('needs.waiting', { count: waiting.length })}
          </Button>
        </p>
      )}
    </Shell>
  )
}

interface DoneProps {
  readonly words: string
  /** How far it has come: on this phone, unless told. */
  readonly icon?: IconName
  readonly onClose: () => void
}
/** What was just done, in sight of those who do not listen. */
export function Done({ words, icon = 'phone', onClose }: DoneProps): JSX.Element {
  return (
    <div class="done">
      <Icon name={icon} size="m" />
      <span class="grow">{words}</span>
      <button type="button" class="iconbtn" aria-label={t('go.close')} onClick={onClose}>
        <Icon name="close" size="m" />
      </button>
    </div>
  )
}
