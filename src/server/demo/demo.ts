import { createHash } from 'node:crypto'
import { dayOf } from '../../domain/calendar.ts'
import { DEFAULT_TIME_ZONE } from '../../domain/due.ts'
import { asId, type CommandId, type CommunityId, instantOf, makeCommandId } from '../../domain/ids.ts'
import { commitServerChanges } from '../commit.ts'
import { addCommunity, type Server } from '../server.ts'
import { demoParts } from './parts.ts'
import { DEMO_PEOPLE, type DemoPeople } from './posts.ts'

export const DEMO_COMMUNITY: CommunityId = asId('demo-a')
const SEED = 'community A'

/**
 * Writes demo community A as of today, all of it in one transaction. Its commands carry ids that follow from the
 * seed: a second call changes nothing.
 */
export async function fillDemo(server: Server): Promise<void> {
  const now = server.clock()
  const today = dayOf(instantOf(now), DEFAULT_TIME_ZONE)
  const commands = demoParts(SEED, today).map(({ name, changes }) => ({
    id: commandIdOf(name),
    type: 'server.demo',
    author: DEMO_PEOPLE.coordinator,
    payload: { part: name },
    changes,
  }))
  await addCommunity(server, DEMO_COMMUNITY)
  await commitServerChanges(server, DEMO_COMMUNITY, commands)
}
/** The time in the id is the year the demo was drawn up, not now: the id must not depend on when it is filled. */
const commandIdOf = (name: string): CommandId =>
  makeCommandId(Date.UTC(2026, 0, 1), createHash('sha256').update(`${SEED}/${name}`).digest())

/** Whom the printed sign-in codes are for. */
export const demoPeople = async (_server: Server): Promise<DemoPeople> => DEMO_PEOPLE
