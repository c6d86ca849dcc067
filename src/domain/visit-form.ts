import type { NewCommand, PayloadOf } from './commands.ts'
import { COMMAND_VERSION } from './commands.ts'
import type { Of } from './decide.ts'
import type { CommandId, Day, GridId, Instant } from './ids.ts'
import type { HouseholdBody, Observed, RowOf } from './nouns.ts'
import { isValidOn } from './permission.ts'
import { groundsOf } from './rights.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'
import { offered } from './terms.ts'

/** What a half-filled visit form holds. Empty texts are nothing, and nothing has a default but method and purpose. */
export interface VisitFields {
  readonly outcome?: string
  /** Undefined follows the outcome. */
  readonly method?: string
  readonly purpose?: string
  readonly persons: readonly string[]
  readonly observations: Readonly<Record<string, Observed>>
  readonly words: string
  readonly note: string
  readonly needs: readonly { readonly category: string; readonly text: string }[]
  /** A day that overrules the interval. */
  readonly nextOn?: Day
  /** When it happened; undefined is the moment of saving. */
  readonly at?: Instant
}
export const EMPTY_VISIT: VisitFields = { persons: [], observations: {}, words: '', note: '', needs: [] }

/** A draft or a payload read back into a form; what does not fit falls away, what was typed stays. */
export function visitFieldsFrom(raw: Readonly<Record<string, unknown>>): VisitFields {
  const text = (key: string): string => (typeof raw[key] === 'string' ? raw[key] : '')
  const some = (key: string): Readonly<Record<string, string>> => (text(key) === '' ? {} : { [key]: text(key) })
  const list = (key: string): readonly unknown[] => (Array.isArray(raw[key]) ? raw[key] : [])
  const seen = typeof raw['observations'] === 'object' && raw['observations'] !== null ? raw['observations'] : {}
  return {
    ...some('outcome'),
    ...some('method'),
    ...some('purpose'),
    ...some('nextOn'),
    ...some('at'),
    persons: list('persons').filter((each) => typeof each === 'string'),
    observations: Object.fromEntries(
      Object.entries(seen).filter(([, value]) => value === 'fine' || value === 'mind'),
    ) as Record<string, Observed>,
    words: text('words'),
    note: text('note'),
    needs: list('needs').flatMap((each) => {
      const need = each as { category?: unknown; text?: unknown }
      return typeof need?.category === 'string'
        ? [{ category: need.category, text: typeof need.text === 'string' ? need.text : '' }]
        : []
    }),
  }
}

/** Reached by phone means by phone; anything else is taken to be at the door until the leader says otherwise. */
export const usualMethod = (outcome: string | undefined): string => (outcome === 'phone_ok' ? 'phone' : 'door')
/** The first visit opens the record; after that a visit is routine until the leader says otherwise. */
export const usualPurpose = (household: HouseholdBody): string =>
  household.lastVisit === null ? 'first_contact' : 'routine'

export interface VisitTime {
  readonly id: CommandId
  readonly now: Instant
}
/** The command a form makes; undefined until an outcome is chosen. The same id twice is the same visit. */
export function visitCommand(
  household: RowOf<'household'>,
  fields: VisitFields,
  { id, now }: VisitTime,
): (NewCommand & { readonly type: 'visit.log'; readonly payload: PayloadOf<'visit.log'> }) | undefined {
  if (fields.outcome === undefined) return undefined
  const words = fields.words.trim()
  const note = fields.note.trim()
  return {
    id,
    type: 'visit.log',
    v: COMMAND_VERSION,
    happenedAt: fields.at ?? now,
    needs: [],
    seen: {},
    payload: {
      household: household.id,
      outcome: fields.outcome,
      method: fields.method ?? usualMethod(fields.outcome),
      purpose: fields.purpose ?? usualPurpose(household.body),
      persons: [...fields.persons],
      observations: { ...fields.observations },
      needs: fields.needs.map((need) => ({ category: need.category, text: need.text.trim() })),
      ...(words === '' ? {} : { words }),
      ...(note === '' ? {} : { note }),
      ...(fields.nextOn === undefined ? {} : { nextOn: fields.nextOn }),
    },
  }
}
/** The same command as the judge reads it, for showing its effect before the tap. */
export const asUnderstood = (command: NonNullable<ReturnType<typeof visitCommand>>): Of<'visit.log'> => ({
  ...command,
  n: 0,
})

/** Needs most often raised in the rows at hand, for the first chips; the list's own order fills the rest. */
export function commonNeeds(rows: Rows, limit: number): readonly string[] {
  const counts = new Map<string, number>()
  for (const need of rows.all('need')) counts.set(need.body.category, (counts.get(need.body.category) ?? 0) + 1)
  const usual = offered(rows('vocabulary', 'needCategories')?.body.terms ?? []).flatMap((group) =>
    offered(group.children ?? []),
  )
  const known = new Set(usual.map((term) => term.id))
  const often = [...counts].filter(([id]) => known.has(id)).sort((a, b) => b[1] - a[1])
  return [...new Set([...often.map(([id]) => id), ...usual.map((term) => term.id)])].slice(0, limit)
}

/** Who hears of a closed door: those who review, in the nearest grid that has any. */
export function reviewersNear(rows: Rows, grid: GridId, today: Day): readonly RowOf<'person'>[] {
  const posts = rows.all('post').filter((post) => isValidOn(post.body, today))
  let at: GridId | null = grid
  for (let depth = 0; at !== null && depth < 20; depth++) {
    const here = posts.filter((post) => post.body.grid === at && reviews(rows, post))
    if (here.length > 0) return here.flatMap((post) => rows('person', post.body.person) ?? [])
    const above: RowOf<'grid'> | undefined = rows('grid', at)
    at = above?.body.parent ?? null
  }
  return []
}
const reviews = (see: See, post: RowOf<'post'>): boolean =>
  groundsOf(see, post.body.person).abilities(post.body.role).has('review')
