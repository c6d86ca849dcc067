import './visit.css'
import './edit.css'
import type { JSX } from 'preact'
import { useRoute } from 'preact-iso'
import { useView } from '../live.ts'
import { Gone } from './Gone.tsx'
import { HouseholdEdit } from './HouseholdEdit.tsx'
import { ResidentEdit } from './ResidentEdit.tsx'

/** The common fields of a household, or of one person in it. */
export function EditForm(): JSX.Element {
  const { params } = useRoute()
  const view = useView()
  const household = view('household', params['id'] ?? '')
  const resident = params['resident'] === undefined ? undefined : view('resident', params['resident'])
  if (household === undefined || (params['resident'] !== undefined && resident === undefined)) return <Gone />
  if (resident !== undefined) return <ResidentEdit key={resident.id} household={household} resident={resident} />
  return <HouseholdEdit key={household.id} household={household} />
}
