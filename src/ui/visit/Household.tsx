import './visit.css'
import './household.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { addressOf, doorName } from '../../domain/address.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { type Look, useLook } from '../look.ts'
import { CareShape } from '../parts/CareShape.tsx'
import { LookFailed } from '../parts/LookFailed.tsx'
import { announce } from '../parts/live-region.ts'
import { Button, Facts } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { Call } from './Call.tsx'
import { Ended } from './Ended.tsx'
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
  const look = useLook(household)
  const address = addressOf(view, household.body)
  return (
    <Shell
      title={doorName(view, household)}
      sub={<Place household={household} />}
      back={address === undefined ? '/' : `/building/${address.building.id}`}
      action={<LookButton look={look} />}
      dock={
        <>
          <Call household={household} />
          <Button tone="go" size="big" wide icon="pen" href={`/visit/${household.id}`}>
            {t('house.log')}
          </Button>
        </>
      }
    >
      <LookFailed look={look} />
      <Ended household={household} />
      <WhoCard household={household} isOpen={look.isOpen} />
      <Promises household={household} />
      <TimeLine household={household} />
    </Shell>
  )
}

/** The same household beside a list, on a desk screen. */
export function HouseholdDetail({ id }: { readonly id: string }): JSX.Element | null {
  const view = useView()
  const household = view('household', id)
  const look = useLook(household)
  if (household === undefined) return null
  return (
    <section aria-label={doorName(view, household)}>
      <div class="pane__h">
        <CareShape care={household.body.care} />
        <h2>{doorName(view, household)}</h2>
        <LookButton look={look} />
      </div>
      <LookFailed look={look} />
      <Ended household={household} />
      <WhoCard household={household} isOpen={look.isOpen} />
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

function LookButton({ look }: { readonly look: Look }): JSX.Element {
  const toggle = async (): Promise<void> => {
    const isOpen = await look.toggle()
    announce(t(isOpen ? 'house.shown' : 'house.hidden'))
  }
  return (
    <Button tone="quiet" size="s" icon="eye" onClick={() => void toggle()}>
      {t(look.isOpen ? 'house.hideNames' : look.isKept ? 'house.showNamesKept' : 'house.showNames')}
    </Button>
  )
}

function Place({ household }: { readonly household: RowOf<'household'> }): JSX.Element {
  const view = useView()
  const address = addressOf(view, household.body)
  return <Facts of={[address?.building.body.name, termWord(view, 'dwellingStatus', household.body.dwelling)]} />
}
