import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { asId, instantOf } from '../../../domain/ids.ts'
import { type BoardTask, PHASES, type Phase, taskBoard } from '../../../domain/task-board.ts'
import type { View } from '../../../store/contract.ts'
import { useClock, useIsWhole, useView } from '../../live.ts'
import { Button, Empty } from '../../parts/pieces.tsx'
import { useRemembered } from '../../parts/remembered.ts'
import { Shell } from '../../parts/Shell.tsx'
import { useDesk } from '../../parts/wide.ts'
import { KeyBar, useKeys } from '../../review/Keys.tsx'
import { t } from '../../text/text.ts'
import { lastPer } from '../last-per.ts'
import { BoardFilters, type Chosen } from './BoardFilters.tsx'
import { BoardList } from './BoardList.tsx'
import { BoardDetail } from './Detail.tsx'
import { Places } from './Places.tsx'

/** What is over is looked up, not looked through. */
const OVER: ReadonlySet<Phase> = new Set(['verified', 'expired', 'cancelled'])
const NO_FILTER: Chosen = {}

const boardOf = lastPer<View, Parameters<typeof taskBoard>[1], ReturnType<typeof taskBoard>>(taskBoard)

function useBoard(chosen: Chosen): {
  readonly counts: ReadonlyMap<Phase, number>
  readonly shown: readonly BoardTask[]
} {
  const view = useView()
  const { now } = useClock()
  const { grid, urgency, phase } = chosen
  const board = boardOf(view, {
    now: instantOf(now),
    ...(grid ? { grid: asId<'grid'>(grid) } : {}),
    ...(urgency ? { urgency } : {}),
  })
  return useMemo(() => {
    const phases = PHASES.filter((one) => (phase ? one === phase : !OVER.has(one)))
    return {
      counts: new Map([...board].map(([one, tasks]) => [one, tasks.length])),
      shown: phases.flatMap((one) => board.get(one) ?? []),
    }
  }, [board, phase])
}

/** All tasks in reach, those first that need somebody; at a desk with the task and its people beside them. */
export function Board(): JSX.Element {
  const isWhole = useIsWhole()
  const desk = useDesk()
  const { route } = useLocation()
  const [chosen, setChosen] = useRemembered<Chosen>('chosen', NO_FILTER)
  const [selected, setSelected] = useRemembered<string | undefined>('selected', undefined)
  const { counts, shown } = useBoard(chosen)
  const current = desk ? (shown.find(({ task }) => task.id === selected) ?? shown[0]) : undefined
  useKeys({
    ids: shown.map(({ task }) => task.id),
    at: '/task',
    current: current?.task.id,
    onMove: setSelected,
    onOpen: (id) => route(`/task/${id}`),
  })
  return (
    <Shell
      title={t('board.title')}
      {...(isWhole ? { aside: t('board.sub', { count: shown.length }) } : {})}
      back="/tasks"
      sync={!desk}
      tab="tasks"
      wide
      head={
        <>
          <Places at="board" />
          {isWhole && <BoardFilters chosen={chosen} counts={counts} onChoose={setChosen} />}
        </>
      }
      foot={<KeyBar open="board.key" />}
    >
      {isWhole ? (
        <div class="review">
          {shown.length === 0 ? (
            <NothingFound chosen={chosen} onClear={() => setChosen(NO_FILTER)} />
          ) : (
            <BoardList tasks={shown} current={current?.task.id} {...(desk ? { onSelect: setSelected } : {})} />
          )}
          {current !== undefined && <BoardDetail key={current.task.id} one={current} />}
        </div>
      ) : (
        <Empty title={t('tasks.notComplete')} hint={t('tasks.notCompleteHint')} />
      )}
    </Shell>
  )
}

function NothingFound({ chosen, onClear }: { readonly chosen: Chosen; readonly onClear: () => void }): JSX.Element {
  const isFiltered = Object.values(chosen).some(Boolean)
  if (!isFiltered) return <Empty title={t('board.none')} hint={t('board.noneHint')} />
  return (
    <Empty title={t('board.noneFound')} hint={t('board.noneFoundHint')}>
      <Button tone="go" onClick={onClear}>
        {t('review.clear')}
      </Button>
    </Empty>
  )
}
