import type { BuildingId, CommandId, Day, GridId, Instant, PersonId } from './ids.ts'

/**
 * Of a task itself; how far the work has come is said by its claims. The words are those of vocabulary taskStates,
 * which holds the states of tasks and of claims in one list.
 */
export type TaskState = 'open' | 'expired' | 'cancelled'
export type ClaimState =
  | 'claimed'
  | 'assigned'
  | 'declined'
  | 'lost'
  | 'waitlisted'
  | 'confirmed'
  | 'started'
  | 'submitted'
  | 'sent_back'
  | 'verified'
  | 'corrected'
  | 'released'
  | 'no_show'
  | 'expired'
  | 'cancelled'

export interface TaskPlace {
  readonly sort: 'building' | 'point' | 'grid' | 'remote'
  readonly building?: BuildingId
  /** WGS84: longitude, latitude. */
  readonly point?: readonly [number, number]
  /** Where to meet. */
  readonly words?: string
}
export interface TaskStep {
  readonly id: string
  readonly text: string
}
export interface TaskEvent {
  readonly at: Instant
  readonly by: PersonId
  readonly what: 'published' | 'changed' | 'closed' | 'cancelled' | 'expired'
  readonly command?: CommandId
  /** The fields that were changed; `places` for their number. */
  readonly fields?: readonly string[]
  /** Of a cancellation, as it was given. */
  readonly why?: string
}
/** A published task; every member reads it, so it never names whom it helps (ContactBody does). */
export interface TaskBody {
  /** Vocabulary taskKinds. */
  readonly kind: string
  readonly title: string
  readonly text: string
  readonly grid: GridId
  readonly steps: readonly TaskStep[]
  readonly place: TaskPlace
  readonly from: Instant
  readonly until: Instant
  /** Vocabulary volunteerSkills: all of them are needed. */
  readonly skills: readonly string[]
  /** A valid certificate is asked for each of them, also where the vocabulary does not. */
  readonly papers?: boolean
  /** In whole years, both inclusive. */
  readonly youngest?: number
  readonly oldest?: number
  /** Vocabulary volunteerGroups: whom it is meant for first. */
  readonly group?: string
  /** Vocabulary issueUrgency. */
  readonly urgency: string
  /** Whether there is a wait list. */
  readonly waits: boolean
  /** The first shift's id, where one task has several. */
  readonly shiftOf?: string
  /** The need of a visit that it answers. */
  readonly need?: string
  /** Confirmed claimers are told whom to reach, from this time on. */
  readonly tellsFrom?: Instant
  readonly state: TaskState
  /** Takes no more claims; those it has go on. */
  readonly closed?: boolean
  readonly why?: string
  readonly by: PersonId
  readonly at: Instant
  readonly log: readonly TaskEvent[]
}
/**
 * One place of a task. A claim holds it, or is offered it until it answers. Places are taken away only while free:
 * `gone`, since nothing that was made is ever deleted.
 */
