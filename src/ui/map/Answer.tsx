import type { ComponentChildren, JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { stairName } from '../../domain/address.ts'
import { ageOn } from '../../domain/age.ts'
import { dayOf, daysFrom } from '../../domain/calendar.ts'
import type { Point } from '../../domain/geometry.ts'
import type { Day } from '../../domain/ids.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import {
  aloneUnseen,
  livesAloneOld,
  marked,
  newcomers,
  nextNear,
  promised,
  type SharedNeed,
  sameNeeds,
} from '../../domain/questions.ts'
import { peopleOf } from '../../domain/today.ts'
import type { View } from '../../store/contract.ts'
import { useClock, useIsWhole, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Empty } from '../parts/pieces.tsx'
import { needWord, sayPeople, termWord } from '../text/household.ts'
import { t } from '../text/text.ts'
import { sayDue, todayOf } from '../text/when.ts'
import { Nothing, type RowProps, Rows } from './AnswerRows.tsx'
import { sayQuestion } from './Ask.tsx'
import { Gaps } from './Gaps.tsx'
import { partsOf } from './Houses.tsx'
import type { MapData, MapShape } from './map-data.ts'
import type { MapState } from './map-state.ts'

interface AnswerProps {
  readonly state: MapState
  readonly data: MapData
  readonly shape: MapShape
  readonly middle: { readonly current: Point | undefined }
  /** Where the person stands, once asked for. */
  readonly near: Point | undefined
}
/** One question with its answers; each leads to the household, and on to a visit. */
export function Answer(props: AnswerProps): JSX.Element {
  const { state, data } = props
  const view = useView()
  const isWhole = useIsWhole()
  if (!isWhole) return <Empty title={t('map.waiting')} hint={t('map.noneHint')} />
  const house = state.from === undefined ? undefined : view('building', state.from)
  const ask = state.ask ?? 'nextNear'
  return (
    <section class="ans">
      <h2 class="ans__q">{sayQuestion(ask, { days: state.days, house })}</h2>
      {ask === 'aloneUnseen' && <AloneUnseen {...props} />}
      {ask === 'nextNear' && <NextNear {...props} />}
      {ask === 'promised' && <Promised {...props} />}
      {ask === 'sameNeed' && <SameNeed {...props} />}
      {ask === 'newcomers' && <Newcomers {...props} />}
      {ask === 'marked' && <MarkedHouses {...props} />}
      {ask === 'gaps' && <Gaps placed={data.placed} />}
    </section>
  )
}

function AloneUnseen({ state, data }: AnswerProps): JSX.Element {
  const view = useView()
  const clock = useClock()
  const today = todayOf(clock)
  const found = useMemo(() => aloneUnseen(view, data.placed, data.moment), [view, data])
  const of = useMemo(
    () => data.placed.filter((one) => livesAloneOld(view, one.household, today) !== undefined).length,
    [view, data, today],
  )
  const rows = found.map(({ household }): RowProps => {
    const person = livesAloneOld(view, household, today)
    const age = person?.body.birth === undefined ? undefined : ageOn(person.body.birth, today)
    const { lastReached } = household.body
    return {
      household,
      facts: [
        person && maskName(person.body.name),
        age !== undefined && t('map.age', { count: age }),
        lastReached === null
          ? t('map.class.never')
          : t('map.unseenFor', { count: daysFrom(dayOf(lastReached, clock.timeZone), today) }),
      ],
    }
  })
  return (
    <>
      <p class="soft">{t('map.aloneOf', { count: found.length, of, days: state.days })}</p>
      <Rows rows={rows} />
    </>
  )
}

