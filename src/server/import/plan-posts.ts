import { asId, type CommunityId, type Day, type PersonId } from '../../domain/ids.ts'
import type { PostBody, RowOf } from '../../domain/nouns.ts'
import { COMMUNITY_PACK } from '../../domain/packs.ts'
import { type Change, put } from '../../domain/see.ts'
import type { NamesOnce } from './decided.ts'
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
  readonly namesOnce: NamesOnce
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
    people.set(person, nameNow(planning, person, name))
    changes.push(...planPost(planning, post, row.cells['since'] !== undefined))
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
  if (grid === undefined)
    return {
      reason: planning.grids.findEnded(gridWord) === undefined ? 'unknown_grid' : 'grid_ended',
      found: gridWord.slice(0, 40),
    }
  if (second !== undefined) return { reason: 'ambiguous_grid', found: gridWord.slice(0, 40) }
  const since = from === undefined ? planning.today : readDay(from)
  const until = to === undefined ? null : readDay(to)
  if (since === undefined || until === undefined)
    return { reason: 'bad_day', found: `${from ?? ''} ${to ?? ''}`.trim() }
  if (until !== null && until < since) return { reason: 'bad_period', found: `${since} ${until}` }
  const level = planning.grids.levelOf(grid)
  if (level !== undefined && role.levels.length > 0 && !role.levels.includes(level))
    planning.remarks.add({ file, code: 'role_level', found: `${roleWord} ${gridWord}`.slice(0, 60), line })
  const held = { role: role.id, grid }
  const person =
    cells['personNo'] === undefined ? personNamed(planning, name, held) : numbered(planning, cells['personNo'])
  const standIn = isYes(cells['standIn'] ?? '') ? { standIn: true } : {}
  return { person, name, post: { person, ...held, since, until, ...standIn } }
}

/** A staff number tells two people of one name apart; without it a name is a person. */
const numbered = ({ community }: PostPlanning, number: string): PersonId =>
  derivedId(community, 'person', ['#', number])
/** Whoever is called so; or was, until Administration gave the name that holds now. Of several, who holds the post. */
function personNamed(
  { community, people, posts, namesOnce }: PostPlanning,
  name: string,
  held: Pick<PostBody, 'role' | 'grid'>,
): PersonId {
  const id = derivedId(community, 'person', [name])
  const wasNamed = (row: RowOf<'person'>): boolean =>
    row.writer['name'] !== undefined && (row.id === id || (namesOnce.get(`person/${row.id}`)?.has(name) ?? false))
  const living = people.filter(({ body }) => body.ended === undefined)
  const now = living.filter(({ body }) => body.name === name)
  const all = [...now, ...living.filter((row) => row.body.name !== name && wasNamed(row))]
  const holding = all.filter((row) =>
    posts.some(({ body }) => body.person === row.id && body.role === held.role && body.grid === held.grid),
  )
  const only = [all, holding, now].find((some) => some.length === 1)?.[0]
  return only === undefined ? id : asId(only.id)
}
/** Whose name Administration gave bears it, whatever a file says. */
function nameNow({ people }: PostPlanning, id: PersonId, said: string): string {
  const known = people.find((person) => person.id === id)
  return known?.writer['name'] === undefined ? said : known.body.name
}

function planPerson({ people, tally }: PostPlanning, id: PersonId, name: string): readonly Change[] {
  const known = people.find((person) => person.id === id)
  if (known === undefined) {
    tally.count('people', 'new')
    return [put('person', { id, pack: COMMUNITY_PACK }, { name })]
  }
  const set = diffRow(tally, known, { name })
  const isSame = Object.keys(set).length === 0
  tally.count('people', isSame ? 'same' : 'changed')
  return isSame ? [] : [{ op: 'set', kind: 'person', id, set, edit: false }]
}

/**
 * A post is named by person, role, grid and first day; without a first day by one that is held already, or by one that
 * Administration has ended: a file that names no day does not give it back. An empty end says nothing of the end.
 */
function planPost(planning: PostPlanning, post: PostBody, isDated: boolean): readonly Change[] {
  const { community, tally } = planning
  const id = derivedId(community, 'post', [post.person, post.role, post.grid, post.since])
  const known = knownPost(planning, { id, post, isDated })
  if (known === undefined) {
    tally.count('posts', 'new')
    return [put('post', { id, pack: COMMUNITY_PACK }, post)]
  }
  const isDecided = known.writer['until'] !== undefined
  const set = diffRow(tally, known, post.until === null && !isDecided ? {} : { until: post.until })
  tally.count('posts', Object.keys(set).length === 0 ? 'same' : 'changed')
  return Object.keys(set).length === 0 ? [] : [{ op: 'set', kind: 'post', id: known.id, set, edit: false }]
}
function knownPost(
  { posts, today }: PostPlanning,
  { id, post, isDated }: { readonly id: string; readonly post: PostBody; readonly isDated: boolean },
): RowOf<'post'> | undefined {
  const same = posts
    .filter(({ body }) => body.person === post.person && body.role === post.role && body.grid === post.grid)
    .sort((a, b) => (a.body.since < b.body.since ? 1 : -1))
  const named = same.find((row) => row.id === id || row.body.since === post.since)
  if (named !== undefined || post.since !== today) return named
  const held = same.find(({ body }) => body.until === null || body.until >= today)
  const [latest] = same
  return held ?? (isDated || latest?.writer['until'] === undefined ? undefined : latest)
}
