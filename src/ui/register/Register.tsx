import '../visit/visit.css'
import '../visit/edit.css'
import './register.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import type { RowOf } from '../../domain/nouns.ts'
import { useView } from '../live.ts'
import { Gone } from '../visit/Gone.tsx'
import { AddPerson } from './AddPerson.tsx'
import { Changes } from './Changes.tsx'
import { EndHousehold, Leave } from './End.tsx'
import { History } from './History.tsx'
import { MergeHousehold, MergePerson } from './Merge.tsx'
import { MoveOver } from './MoveOver.tsx'
import { Split } from './Split.tsx'

/** What changes about who lives behind a door; each change is a page of its own. */
export function Register(): JSX.Element {
  const { params } = useRoute()
  const view = useView()
  const household = view('household', params['id'] ?? '')
  const resident = view('resident', params['resident'] ?? '')
  if (household === undefined) return <Gone />
  return (
    <Act
      key={`${params['act']}/${household.id}/${resident?.id}`}
      household={household}
      resident={resident}
      act={params['act']}
    />
  )
}
interface ActProps {
  readonly household: RowOf<'household'>
  readonly resident: RowOf<'resident'> | undefined
  readonly act: string | undefined
}
function Act({ household, resident, act }: ActProps): JSX.Element {
  switch (act) {
    case 'person':
      return <AddPerson household={household} />
    case 'out':
      return <EndHousehold household={household} />
    case 'split':
      return <Split household={household} resident={resident} />
    case 'merge':
      return resident === undefined ? (
        <MergeHousehold household={household} />
      ) : (
        <MergePerson household={household} resident={resident} />
      )
    case 'leave':
      return resident === undefined ? <Gone /> : <Leave household={household} resident={resident} />
    case 'over':
      return resident === undefined ? <Gone /> : <MoveOver household={household} resident={resident} />
    case 'history':
      return <History household={household} resident={resident} />
    default:
      return <Changes household={household} />
  }
}