/** From the house chosen, else from where the person stands, else from the middle of the picture. */
function NextNear({ state, data, shape, middle, near }: AnswerProps): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const spotOf = (id: string): Point | undefined => {
    const footprint = shape.byId.get(id)
    return footprint && partsOf(footprint).spot.at
  }
  const first = data.placed[0]?.building ?? ''
  const from = spotOf(state.from ?? '') ?? near ?? middle.current ?? spotOf(first) ?? [0, 0]
  const mine = new Set(data.placed.map((one) => one.household.id))
  const found = nextNear(view, today, { from, spotOf }).filter(({ household }) => mine.has(household.id))
  const rows = found.map(({ household, metres }): RowProps => {
    const far = metres !== undefined && t('map.metres', { count: Math.round(metres / 10) * 10 })
    return { household, facts: [...whoAndWhen(view, household, today), far] }
  })
  return (
    <>
      <p class="soft">{t('map.dueOf', { count: found.length, of: data.placed.length })}</p>
      <Rows rows={rows} />
    </>
  )
}

const whoAndWhen = (view: View, { id, body }: RowOf<'household'>, today: Day): readonly ComponentChildren[] => {
  const standing = body.nextDue === null ? undefined : sayDue(body.nextDue, today)
  return [
    sayPeople(peopleOf(view, id).here),
    standing && <span class={standing.late ? 'late' : ''}>{standing.words}</span>,
  ]
}

function Newcomers({ data }: AnswerProps): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const found = newcomers(data.placed)
  return (
    <>
      <p class="soft">{t('map.newOf', { count: found.length, of: data.placed.length })}</p>
      <Rows rows={found.map(({ household }) => ({ household, facts: whoAndWhen(view, household, today) }))} />
    </>
  )
}

function Promised({ state, data }: AnswerProps): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const placed = state.from === undefined ? data.placed : data.all.filter((one) => one.building === state.from)
  const found = promised(placed)
  const rows = found.map(({ placed: { household }, need }): RowProps => {
    const standing = sayDue(need.body.answerBy, today)
    return {
      household,
      facts: [
        <b key="what">{needWord(view, need.body.category)}</b>,
        need.body.text,
        <span key="due" class={standing.late ? 'late' : ''}>
          {standing.words}
        </span>,
      ],
    }
  })
  const homes = new Set(found.map((one) => one.placed.household.id)).size
  return (
    <>
      <p class="soft">{t('map.promisedOf', { count: found.length, homes, of: placed.length })}</p>
      <Rows rows={rows} />
    </>
  )
}

function SameNeed({ data }: AnswerProps): JSX.Element {
  const found = useMemo(() => sameNeeds(data.placed), [data])
  if (found.length === 0) return <Nothing />
  return (
    <>
      <p class="soft">{t('map.sameOf', { count: new Set(found.map((one) => one.stair)).size })}</p>
      {found.map((one) => (
        <Shared key={`${one.building}/${one.stair}/${one.category}`} shared={one} />
      ))}
    </>
  )
}
function Shared({ shared }: { readonly shared: SharedNeed }): JSX.Element {
  const view = useView()
  const building = view('building', shared.building)?.body
  const stair = building?.stairs.find((one) => one.id === shared.stair)
  return (
    <>
      <h3 class="ans__h">
        {building?.name}{' '}
        {building !== undefined && stair !== undefined && building.stairs.length > 1 && stairName(building, stair)}{' '}
        {t('map.classCount', { name: needWord(view, shared.category), count: shared.households.length })}
      </h3>
      <Rows
        rows={shared.households.map(({ household, needs }) => ({
          household,
          facts: [
            sayPeople(peopleOf(view, household.id).here),
            needs.find((need) => need.body.category === shared.category)?.body.text,
          ],
        }))}
      />
    </>
  )
}

/** Houses with what they are marked with; each leads to its doors, where the marks are put right. */
function MarkedHouses({ data }: AnswerProps): JSX.Element {
  const view = useView()
  const found = useMemo(() => marked(view, data.placed), [view, data])
  if (found.length === 0) return <Nothing />
  return (
    <>
      {found.map(({ attribute, buildings }) => (
        <section key={attribute}>
          <h3 class="ans__h">
            {t('map.classCount', { name: termWord(view, 'buildingAttributes', attribute), count: buildings.length })}
          </h3>
          <div class="card">
            {buildings.map(({ id, body }) => (
              <a key={id} class="note" href={`/building/${id}`}>
                <span class="note__t">{body.name}</span>
                <Icon name="next" size="s" />
              </a>
            ))}
          </div>
        </section>
      ))}
    </>
  )
}
