import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Instant } from '../../domain/ids.ts'
import { spellCode } from '../../domain/sign-in-code.ts'
import { type Staff, staffIn } from '../../domain/staff.ts'
import { useMayCoordinate } from '../coordinating.ts'
import { useClock, useStatus, useView } from '../live.ts'
import { Button, Card, Facts, Meter } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayWhen, todayOf } from '../text/when.ts'
import { Failed, Frame } from './Frame.tsx'
import { usePostWords } from './post-words.ts'
import { drawCode } from './qr.ts'
import { useOffice } from './useOffice.ts'

interface Ticket {
  readonly staff: Staff
  readonly code: string
  readonly expires: Instant
  /** An outline of squares, and how many squares a side. */
  readonly drawing: { readonly path: string; readonly side: number }
}

/** A sheet to print and cut: for each chosen person a code that signs in once. */
export function Invite(): JSX.Element {
  const { who } = useRoute().query
  const [chosen, setChosen] = useState<readonly string[]>(who === undefined ? [] : [who])
  const [tickets, setTickets] = useState<readonly Ticket[]>()
  const today = todayOf(useClock())
  const office = useOffice()
  const staff = staffIn(useView(), useMayCoordinate(), today).filter((each) => each.hasPost)
  const make = async (): Promise<void> => {
    const made: Ticket[] = []
    for (const one of staff.filter(({ person }) => chosen.includes(person.id))) {
      const given = await office.ask<{ readonly code: string; readonly expires: Instant }>('code.give', {
        person: one.person.id,
      })
      // What was given until then is on the sheet: a code is shown once.
      if (given === undefined) break
      made.push({ staff: one, ...given, drawing: await drawCode(`${location.origin}/signin#code=${given.code}`) })
      setTickets([...made])
    }
  }
  if (tickets !== undefined)
    return <Sheet tickets={tickets} of={chosen.length} failed={<Failed failure={office.failed} />} />
  return (
    <Frame
      title={t('office.to.invite')}
      sub={t('office.inviteSub')}
      dock={
        <Button
          tone="go"
          size="big"
          icon="print"
          wide
          disabled={chosen.length === 0 || office.going}
          onClick={() => void make()}
        >
          {t(office.going ? 'office.going' : 'office.makeSheet', { count: chosen.length })}
        </Button>
      }
    >
      <Failed failure={office.failed} />
      <p class="office__do">
        <Button size="s" onClick={() => setChosen(staff.map(({ person }) => person.id))}>
          {t('office.all', { count: staff.length })}
        </Button>
        <Button size="s" tone="quiet" onClick={() => setChosen([])}>
          {t('office.none')}
        </Button>
      </p>
      <Card>
        {staff.map((each) => (
          <Choose key={each.person.id} staff={each} chosen={chosen} onChoose={setChosen} />
        ))}
      </Card>
    </Frame>
  )
}

interface ChooseProps {
  readonly staff: Staff
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
}
function Choose({ staff, chosen, onChoose }: ChooseProps): JSX.Element {
  const say = usePostWords()
  const { id, body } = staff.person
  const isOn = chosen.includes(id)
  return (
    <label class="note">
      <input
        type="checkbox"
        checked={isOn}
        onChange={() => onChoose(isOn ? chosen.filter((one) => one !== id) : [...chosen, id])}
      />
      <span class="note__t">
        {body.name}
        <small>
          <Facts of={staff.posts.slice(0, 2).map((post) => say(post.body))} />
        </small>
      </span>
    </label>
  )
}

interface SheetProps {
  readonly tickets: readonly Ticket[]
  readonly of: number
  readonly failed: JSX.Element
}
function Sheet({ tickets, of, failed }: SheetProps): JSX.Element {
  const clock = useClock()
  const say = usePostWords()
  const { session } = useStatus()
  const words = t('office.made', { done: tickets.length, count: of })
  return (
    <Frame title={t('office.to.invite')} back="/office">
      <div class="office__do">
        {failed}
        <p>{words}</p>
        {tickets.length < of && <Meter done={tickets.length} of={of} words={words} />}
        <p class="soft">{t('office.sheetHint')}</p>
        <Button tone="go" icon="print" onClick={() => print()}>
          {t('office.print')}
        </Button>
      </div>
      <div class="invite">
        {tickets.map(({ staff, code, expires, drawing }) => (
          <section key={code} class="card">
            <h2>{staff.person.body.name}</h2>
            <p class="soft">
              <Facts of={[session.communityName, ...staff.posts.slice(0, 2).map((post) => say(post.body))]} />
            </p>
            <svg viewBox={`0 0 ${drawing.side} ${drawing.side}`} role="img" aria-label={t('office.qr')}>
              <path d={drawing.path} />
            </svg>
            <p>
              <b>{spellCode(code)}</b>
            </p>
            <p class="soft">{t('office.ticket', { address: location.host, when: sayWhen(expires, clock) })}</p>
          </section>
        ))}
      </div>
    </Frame>
  )
}
