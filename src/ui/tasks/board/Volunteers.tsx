import type { JSX } from 'preact'
import { useIsWhole } from '../../live.ts'
import { Empty } from '../../parts/pieces.tsx'
import { useRemembered } from '../../parts/remembered.ts'
import { Shell } from '../../parts/Shell.tsx'
import { useDesk } from '../../parts/wide.ts'
import { t } from '../../text/text.ts'
import { Balance } from './Balance.tsx'
import { Groups } from './Groups.tsx'
import { Places } from './Places.tsx'
import { useVolunteers } from './people.ts'

/** Who there is: in which groups, and what nobody can do at which time. */
export function Volunteers(): JSX.Element {
  const isWhole = useIsWhole()
  const desk = useDesk()
  const volunteers = useVolunteers()
  const [shown, setShown] = useRemembered<'groups' | 'balance'>('shown', 'groups')
  return (
    <Shell
      title={t('group.title')}
      {...(isWhole ? { aside: t('group.sub', { count: volunteers.length }) } : {})}
      back="/tasks"
      sync={!desk}
      tab="tasks"
      wide
      head={
        <>
          <Places at="people" />
          <div class="chips filters">
            {(['groups', 'balance'] as const).map((one) => (
              <button key={one} type="button" class="chip" aria-pressed={shown === one} onClick={() => setShown(one)}>
                {t(`group.${one}`)}
              </button>
            ))}
          </div>
        </>
      }
    >
      {!isWhole && <Empty title={t('tasks.notComplete')} hint={t('tasks.notCompleteHint')} />}
      {isWhole && volunteers.length === 0 && <Empty title={t('group.none')} hint={t('group.noneHint')} />}
      {isWhole && volunteers.length > 0 && shown === 'groups' && <Groups volunteers={volunteers} />}
      {isWhole && volunteers.length > 0 && shown === 'balance' && <Balance volunteers={volunteers} />}
    </Shell>
  )
}
