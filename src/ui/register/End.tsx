import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { doorName } from '../../domain/address.ts'
import type { Day } from '../../domain/ids.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { endOf, type Why } from '../../domain/register-form.ts'
import { peopleOf } from '../../domain/today.ts'
import { useClock, useView } from '../live.ts'
import { Moment } from '../parts/fields.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button, Card } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { sayPeople } from '../text/household.ts'
import { t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'
import { SaveProblem } from '../visit/SaveProblem.tsx'
import { useAct } from './useAct.ts'

interface HouseholdProps {
  readonly household: RowOf<'household'>
}
/** The whole household has left; nothing of what was noted goes. */
export function EndHousehold({ household }: HouseholdProps): JSX.Element {
  const view = useView()
  return (
    <EndPage title={t('register.moveOut')} household={household} row={household} whys={['moved_out', 'mistake']}>
      <p class="say">{sayPeople(peopleOf(view, household.id).here)}</p>
      <p class="soft">{t('register.endKeeps')}</p>
    </EndPage>
  )
}

interface LeaveProps extends HouseholdProps {
  readonly resident: RowOf<'resident'>
}
/** One person leaves: out of the community, out of life, to another household, or to a household of his own. */
export function Leave({ household, resident }: LeaveProps): JSX.Element {
  const isAlone = peopleOf(useView(), household.id).here.length < 2
  const at = (act: string): string => `/register/${household.id}/${act}/${resident.id}`
  return (
    <EndPage
      title={t('register.leaveOf', { name: maskName(resident.body.name) })}
      household={household}
      row={resident}
      whys={['moved_out', 'deceased', 'mistake']}
    >
      <Card class="instead">
        <a class="note" href={at('over')}>
          <Icon name="home" />
          <span class="note__t">{t('register.over')}</span>
          <Icon name="next" size="s" />
        </a>
        {!isAlone && (
          <a class="note" href={at('split')}>
            <Icon name="board" />
            <span class="note__t">{t('register.splitOne')}</span>
            <Icon name="next" size="s" />
          </a>
        )}
      </Card>
    </EndPage>
  )
}

interface EndPageProps extends HouseholdProps {
  readonly title: string
  readonly row: RowOf<'household'> | RowOf<'resident'>
  readonly whys: readonly Why[]
  readonly children: JSX.Element | JSX.Element[]
}
function EndPage({ title, household, row, whys, children }: EndPageProps): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const act = useAct()
  const [why, setWhy] = useState<Why>()
  const [on, setOn] = useState<string>(today)
  const home = `/household/${household.id}`
  const save = (): void => {
    if (why === undefined) return
    void act.save((stamp) => endOf(row, { on: on as Day, why }, stamp), {
      to: home,
      say: t('edit.saved', { door: doorName(view, household) }),
    })
  }
  return (
    <Shell
      title={title}
      sub={doorName(view, household)}
      back={`/register/${household.id}`}
      dock={
        <>
          <SaveProblem problem={act.problem} />
          <Button tone="go" size="big" wide disabled={why === undefined || on === '' || on > today} onClick={save}>
            {why === undefined ? t('register.pickWhy') : t('edit.save')}
          </Button>
        </>
      }
    >
      <fieldset class="lbl">
        <legend>{t('register.why')}</legend>
        <div class="chips">
          {whys.map((each) => (
            <button key={each} type="button" class="chip" aria-pressed={why === each} onClick={() => setWhy(each)}>
              {t(`register.why.${each}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <Moment title={t('register.since')} max={today} value={on} onInput={setOn} />
      {children}
    </Shell>
  )
}
