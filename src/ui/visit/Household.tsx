import './visit.css'
import './household.css'
import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { addressOf, doorName } from '../../domain/address.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Facts } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { Call } from './Call.tsx'
import { Gone } from './Gone.tsx'
import { Promises } from './Promises.tsx'
import { TimeLine } from './TimeLine.tsx'
import { WhoCard } from './WhoCard.tsx'

/** One household, one page: who lives here, what was promised, what was said. */
export function Household(): JSX.Element {
  const { params } = useRoute()
  const household = useView()('household', params['id'] ?? '')
  return household === undefined ? <Gone /> : <HouseholdPage key={household.id} household={household} />
}

function HouseholdPage({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const [isOpen, setOpen] = useState(false)
  const address = addressOf(view, household.body)
  const toggle = (): void => {
    setOpen(!isOpen)
    announce(t(isOpen ? 'house.hidden' : 'house.shown'))
  }
  return (
    <Shell
      title={doorName(view, household)}
      sub={<Place household={household} />}
      back={address === undefined ? '/' : `/building/${address.building.id}`}
      action={
        <Button tone="quiet" size="s" icon="eye" onClick={toggle}>
          {t(isOpen ? 'house.hideNames' : 'house.showNames')}
        </Button>
      }
      dock={
        <>
          <Call household={household} />
          <Button tone="go" size="big" wide icon="pen" href={`/visit/${household.id}`}>
            {t('house.log')}
          </Button>
        </>
      }
    >
      <WhoCard household={household} isOpen={isOpen} />
      <Promises household={household} />
      <TimeLine household={household} />
    </Shell>
  )
}

/** The same household beside a list, on a desk screen. */
export function HouseholdDetail({ id }: { readonly id: string }): JSX.Element | null {
  const view = useView()
  const [isOpen, setOpen] = useState(false)
  const household = view('household', id)
  if (household === undefined) return null
  return (
    <section aria-label={doorName(view, household)}>
      <div class="pane__h">
        <CareShape care={household.body.care} />
        <h2>{doorName(view, household)}</h2>
        <Button tone="quiet" size="s" icon="eye" onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'house.hideNames' : 'house.showNames')}
        </Button>
      </div>
      <WhoCard household={household} isOpen={isOpen} />
      <div class="pane__do">
        <Call household={household} />
        <Button tone="go" size="big" wide icon="pen" href={`/visit/${household.id}`}>
          {t('house.log')}
        </Button>
      </div>
      <Promises household={household} />
      <TimeLine household={household} />
    </section>
  )
}

function Place({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const address = addressOf(view, household.body)
  return <Facts of={[address?.building.body.name, termWord(view, 'dwellingStatus', household.body.dwelling)]} />
}
