import { plusDays } from './calendar.ts'
import type { CommandClass, CommandType } from './commands.ts'
import type { Formerly } from './formerly.ts'
import type { Day, GridId, PersonId } from './ids.ts'
import type { PostBody } from './nouns.ts'
import type { PackName } from './packs.ts'
import type { RefusalCode } from './refusal.ts'

/**
 * Who may do what follows from dated posts in the grid tree and from nothing else: a post reaches its grid and
 * all below it. This file is the only place that says so; the server asks it for every read and every write.
 */
export interface Grounds {
  /** The person's posts, past and present. */
  readonly posts: readonly PostBody[]
  /** True for the grid itself and everything above it. */
  reaches(above: GridId, grid: GridId): boolean
  /** Abilities of a role by the community's vocabulary `roles`. */
  abilities(role: string): ReadonlySet<string>
}
/** Days after the end of a post in which facts that happened inside it still arrive. */
const LATE_DAYS = 30

/** Any one of these opens households: someone who visits, or who reviews what visitors bring. */
const READS_HOUSEHOLDS = ['visit', 'review', 'review_in_grid', 'export']
/** Any one of these shows what was held or is being triaged in a grid. */
const READS_WORK = ['review', 'review_in_grid', 'export']
/** A leader publishes what the own stair needs and writes down whoever would help there; a coordinator of the grid. */
const LEADS = ['coordinate', 'assign', 'assign_in_grid', 'raise']
const CLAIMS = ['claim', 'claim_org']
const ASSIGNS = ['coordinate', 'assign', 'assign_in_grid']
const CHECKS = ['verify', 'review', 'review_in_grid']
const WRITES: Readonly<Record<CommandType, readonly string[]>> = {
  'visit.log': ['visit', 'review'],
  'household.look': READS_HOUSEHOLDS,
  'household.edit': ['visit', 'review'],
  'resident.edit': ['visit', 'review'],
  'household.add': ['visit', 'review'],
  'resident.add': ['visit', 'review'],
  'resident.move': ['visit', 'review'],
  'register.merge': ['coordinate'],
  'register.part': ['coordinate'],
  'building.edit': ['visit', 'review'],
  'door.add': ['visit', 'review'],
  'door.edit': ['visit', 'review'],
  'conflict.settle': ['visit', 'review'],
  'post.give': ['coordinate'],
  'post.end': ['coordinate'],
  'post.hand_over': ['coordinate'],
  'person.rename': ['coordinate'],
  'grid.add': ['coordinate'],
  'grid.rename': ['coordinate'],
  'vocabulary.edit': ['coordinate'],
  'household.move': ['coordinate'],
  'held.judge': ['review'],
  'task.publish': LEADS,
  'task.change': LEADS,
  'task.close': LEADS,
  'task.cancel': LEADS,
  'task.claim': CLAIMS,
  'claim.release': CLAIMS,
  'claim.extend': CLAIMS,
  'claim.answer': CLAIMS,
  'claim.handover': CLAIMS,
  'claim.assign': ASSIGNS,
  'claim.override': ASSIGNS,
  'claim.swap': ASSIGNS,
  'step.tick': CLAIMS,
  'task.finish': CLAIMS,
  'task.verify': CHECKS,
  'task.unverify': CHECKS,
  'task.correct': CHECKS,
  'volunteer.edit': CLAIMS,
  'card.edit': LEADS,
  'grid.redraw': ['coordinate'],
  'redraw.withdraw': ['coordinate'],
  'facility.set': ['coordinate'],
}

export const isValidOn = (post: PostBody, day: Day): boolean =>
  post.since <= day && (post.until === null || day <= post.until)

/** In force on that day or some day after; one that was taken back before it began never will be. */
export const isOpenOn = (post: PostBody, day: Day): boolean =>
  isValidOn(post, day) || (post.since > day && (post.until === null || post.since <= post.until))

const hasAny = (grounds: Grounds, post: PostBody, wanted: readonly string[]): boolean => {
  const abilities = grounds.abilities(post.role)
  return wanted.some((ability) => abilities.has(ability))
}
/** Administration hands out sight of households, so only someone who has it may: a liaison coordinates but cannot. */
const mayUse = (grounds: Grounds, post: PostBody, type: CommandType): boolean =>
  hasAny(grounds, post, WRITES[type]) &&
  (!WRITES[type].includes('coordinate') || hasAny(grounds, post, READS_HOUSEHOLDS))

/** Whether the person may hold this pack today. `grid` is where the pack lies now; null for packs without one. */
export function mayRead(
  grounds: Grounds,
  who: PersonId,
  pack: { name: PackName; grid: GridId | null; today: Day },
): boolean {
  const valid = grounds.posts.filter((post) => isValidOn(post, pack.today))
  switch (pack.name.sort) {
    case 'c':
    case 'o':
      return valid.length > 0
    case 'p':
      return pack.name.person === who
    case 'b':
    case 'h':
    case 'w': {
      const { grid } = pack
      const wanted = pack.name.sort === 'w' ? READS_WORK : READS_HOUSEHOLDS
      return grid !== null && valid.some((post) => grounds.reaches(post.grid, grid) && hasAny(grounds, post, wanted))
    }
    default: {
      const never: never = pack.name
      return never
    }
  }
}

