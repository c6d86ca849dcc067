import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { deskDayOf, type Round } from '../../domain/desk-day.ts'
import { useClock, useView } from '../live.ts'
import { Icon, type IconName } from '../parts/Icon.tsx'
import { Facts, Section } from '../parts/pieces.tsx'
import { useRights } from '../rights.ts'
import { formatNumber, t } from '../text/text.ts'
import { todayOf } from '../text/when.ts'

/** The day of a coordinator: not hundreds of doors of others, but what came in and how each round stands. */
export function DeskDay(): JSX.Element {
  const view = useView()
  const today = todayOf(useClock())
  const { arrived, urgent, rounds } = useMemo(() => deskDayOf(view, today), [view, today])
  return (
    <>
      <Section title={t('desk.arrived')}>
        <div class="card">
          {urgent > 0 && <Arrived icon="you" words={t('desk.urgent')} count={urgent} you />}
          <Arrived icon="review" words={t('desk.visits')} count={arrived} />
        </div>
      </Section>
      <Section title={t('desk.rounds')} note={t('desk.roundsNote')}>
        <ul class="card">
          {rounds.map((round) => (
            <li key={round.grid.id}>
              <RoundRow round={round} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

interface ArrivedProps {
  readonly icon: IconName
  readonly words: string
  readonly count: number
  readonly you?: boolean
}
const Arrived = ({ icon, words, count, you = false }: ArrivedProps): JSX.Element => (
  <a class={you ? 'note note--you' : 'note'} href="/review">
    <Icon name={icon} />
    <b class="note__t">{words}</b>
    <span class={you ? 'num num--you' : 'num'}>{formatNumber(count)}</span>
    <Icon name="next" size="s" />
  </a>
)

/** A grid with what is due there; the list of its houses is one tap away. */
function RoundRow({ round }: { readonly round: Round }): JSX.Element {
  const { grid, due, red, households } = round
  const isSole = useRights().posts.some((post) => post.body.grid === grid.id)
  const query = new URLSearchParams({ layer: 'due', ...(isSole ? {} : { grid: grid.id }), as: 'list' })
  return (
    <a class="note" href={`/map?${query}`}>
      <span class="note__t">
        <b>{grid.body.name}</b>
        <small>
          <Facts of={[t('map.share.due', { count: due, of: households }), red > 0 && t('desk.red', { count: red })]} />
        </small>
      </span>
      <Icon name="next" size="s" />
    </a>
  )
}