export interface SeatBody {
  readonly task: string
  readonly no: number
  readonly claim: string | null
  /** The claim has yet to say yes. */
  readonly offer?: boolean
  /** The lease: by then the claim must have answered, begun, or asked for longer. Null where nothing runs out. */
  readonly until: Instant | null
  /** When the server lets go of it: the lease and its grace. Of a free place: when the next who waits rests no more. */
  readonly ends: Instant | null
  readonly gone?: boolean
}
export interface ClaimEvent {
  readonly at: Instant
  readonly state: ClaimState
  /** The server where a lease ran out. */
  readonly by: PersonId
  /** Whose doing it was, so that the same command judged again does nothing more. */
  readonly command?: CommandId
  /** A code of why the server did it, or a person's own words. */
  readonly why?: string
}
/** Minutes that count, as somebody else has checked them; the last entry is in force and the earlier ones stay. */
export interface CheckedTime {
  /** The check was taken back: nothing counts until the work is checked anew. */
  readonly back?: true
  readonly minutes: number
  readonly by: PersonId
  readonly at: Instant
  readonly command: CommandId
  readonly why?: string
}
/** The person helped, or the community. */
export const THANKS_FROM = ['helped', 'community'] as const
export type ThanksFrom = (typeof THANKS_FROM)[number]
/** One volunteer's claim on a place: `claim` in his own pack, and the same as `holding` where coordinators read it. */
export interface ClaimBody {
  readonly task: string
  readonly person: PersonId
  readonly state: ClaimState
  /** Rather the wait list than no place at all. */
  readonly wait: boolean
  /** Its arrival at the server, which alone decides who comes first; 0 while only the phone knows it. */
  readonly order: number
  /** Its number on the wait list, while it waits without an offer; the server counts. */
  readonly turn?: number
  /** Steps done, and when. */
  readonly ticked: Readonly<Record<string, Instant>>
  readonly extended: number
  /** The claim that would be handed over to this one. */
  readonly from?: string
  /** Whom its holder has asked to take over. */
  readonly to?: PersonId
  readonly done?: { readonly at: Instant; readonly minutes: number; readonly note?: string; readonly partial?: boolean }
  /** Something was done after the place was gone: kept, for a coordinator to look at. */
  readonly late?: boolean
  readonly checked?: readonly CheckedTime[]
  readonly thanks?: string
  /** Who says thank you; whoever checked the work wrote it down. */
  readonly thanksFrom?: ThanksFrom
  /** What of the task was changed while this claim was alive, and when last. */
  readonly changed?: { readonly at: Instant; readonly fields: readonly string[] }
  readonly log: readonly ClaimEvent[]
}
/** Whom a task helps and how to reach them; coordinators alone read it. Its id is the task's. */
export interface ContactBody {
  readonly task: string
  readonly name?: string
  readonly phone?: string
  readonly place?: string
  readonly note?: string
  /** Not told before. */
  readonly from: Instant
  /** It has been told to those who held a place when the time came; later ones are told at once. */
  readonly told: boolean
  /** Taken back: nothing of it is left, and nobody is told. */
  readonly gone?: true
}
/** A contact in the pack of one confirmed claimer, for as long as his claim holds. Its id is the claim's. */
export interface DisclosureBody {
  readonly task: string
  readonly claim: string
  readonly at: Instant
  readonly name?: string
  readonly phone?: string
  readonly place?: string
  readonly note?: string
}
export interface VolunteerSkill {
  readonly skill: string
  /** What the paper says, and until when it holds. */
  readonly certificate?: string
  readonly until?: Day
}
/**
 * What a publisher who does not read the claims of the grid is told of his own task, in his own pack: whom it helps, as
 * he said it himself, and who comes. Its id is the task's.
 */
export interface SheetBody {
  readonly task: string
  readonly contact?: Omit<ContactBody, 'task' | 'told' | 'gone'>
  /** Who holds a place or might, in the order of their arrival. */
  readonly holders: readonly { readonly claim: string; readonly person: PersonId; readonly state: ClaimState }[]
}
/** A volunteer's card: `volunteer` in his own pack, and the same as `card` where coordinators read it. Id: the person's. */
export interface VolunteerBody {
  readonly person: PersonId
  readonly will?: string
  readonly skills: readonly VolunteerSkill[]
  /** Vocabulary availabilitySlots. */
  readonly slots: readonly string[]
  readonly limits?: string
  readonly languages: readonly string[]
  /** Vocabulary volunteerSources. */
  readonly source?: string
  readonly birth?: string
  /** The micro-grid or the building group in which the volunteer lives: tasks there are near. */
  readonly home?: GridId
  /** Takes nothing on before that day, and is not asked. */
  readonly resting?: Day
  /** Of somebody written down at a door, who has no post and hence no name among the staff yet. */
  readonly name?: string
  /** Vocabulary volunteerGroups; given by coordinators. */
  readonly groups: readonly string[]
  /** Who consents for somebody under age, as a coordinator has seen it. */
  readonly guardian?: string
}

export interface TaskBodies {
  readonly task: TaskBody
  readonly seat: SeatBody
  readonly claim: ClaimBody
  readonly holding: ClaimBody
  readonly contact: ContactBody
  readonly disclosure: DisclosureBody
  readonly sheet: SheetBody
  readonly volunteer: VolunteerBody
  readonly card: VolunteerBody
}
