import { plusDays } from './calendar.ts'
import type { Decision, Of } from './decide.ts'
import { setFacility } from './facility.ts'
import { asId, type Day } from './ids.ts'
import { belongings, moveTo } from './move-stairs.ts'
import type { PostBody, Row } from './nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import { decideRedraw, withdrawRedraw } from './redraw.ts'
import { type Change, type Context, put, type See } from './see.ts'

export type Admin = Of<
  | ('post.give' | 'post.end' | 'post.hand_over' | 'person.rename' | 'household.move' | 'held.judge')
  | ('grid.redraw' | 'redraw.withdraw' | 'facility.set')
>

/** Administration is online only: it is judged on the server, with the sight of the coordinator who asks. */
export function decideAdmin(see: See, command: Admin, context: Context): Decision {
  switch (command.type) {
    case 'post.give':
      return givePost(see, command)
    case 'post.end':
      return endPost(see, command)
    case 'post.hand_over':
      return handOver(see, command)
    case 'person.rename':
      return renamePerson(see, command)
    case 'household.move':
      return moveHousehold(see, command)
    case 'held.judge':
      return judgeHeld(see, command, context)
    case 'grid.redraw':
      return decideRedraw(see, command, context)
    case 'redraw.withdraw':
      return withdrawRedraw(see, command)
    case 'facility.set':
      return setFacility(see, command)
    default: {
      const never: never = command
      return never
    }
  }
}

function givePost(see: See, command: Of<'post.give'>): Decision {
  const { post, person, name, grid, role, since, until, standIn } = command.payload
  if (until !== null && until < since) return { refused: 'bad_period' }
  if (see('grid', grid) === undefined) return { refused: 'not_found' }
  if (!(see('vocabulary', 'roles')?.body.terms ?? []).some((term) => term.id === role))
    return { refused: 'bad_payload' }
  const newcomer = nameNewcomer(see, person, name)
  if (newcomer === undefined) return { refused: 'not_found' }
  const body: PostBody = {
    person: asId(person),
    grid: asId(grid),
    role,
    since: since as Day,
    until: until as Day | null,
    ...(standIn === true ? { standIn } : {}),
  }
  return { changes: [...newcomer, put('post', { id: post, pack: COMMUNITY_PACK }, body)] }
}
/** Somebody who is not known yet comes with the first post, by name. */
function nameNewcomer(see: See, person: string, name: string | undefined): readonly Change[] | undefined {
  if (see('person', person) !== undefined) return []
  return name === undefined ? undefined : [put('person', { id: person, pack: COMMUNITY_PACK }, { name })]
}

function handOver(see: See, { payload }: Of<'post.hand_over'>): Decision {
  const { post: id, next, person, name, on } = payload
  const post = see('post', id)
  const newcomer = nameNewcomer(see, person, name)
  if (post === undefined || newcomer === undefined) return { refused: 'not_found' }
  const { since, until } = post.body
  if (on < since || (until !== null && on > until)) return { refused: 'bad_period' }
  if (person === post.body.person || see('post', next) !== undefined) return { refused: 'bad_payload' }
  const body: PostBody = { ...post.body, person: asId(person), since: on as Day }
  const ended: Change = { op: 'set', kind: 'post', id, set: { until: on }, edit: false }
  return { changes: [...newcomer, ended, put('post', { id: next, pack: COMMUNITY_PACK }, body)] }
}

function renamePerson(see: See, { payload: { person, name } }: Of<'person.rename'>): Decision {
  if (see('person', person) === undefined) return { refused: 'not_found' }
  return { changes: [{ op: 'set', kind: 'person', id: person, set: { name }, edit: false }] }
}

/** The day before it begins is the earliest last day: a post given by mistake that never was in force. */
function endPost(see: See, command: Of<'post.end'>): Decision {
  const post = see('post', command.payload.post)
  if (post === undefined) return { refused: 'not_found' }
  if (command.payload.until < plusDays(post.body.since, -1)) return { refused: 'bad_period' }
  return { changes: [{ op: 'set', kind: 'post', id: post.id, set: { until: command.payload.until }, edit: false }] }
}

/** A household that moves inside the community takes everything about it along: people, visits, needs, conflicts. */
function moveHousehold(see: See, command: Of<'household.move'>): Decision {
  const household = see('household', command.payload.household)
  const door = see('door', command.payload.door)
  if (household === undefined || door === undefined) return { refused: 'not_found' }
  const changes: Change[] = [{ op: 'set', kind: 'household', id: household.id, set: { doors: [door.id] }, edit: false }]
  if (household.pack === door.pack) return { changes }
  const rows: Row[] = [household, ...belongings(see, household.id)]
  return { changes: [...changes, ...rows.map((row) => moveTo(row, door.pack))] }
}

/** The coordinator's word on a held command; carrying it out is the server's (push.ts judges it again). */
function judgeHeld(see: See, command: Of<'held.judge'>, _context: Context): Decision {
  const held = see('held', command.payload.command)
  if (held === undefined) return { refused: 'not_found' }
  const state = command.payload.verdict === 'accept' ? 'accepted' : 'dismissed'
  return { changes: [{ op: 'set', kind: 'held', id: held.id, set: { state }, edit: false }] }
}
