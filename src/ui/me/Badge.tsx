import './me.css'
import type { JSX } from 'preact'
import { facilitiesFor } from '../../domain/facilities.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Button, Card, Empty, Facts } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { useRights } from '../rights.ts'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayFullDay, todayOf } from '../text/when.ts'

/**
 * What is shown at a door: who stands there, for whom, until when, and whom to call when in doubt. It carries the day,
 * so that a picture of it is of no use on another.
 */
export function Badge(): JSX.Element {
  const view = useView()
  const { session } = useStatus()
  const { posts } = useRights()
  const today = todayOf(useClock())
  const groups = view('volunteer', session.person)?.body.groups ?? []
  const phone = facilitiesFor(view, undefined).find(({ body }) => body.sort === 'committee')?.body.phone
  return (
    <Shell title={t('me.badge')} back="/me" sync tab="me">
      {posts.length === 0 ? (
        <Empty title={t('me.noPosts')} hint={t('me.noPostsHint')} />
      ) : (
        <Card class="badge">
          <p class="badge__for">{session.communityName}</p>
          <p class="badge__who">{session.name}</p>
          {posts.map(({ id, body }) => (
            <p key={id} class="badge__post">
              <b>{termWord(view, 'roles', body.role)}</b> {view('grid', body.grid)?.body.name}
              <small>{body.until === null ? '' : t('me.until', { day: sayFullDay(body.until) })}</small>
            </p>
          ))}
          {groups.length > 0 && (
            <p>
              <Facts of={groups.map((group) => termWord(view, 'volunteerGroups', group))} />
            </p>
          )}
          <p class="badge__day">{t('me.badgeToday', { day: sayFullDay(today) })}</p>
        </Card>
      )}
      <p class="soft">{t(phone === undefined ? 'me.badgeAsk' : 'me.badgeCall')}</p>
      {phone !== undefined && (
        <Button icon="call" size="big" wide href={`tel:${phone}`}>
          {phone}
        </Button>
      )}
    </Shell>
  )
}
