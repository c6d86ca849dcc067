import type { JSX } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { CommandId } from '../../../domain/ids.ts'
import { suggestGroups } from '../../../domain/volunteer-groups.ts'
import { useLive, useView } from '../../live.ts'
import { announce } from '../../parts/live-region.ts'
import { Button } from '../../parts/pieces.tsx'
import { t } from '../../text/text.ts'
import { JustDone } from './JustDone.tsx'
import { useMayPut, type Volunteer } from './people.ts'
import { useMany } from './useMany.ts'

/** So many at a time: each is a command of its own, and somebody should still be able to look them over. */
const AT_ONCE = 100
interface Put {
  readonly person: string
  readonly group: string
  readonly command: CommandId
}

/** All who are in no group and suit one, each into the one that suits best, with a tap; and back with another. */
export function Suggested({ volunteers }: { readonly volunteers: readonly Volunteer[] }): JSX.Element {
  const view = useView()
  const { store } = useLive()
  const mayPut = useMayPut()
  const { going, each, act, takeBack } = useMany()
  const [said, setSaid] = useState('')
  const [put, setPut] = useState<readonly Put[]>([])
  const fits = useMemo(() => {
    const found: Omit<Put, 'command'>[] = []
    for (const { card } of volunteers) {
      if (found.length === AT_ONCE) break
      const [best] = card.body.groups.length === 0 && mayPut(card) ? suggestGroups(view, card.body) : []
      if (best !== undefined) found.push({ person: card.id, group: best.group })
    }
    return found
  }, [view, volunteers, mayPut])
  const tell = (words: string): void => {
    setSaid(words)
    announce(words)
  }
  const putAll = async (): Promise<void> => {
    const done: Put[] = []
    const failed = await each(fits, async ({ person, group }) => {
      const command = await act('card.edit', { person, set: { groups: [group] } })
      if (command !== undefined) done.push({ person, group, command })
      return command !== undefined
    })
    setPut(done)
    const lost = failed.length === 0 ? '' : t('check.failed', { count: failed.length })
    tell(t('group.putAllDone', { count: done.length }) + lost)
  }
  const takeAllBack = async (): Promise<void> => {
    const failed = await each(put, async ({ person, group, command }) => {
      // Whoever has been put elsewhere since then stays there.
      const { groups = [] } = store.view()('card', person)?.body ?? {}
      if (groups.join() !== group) return false
      return takeBack(command, (needs) => act('card.edit', { person, set: { groups: [] } }, needs))
    })
    setPut([])
    tell(t('group.putAllUndone', { count: put.length - failed.length }))
  }
  return (
    <>
      <JustDone
        going={going}
        said={said}
        onUndo={put.length > 0 && going === null ? () => void takeAllBack() : undefined}
        onClose={() => setSaid('')}
      />
      {fits.length > 0 && (
        <p class="task__order">
          <Button disabled={going !== null} onClick={() => void putAll()}>
            {t('group.putAll', { count: fits.length })}
          </Button>
        </p>
      )}
    </>
  )
}
