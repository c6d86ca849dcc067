import '../tasks.css'
import '../../review/review.css'
import '../../review/desk.css'
import '../../needs/needs.css'
import './board.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { Board } from './Board.tsx'
import { Check } from './Check.tsx'
import { Volunteers } from './Volunteers.tsx'

/** The coordinator's side of tasks comes as one file, like the volunteers': who opens one of the three opens the others. */
export function Desk(): JSX.Element {
  const { what } = useRoute().params
  switch (what) {
    case 'check':
      return <Check />
    case 'people':
      return <Volunteers />
    default:
      return <Board />
  }
}
