import type { JSX } from 'preact'
import type { RowOf } from '../../domain/nouns.ts'
import { endOf, pairOf } from '../../domain/register-form.ts'
import { useClock, useView } from '../live.ts'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { useMayMerge } from '../register/rights.ts'
import { useAct } from '../register/useAct.ts'
import { t } from '../text/text.ts'
import { sayDayNear } from '../text/when.ts'
import { SaveProblem } from './SaveProblem.tsx'

/** Why nobody is called on here any more, and the way back: what was ended by mistake, or merged. */
export function Ended({ household }: { readonly household: RowOf<'household'> }): JSX.Element | null {
  const clock = useClock()
  const act = useAct()
  const mayMerge = useMayMerge(household)
  const { ended } = household.body
  if (ended === undefined) return <Joined household={household} />
  const isMerged = ended.why === 'merged'
  const undo = (): Promise<void> =>
    act.save(
      (stamp) =>
        isMerged ? pairOf('register.part', [household, ended.into ?? ''], stamp) : endOf(household, null, stamp),
      { to: `/household/${household.id}`, say: t('house.endedBack') },
    )
  return (
    <div class="card you">
      <p class="note">
        <Icon name="out" />
        <b class="note__t">{t('house.ended', { day: sayDayNear(ended.on, clock), how: t(`ended.${ended.why}`) })}</b>
      </p>
      <div class="pane__do">
        {ended.into !== undefined && <Button href={`/household/${ended.into}`}>{t('house.endedInto')}</Button>}
        {(!isMerged || mayMerge) && (
          <Button tone="quiet" icon="return" onClick={() => void undo()}>
            {t(isMerged ? 'house.endedPart' : 'house.endedUndo')}
          </Button>
        )}
      </div>
      <SaveProblem problem={act.problem} />
    </div>
  )
}
/** Records that went into this one, to be opened and taken out again. */
function Joined({ household }: { readonly household: RowOf<'household'> }): JSX.Element | null {
  const joined = useView()
    .all('household')
    .filter((row) => row.body.ended?.into === household.id)
  if (joined.length === 0) return null
  return (
    <>
      {joined.map((row) => (
        <a key={row.id} class="note" href={`/household/${row.id}`}>
          <Icon name="return" />
          <span class="note__t">{t('house.joined')}</span>
          <Icon name="next" size="s" />
        </a>
      ))}
    </>
  )
}
