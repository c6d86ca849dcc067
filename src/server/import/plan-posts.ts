import { asId, type CommunityId, type Day, type PersonId } from '../../domain/ids.ts'
import type { PostBody, RowOf } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { type Change, put } from '../../domain/see.ts'
import type { Dictionary } from './dictionary.ts'
import { diffRow, type Tally } from './diff.ts'
import type { GridTree } from './grid-tree.ts'
import { derivedId } from './ids.ts'
import type { FieldRow } from './parsed.ts'
import type { Reason, Rejected, Remarks } from './problems.ts'
import { isYes, readDay } from './values.ts'

export interface PostPlanning {
  readonly community: CommunityId
  readonly dictionary: Dictionary
  readonly grids: GridTree
  readonly remarks: Remarks
  readonly today: Day
  readonly tally: Tally
  readonly people: readonly RowOf<'person'>[]
  readonly posts: readonly RowOf<'post'>[]
}
/** A row of the file of posts, or a leader in one of grids. */
export type PostRow = FieldRow & { readonly file: 'posts' | 'grids' }
export interface PlannedPosts {
  readonly changes: readonly Change[]
  readonly rejected: readonly Rejected[]
  /** Everybody the file names, in its order: each gets a sign-in code. */
  readonly people: readonly { readonly id: PersonId; readonly name: string }[]
}

/** Plans dated posts and the people who hold them. Somebody known by name is the same person, with one post more. */
export function planPosts(planning: PostPlanning, rows: readonly PostRow[]): PlannedPosts {
  const changes: Change[] = []
  const rejected: Rejected[] = []
  const people = new Map<PersonId, string>()
  for (const row of rows) {
    const read = readPost(planning, row)
    if ('reason' in read) {
      rejected.push({ file: row.file, line: row.line, ...read })
      continue
    }
    const { person, name, post } = read
    if (!people.has(person)) changes.push(...planPerson(planning, person, name))
    people.set(person, name)
    changes.push(...planPost(planning, post))
  }
  return { changes, rejected, people: [...people].map(([id, name]) => ({ id, name })) }
}

interface ReadPost {
  readonly person: PersonId
  readonly name: string
  readonly post: PostBody
}
function readPost(
  planning: PostPlanning,
  { file, line, cells }: PostRow,
): ReadPost | { readonly reason: Reason; readonly found?: string } {
  const { person: name, role: roleWord, grid: gridWord, since: from, until: to } = cells
  if (name === undefined) return { reason: 'no_person' }
  if (name.length > 60) return { reason: 'name_too_long', found: name.slice(0, 20) }
  if (roleWord === undefined) return { reason: 'no_role' }
  const role = planning.dictionary.role(roleWord)
  if (role === undefined) return { reason: 'unknown_role', found: roleWord.slice(0, 40) }
  if (gridWord === undefined) return { reason: 'no_grid' }
  const [grid, second] = planning.grids.find(gridWord)
  if (grid === undefined) return { reason: 'unknown_grid', found: gridWord.slice(0, 40) }
  if (second !== undefined) return { reason: 'ambiguous_grid', found: gridWord.slice(0, 40) }
  const since = from === undefined ? planning.today : readDay(from)
  const until = to === undefined ? null : readDay(to)
  if (since === undefined || until === undefined)
    return { reason: 'bad_day', found: `${from ?? ''} ${to ?? ''}`.trim() }
  if (until !== null && until < since) return { reason: 'bad_period', found: `${since} ${until}` }
  const level = planning.grids.levelOf(grid)
  if (level !== undefined && role.levels.length > 0 && !role.levels.includes(level))
    planning.remarks.add({ file, code: 'role_level', found: `${roleWord} ${gridWord}`.slice(0, 60), line })
  const person = personId(planning, name, cells['personNo'])
  const standIn = isYes(cells['standIn'] ?? '') ? { standIn: true } : {}
  return { person, name, post: { person, grid, role: role.id, since, until, ...standIn } }
}

/** A staff number tells two people of one name apart; without it a name is a person. */
function personId({ community, people }: PostPlanning, name: string, number: string | undefined): PersonId {
  if (number !== undefined) return derivedId(community, 'person', ['#', number])
  const [known, other] = people.filter(({ body }) => body.name === name && body.ended === undefined)
  return known === undefined || other !== undefined ? derivedId(community, 'person', [name]) : asId(known.id)
}

function planPerson({ people, tally }: PostPlanning, id: PersonId, name: string): readonly Change[] {
  const known = people.find((person) => person.id === id)
  const isSame = known?.body.name === name
  tally.count('people', known === undefined ? 'new' : isSame ? 'same' : 'changed')
  if (isSame) return []
  return known === undefined
    ? [put('person', { id, pack: COMMUNITY_PACK }, { name })]
    : [{ op: 'set', kind: 'person', id, set: { name }, edit: false }]
}

/** A post is named by person, role, grid and first day; without a first day by one that is held already. */
function planPost({ community, posts, tally, today }: PostPlanning, post: PostBody): readonly Change[] {
  const same = posts.filter(
    ({ body }) => body.person === post.person && body.role === post.role && body.grid === post.grid,
  )
  const id = derivedId(community, 'post', [post.person, post.role, post.grid, post.since])
  const known =
    same.find((row) => row.id === id || row.body.since === post.since) ??
    (post.since === today ? same.find(({ body }) => body.until === null || body.until >= today) : undefined)
  if (known === undefined) {
    tally.count('posts', 'new')
    return [put('post', { id, pack: COMMUNITY_PACK }, post)]
  }
  const set = diffRow(tally, known, { until: post.until })
  tally.count('posts', Object.keys(set).length === 0 ? 'same' : 'changed')
  return Object.keys(set).length === 0 ? [] : [{ op: 'set', kind: 'post', id: known.id, set, edit: false }]
}
