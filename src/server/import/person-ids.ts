import type { CommunityId, ResidentId } from '../../domain/ids.ts'
import { derivedId } from './ids.ts'
import type { RosterPerson } from './roster.ts'

/** A person of a group, and which of those of the same name. */
export interface Named {
  readonly person: RosterPerson
  readonly ordinal: number
}

/** By the office's own number, whichever the door: whoever moves keeps it. */
export const numberId = (community: CommunityId, { foreignId }: RosterPerson): ResidentId | undefined =>
  foreignId === undefined ? undefined : derivedId(community, 'resident', ['#', foreignId])

/** By the household in which somebody was first told; from the second on for namesakes that came after who left. */
export const nameId = (
  community: CommunityId,
  household: string,
  { person, ordinal, nth = 1 }: Named & { readonly nth?: number },
): ResidentId =>
  derivedId(community, 'resident', [household, person.name, String(ordinal), ...(nth === 1 ? [] : [String(nth)])])
