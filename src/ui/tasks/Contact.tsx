import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import type { MyClaim } from './data.ts'
import { sayMoment } from './words.ts'

/** Whom it helps: shown only where the server has put it into the claimer's own pack, and gone when it takes it away. */
export function Contact({ task, mine }: { readonly task: RowOf<'task'>; readonly mine?: MyClaim }): JSX.Element | null {
  const view = useView()
  const told = mine === undefined ? undefined : view('disclosure', mine.claim.id)
  if (told !== undefined) return <Known told={told} />
  return <NotYet task={task} {...(mine === undefined ? {} : { mine })} />
}

function Known({ told }: { readonly told: RowOf<'disclosure'> }): JSX.Element {
  const { name = '', place, note, phone } = told.body
  return (
    <ContactCard who={place} name={name} details={() => note !== undefined && <p class="soft">{note}</p>}>
      {phone !== undefined && (
        <Button icon="call" href={`tel:${phone}`}>
          {t('task.call')}
        </Button>
      )}
      <Rule words={t('task.contactRule')} />
    </ContactCard>
  )
}

interface ContactCardProps {
  /** What stands before the name. */
  readonly who: string | undefined
  readonly name: string
  readonly details: (isOpen: boolean) => ComponentChildren
  readonly children?: ComponentChildren
}
/** Somebody to be helped: the name masked until a tap, like every name. */
export function ContactCard({ who, name, details, children }: ContactCardProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  return (
    <Card class="you contact">
      <div class="contact__t">
        <h2>
          {who} {isOpen ? name : maskName(name)}
        </h2>
        {details(isOpen)}
      </div>
      {name !== '' && (
        <button
          type="button"
          class="iconbtn"
          aria-label={t('task.showName')}
          aria-pressed={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon name="eye" />
        </button>
      )}
      {children}
    </Card>
  )
}
const Rule = ({ words }: { readonly words: string }): JSX.Element => (
  <p class="contact__rule soft">
    <Icon name="lock" size="m" />
    {words}
  </p>
)

const MAY_COME: ReadonlySet<string> = new Set(['pending', 'offered', 'waitlisted', 'confirmed', 'started', 'sent_back'])
function NotYet({ task, mine }: { readonly task: RowOf<'task'>; readonly mine?: MyClaim }): JSX.Element | null {
  const clock = useClock()
  const { tellsFrom } = task.body
  if (mine !== undefined && !MAY_COME.has(mine.standing)) return null
  const isConfirmed = mine?.standing === 'confirmed' || mine?.standing === 'started'
  return (
    <Card class="you">
      <Rule
        words={
          isConfirmed && tellsFrom !== undefined
            ? t('task.contactFrom', { when: sayMoment(tellsFrom, clock) })
            : t('task.contactLater')
        }
      />
    </Card>
  )
}