export type Verdict = 'ok' | 'late' | { readonly held: RefusalCode } | { readonly refused: RefusalCode }
export interface Attempt {
  readonly type: CommandType
  readonly class: CommandClass
  /** Where the pack of the touched row lies now. */
  readonly grid: GridId
  /** The day it happened and the day it arrived, in the community's time zone. */
  readonly happened: Day
  readonly arrived: Day
  /** Where the row's stair hung before, since the day it happened. */
  readonly formerly?: readonly Formerly[]
}
/**
 * Whether a change of one row stands. A fact counts if it happened inside a post and arrives within LATE_DAYS of the
 * post's end, or of the day on which a redrawing gave the stair to somebody else; an edit needs a post valid on arrival, else it is held; requests and administration are refused.
 */
export function mayWrite(grounds: Grounds, attempt: Attempt): Verdict {
  const able = grounds.posts.filter((post) => mayUse(grounds, post, attempt.type))
  const reaching = able.filter((post) => isNear(grounds, post, attempt))
  if (attempt.class === 'fact') {
    const inside = reaching.filter((post) => isValidOn(post, attempt.happened))
    if (inside.some((post) => isValidOn(post, attempt.arrived))) return 'ok'
    if (inside.some((post) => post.until !== null && attempt.arrived <= plusDays(post.until, LATE_DAYS))) return 'late'
    if (able.some((post) => isInFormer(post, attempt))) return 'late'
    return { held: reaching.some((post) => post.since <= attempt.happened) ? 'post_ended' : whyNot(able, attempt) }
  }
  if (reaching.some((post) => isValidOn(post, attempt.arrived))) return 'ok'
  const code = reaching.length > 0 ? 'post_ended' : whyNot(able, attempt)
  return attempt.class === 'edit' ? { held: code } : { refused: code }
}
/** Whether the post reached the stair on the day it happened, and it is not too long since it does so no more. */
function isInFormer(post: PostBody, { happened, arrived, formerly = [] }: Attempt): boolean {
  const reached = formerly.filter(({ grids }) => grids.has(post.grid))
  const isThen = ({ since, until }: Formerly): boolean => (since ?? happened) <= happened && happened <= until
  const isRecent = ({ until }: Formerly): boolean =>
    arrived <= plusDays(post.until !== null && post.until < until ? post.until : until, LATE_DAYS)
  return isValidOn(post, happened) && reached.some(isThen) && reached.some(isRecent)
}
/** Who claims belongs to the task's grid or lives under it: a leader of one stair may help the whole micro-grid. */
const isNear = (grounds: Grounds, post: PostBody, { type, grid }: Attempt): boolean =>
  grounds.reaches(post.grid, grid) || (WRITES[type] === CLAIMS && grounds.reaches(grid, post.grid))
const whyNot = (able: readonly PostBody[], attempt: Attempt): RefusalCode =>
  able.some((post) => isValidOn(post, attempt.arrived)) ? 'not_your_grid' : 'role_may_not'

/** Whether the person may bring whole files into a grid: it shows and changes every household below. */
export const mayImportInto = (grounds: Grounds, grid: GridId, today: Day): boolean =>
  grounds.posts.some(
    (post) => isValidOn(post, today) && grounds.reaches(post.grid, grid) && mayUse(grounds, post, 'grid.redraw'),
  )
/** Whether the person coordinates anywhere today: gives posts, and may have a passphrase. */
export const mayCoordinate = (grounds: Grounds, today: Day): boolean =>
  grounds.posts.some((post) => isValidOn(post, today) && mayUse(grounds, post, 'post.give'))
/** Whether the person leads the review of what others bring: shows the coordinator's screens. */
export const mayReview = (grounds: Grounds, today: Day): boolean =>
  grounds.posts.some((post) => isValidOn(post, today) && hasAny(grounds, post, READS_WORK))
/** Whether the person may give commands of this type anywhere today: shows the screens that give them. */
export const mayEver = (grounds: Grounds, type: CommandType, today: Day): boolean =>
  grounds.posts.some((post) => isValidOn(post, today) && mayUse(grounds, post, type))
/** Whether a post has a round: its holder goes from door to door. Who reviews may visit too; those doors are others' work. */
export const hasRound = (grounds: Grounds, post: PostBody, today: Day): boolean =>
  isValidOn(post, today) && hasAny(grounds, post, ['visit'])
/** Whether the person visits households at all. */
export const mayVisit = (grounds: Grounds, today: Day): boolean => mayEver(grounds, 'visit.log', today)
/**
 * Whether it is kept that somebody looked at full names here. Whoever visits there meets the people anyway; all others
 * look by their office. Also where the register does not say where the household lies.
 */
export const isLookKept = (grounds: Grounds, grid: GridId | undefined, today: Day): boolean =>
  !grounds.posts.some(
    (post) =>
      isValidOn(post, today) &&
      hasAny(grounds, post, ['visit']) &&
      grid !== undefined &&
      grounds.reaches(post.grid, grid),
  )
