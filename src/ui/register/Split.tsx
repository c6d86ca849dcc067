import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { doorName } from '../../domain/address.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { split } from '../../domain/register-form.ts'
import { peopleOf } from '../../domain/today.ts'
import { useView } from '../live.ts'
import { Chip, withTap } from '../parts/Chip.tsx'
import { Line } from '../parts/fields.tsx'
import { Button } from '../parts/pieces.tsx'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { SaveProblem } from '../visit/SaveProblem.tsx'
import { useAct } from './useAct.ts'

interface SplitProps {
  readonly household: RowOf<'household'>
  /** Who keeps house for himself; more may be ticked. */
  readonly resident: RowOf<'resident'> | undefined
}
/** Some of a household keep house for themselves behind the same door. */
export function Split({ household, resident }: SplitProps): JSX.Element {
  const view = useView()
  const act = useAct()
  const [take, setTake] = useState<readonly string[]>(resident === undefined ? [] : [resident.id])
  const [label, setLabel] = useState('')
  const { here, contacts } = peopleOf(view, household.id)
  const all = [...here, ...contacts]
  const areAll = take.length === all.length
  const save = (): Promise<void> =>
    act.save((stamp) => split(household, { take, label }, stamp), {
      to: `/household/${household.id}`,
      say: t('edit.saved', { door: doorName(view, household) }),
    })
  return (
    <Shell
      title={t('register.split')}
      sub={doorName(view, household)}
      back={`/register/${household.id}`}
      dock={
        <>
          <SaveProblem problem={act.problem} />
          <Button tone="go" size="big" wide disabled={take.length === 0 || areAll} onClick={() => void save()}>
            {take.length === 0 ? t('register.pickWho') : areAll ? t('register.leaveOne') : t('edit.save')}
          </Button>
        </>
      }
    >
      <fieldset class="lbl">
        <legend>{t('register.whoSplits')}</legend>
        <div class="chips">
          {all.map((row) => (
            <Chip key={row.id} isOn={take.includes(row.id)} onTap={() => setTake(withTap(take, row.id))}>
              {maskName(row.body.name)}
            </Chip>
          ))}
        </div>
      </fieldset>
      <Line title={t('edit.label')} hint={t('edit.labelHint')} value={label} onInput={setLabel} />
      <p class="soft">{t('register.splitKeeps')}</p>
    </Shell>
  )
}
