import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { asId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { postsOf } from '../../domain/staff.ts'
import { useGoOn } from '../go-on.ts'
import { useClock, useLive, useView } from '../live.ts'
import { Line } from '../parts/fields.tsx'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { AccountCard } from './AccountCard.tsx'
import { Deeds } from './Deeds.tsx'
import { Failed, Frame } from './Frame.tsx'
import { GivePost } from './GivePost.tsx'
import { PostCard } from './PostCard.tsx'
import { useOffice } from './useOffice.ts'

/** One of the staff: posts, phones and what was done about them; or somebody new, who begins with a post. */
export function PersonPage(): JSX.Element {
  const { id = '' } = useRoute().params
  const view = useView()
  const person = view('person', id)
  const card = view('card', id)?.body
  if (id === 'new') return <NewPerson />
  if (person === undefined && card !== undefined) return <NewPerson enrolled={{ id, name: card.name ?? '' }} />
  return (
    <Frame title={person?.body.name ?? t('office.nobody')} back="/office/people">
      {person !== undefined && <Known key={id} person={person} />}
    </Frame>
  )
}

interface NewProps {
  /** Whoever was written down as a volunteer at a door has a card already, which stays. */
  readonly enrolled?: { readonly id: string; readonly name: string }
}
function NewPerson({ enrolled }: NewProps): JSX.Element {
  const goOn = useGoOn()
  const { doors } = useLive()
  const [id] = useState(() => enrolled?.id ?? doors.newId())
  const [name, setName] = useState(enrolled?.name ?? '')
  return (
    <Frame title={t('office.newPerson')} back="/office/people">
      <Card class="office__form">
        <Line title={t('office.name')} hint={t('office.nameHint')} value={name} onInput={setName} />
        <GivePost person={asId(id)} name={name} onGiven={() => goOn(`/office/person/${id}`)} />
      </Card>
    </Frame>
  )
}

function Known({ person }: { readonly person: RowOf<'person'> }): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const [open, setOpen] = useState<'post' | 'name'>()
  const close = (): void => setOpen(undefined)
  return (
    <>
      <Section title={t('office.posts')}>
        {postsOf(view, person.id, today).map((post) => (
          <PostCard key={post.id} post={post} />
        ))}
        <p class="office__do">
          <Button icon="plus" onClick={() => setOpen(open === 'post' ? undefined : 'post')}>
            {t('office.givePost')}
          </Button>
          <Button icon="pen" tone="quiet" onClick={() => setOpen(open === 'name' ? undefined : 'name')}>
            {t('office.rename')}
          </Button>
        </p>
        {open === 'post' && (
          <Card class="office__form">
            <GivePost person={asId(person.id)} onGiven={close} />
          </Card>
        )}
        {open === 'name' && <Rename person={person} onDone={close} />}
      </Section>
      <AccountCard person={asId(person.id)} />
      <Deeds about={{ kind: 'person', id: person.id }} />
    </>
  )
}

function Rename({ person, onDone }: { readonly person: RowOf<'person'>; readonly onDone: () => void }): JSX.Element {
  const office = useOffice()
  const [name, setName] = useState(person.body.name)
  const rename = async (): Promise<void> => {
    if (await office.give({ type: 'person.rename', payload: { person: person.id, name: name.trim() } })) onDone()
  }
  return (
    <Card class="office__form">
      <Line title={t('office.name')} hint={t('office.nameHint')} value={name} onInput={setName} />
      <Failed failure={office.failed} />
      <p class="office__do">
        <Button tone="go" disabled={office.going || name.trim() === ''} onClick={() => void rename()}>
          {t('office.save')}
        </Button>
      </p>
    </Card>
  )
}
