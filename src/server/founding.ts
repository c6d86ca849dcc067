import { COMMUNITY_ROW, DEFAULT_TIME_ZONE } from '../domain/due.ts'
import type { CommunityBody } from '../domain/nouns.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { type Change, put } from '../domain/see.ts'
import { vocabularyChanges } from './vocabulary.ts'

/** What a community begins with, whoever founds it: its name and its own copy of the default lists. */
export function foundingChanges(name: string): readonly Change[] {
  const body: CommunityBody = { name, timeZone: DEFAULT_TIME_ZONE, mode: 'peace', demo: false }
  return [put('community', { id: COMMUNITY_ROW, pack: COMMUNITY_PACK }, body), ...vocabularyChanges()]
}
