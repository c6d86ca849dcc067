import type { JSX } from 'preact'
import { maskName } from '../../domain/mask.ts'
import type { Ending, RowOf } from '../../domain/nouns.ts'
import { endOf, pairOf } from '../../domain/register-form.ts'
import { useClock, useView } from '../live.ts'
import { Button, Card, Section } from '../parts/pieces.tsx'
import { t } from '../text/text.ts'
import { sayDayNear } from '../text/when.ts'
import { SaveProblem } from '../visit/SaveProblem.tsx'
import { useMayMerge } from './rights.ts'
import { useAct } from './useAct.ts'

interface DepartedProps {
  readonly household: RowOf<'household'>
}
/** Who lived here and ended, each with the way back: somebody noted it of the wrong one, or made one of two who are two. */
export function Departed({ household }: DepartedProps): JSX.Element | null {
  const gone = useView()
    .under('resident', household.id)
    .flatMap((resident) => (resident.body.ended === undefined ? [] : [{ resident, ended: resident.body.ended }]))
    .sort((a, b) => (a.ended.on < b.ended.on ? 1 : -1))
  if (gone.length === 0) return null
  return (
    <Section title={t('register.departed')}>
      <Card>
        {gone.map(({ resident, ended }) => (
          <Person key={resident.id} household={household} resident={resident} ended={ended} />
        ))}
      </Card>
    </Section>
  )
}

interface PersonProps extends DepartedProps {
  readonly resident: RowOf<'resident'>
  readonly ended: Ending
}
function Person({ household, resident, ended }: PersonProps): JSX.Element {
  const clock = useClock()
  const act = useAct()
  const mayMerge = useMayMerge(household)
  const isMerged = ended.why === 'merged'
  const name = maskName(resident.body.name)
  const back = t(isMerged ? 'register.partBack' : 'house.endedUndo')
  const undo = (): Promise<void> =>
    act.save(
      (stamp) =>
        isMerged ? pairOf('register.part', [resident, ended.into ?? ''], stamp) : endOf(resident, null, stamp),
      { to: `/household/${household.id}`, say: t('house.endedBack') },
    )
  return (
    <>
      <p class="note">
        <span class="note__t">
          {name}
          <small>{t('register.departedOn', { day: sayDayNear(ended.on, clock), how: t(`ended.${ended.why}`) })}</small>
        </span>
        {(!isMerged || mayMerge) && (
          <Button
            tone="quiet"
            size="s"
            icon="return"
            label={t('register.backOf', { name, back })}
            onClick={() => void undo()}
          >
            {back}
          </Button>
        )}
      </p>
      <SaveProblem problem={act.problem} />
    </>
  )
}
