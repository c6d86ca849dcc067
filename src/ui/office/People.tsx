import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { isOpenOn } from '../../domain/permission.ts'
import { type Staff, staffIn } from '../../domain/staff.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useClock, useView } from '../live.ts'
import { Line } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card, Empty, Facts } from '../parts/pieces.tsx'
import { useNamed } from '../search/named.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { Frame } from './Frame.tsx'
import { usePostWords } from './post-words.ts'

/** Everybody with a post where this coordinator may give and take posts. */
export function People(): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const [sought, setSought] = useState('')
  const staff = staffIn(view, useMayCoordinate(), today)
  const isNamed = useNamed(sought)
  const found = staff.filter(({ person }) => isNamed(person.body.name))
  return (
    <Frame
      title={t('office.to.people')}
      sub={t('office.people', { count: staff.length })}
      dock={
        <Button tone="go" size="big" icon="plus" wide href="/office/person/new">
          {t('office.newPerson')}
        </Button>
      }
    >
      <Line title={t('office.seek')} mode="search" value={sought} onInput={setSought} />
      {found.length === 0 ? (
        <Empty title={t('office.nobody')} hint={t('office.nobodyHint')} />
      ) : (
        <Card>
          {found.map((each) => (
            <PersonLine key={each.person.id} staff={each} />
          ))}
        </Card>
      )}
    </Frame>
  )
}

function PersonLine({ staff }: { readonly staff: Staff }): JSX.Element {
  const today = todayOf(useClock())
  const say = usePostWords()
  const { person, posts, hasPost } = staff
  const now = posts.filter((post) => isOpenOn(post.body, today))
  return (
    <a class="note" href={`/office/person/${person.id}`}>
      <span class="note__t">
        {person.body.name}
        <small>{hasPost ? <Facts of={now.map((post) => say(post.body))} /> : t('office.noPost')}</small>
      </span>
      <Icon name="next" size="s" />
    </a>
  )
}
