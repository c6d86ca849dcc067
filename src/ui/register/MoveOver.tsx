import type { JSX } from 'preact'
import { doorName } from '../../domain/address.ts'
import { maskName } from '../../domain/mask.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { moveOver } from '../../domain/register-form.ts'
import { useView } from '../live.ts'
import { Shell } from '../parts/Shell.tsx'
import { t } from '../text/text.ts'
import { SaveProblem } from '../visit/SaveProblem.tsx'
import { Others } from './Others.tsx'
import { useAct } from './useAct.ts'

interface MoveOverProps {
  readonly household: RowOf<'household'>
  readonly resident: RowOf<'resident'>
}
/** Somebody goes to live with another household: one tap on it. */
export function MoveOver({ household, resident }: MoveOverProps): JSX.Element {
  const view = useView()
  const act = useAct()
  const name = maskName(resident.body.name)
  return (
    <Shell
      title={t('register.overOf', { name })}
      sub={doorName(view, household)}
      back={`/register/${household.id}/leave/${resident.id}`}
    >
      <SaveProblem problem={act.problem} />
      <Others
        household={household}
        onPick={(to) =>
          void act.save((stamp) => moveOver(resident, to.id, stamp), {
            to: `/household/${to.id}`,
            say: t('register.overDone', { name, door: doorName(view, to) }),
          })
        }
      />
    </Shell>
  )
}
