import type {
  BuildingId,
  CommandId,
  Day,
  DoorId,
  GridId,
  HouseholdId,
  Instant,
  PackId,
  PersonId,
  ResidentId,
} from './ids.ts'
import type { MapBodies } from './map-nouns.ts'
import type { TaskBodies } from './task-nouns.ts'

export type GridLevel = 'street' | 'block' | 'residential' | 'micro' | 'stair'
export type CareLevel = 'red' | 'yellow' | 'blue' | 'green' | 'grey'
export type Mode = 'peace' | 'alert' | 'emergency' | 'recovery'

/** Why and when a registered thing ended; nothing registered is ever deleted. */
export interface Ending {
  readonly on: Day
  readonly why: 'moved_out' | 'deceased' | 'demolished' | 'merged' | 'mistake'
  readonly into?: string
  /** How a household stood into which this one was merged: for taking the two apart again. */
  readonly was?: Pick<HouseholdBody, 'lastReached' | 'lastVisit' | 'nextDue' | 'misses'>
}
/** Households a row came from by merging, the last one last: so that it can go back. */
interface Merged {
  readonly from?: readonly HouseholdId[]
}

export interface CommunityBody {
  readonly name: string
  /** IANA name; days and due dates are computed in it. */
  readonly timeZone: string
  readonly mode: Mode
  readonly demo: boolean
}
export interface GridBody {
  readonly level: GridLevel
  readonly parent: GridId | null
  readonly name: string
  readonly code?: string
  readonly order: number
  /** As it was drawn or imported; without one a grid reaches as far as its buildings. */
  readonly boundary?: readonly Rings[]
  readonly ended?: Ending
}
/** A stair (号, 单元, 门洞) of a building; its doors belong to the leaf grid named here. */
export interface Stair {
  readonly id: string
  readonly label: string
  readonly grid: GridId
}
/** Rings of [longitude, latitude] in WGS84; the first is the outline, the others are holes. */
export type Rings = readonly (readonly (readonly [number, number])[])[]
export interface BuildingBody {
  /** What people call it: 88弄 12–13号. */
  readonly name: string
  readonly order: number
  readonly stairs: readonly Stair[]
  /** Outlines: one building may be several polygons. Empty when never drawn. */
  readonly shape: readonly Rings[]
  /** Where it stands, in WGS84, when a file gives a point and no outline. */
  readonly point?: readonly [number, number]
  /** Year it was built, homes by the papers, storeys, and what everybody may know: the north door sticks. */
  readonly built?: number
  readonly homes?: number
  readonly address?: string
  readonly floors?: number
  readonly note?: string
  /** Ids of vocabulary buildingAttributes. */
  readonly attributes: readonly string[]
  readonly foreignId?: string
  readonly ended?: Ending
}
/** A member of staff or volunteer; name only, since every member reads pack c. */
export interface PersonBody {
  readonly name: string
  readonly ended?: Ending
}
/** A dated right: the person acts in this role for this grid and all below it. Both days inclusive. */
export interface PostBody {
  readonly person: PersonId
  readonly grid: GridId
  readonly role: string
  readonly since: Day
  readonly until: Day | null
  readonly standIn?: boolean
}
export interface Term {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly children?: readonly Term[]
  readonly [more: string]: unknown
}
/** One list of default or edited terms; the row's id is the list's name (visitOutcomes, careLevels …). */
export interface VocabularyBody {
  readonly terms: readonly Term[]
  /** A rule that is not a list (notHomeRule). */
  readonly rule?: Readonly<Record<string, unknown>>
}
export interface DoorBody {
  readonly building: BuildingId
  readonly stair: string
  /** 0 is the ground where it is not called 1; basements are negative. */
  readonly floor: number
  /** What is written on the door: 302, 3-甲, 地下室. */
  readonly room: string
  /** From left to right on its floor. */
  readonly order: number
  readonly use: 'home' | 'shop' | 'shared' | 'store'
  /** The shop's name. */
  readonly name?: string
  readonly ended?: Ending
}
export interface HouseholdBody {
  /** One household may have two doors; several may share one. The first is where one knocks. */
  readonly doors: readonly DoorId[]
  /** Tells households behind one door apart: 甲, 乙, 北间. */
  readonly label?: string
  readonly dwelling: string
  readonly care: CareLevel
  readonly careReason?: string
  /** Days between visits when not the care level's own. */
  readonly interval?: number
  readonly tags: readonly string[]
  /** What to know before knocking: 讲沪语, knock loudly. */
  readonly note?: string
  /** On what ground level and reason, tags and note are kept: vocabulary consentBases. */
  readonly careBasis?: string
  readonly tagsBasis?: string
  readonly noteBasis?: string
  readonly lastReached: Instant | null
  readonly lastVisit: Instant | null
  readonly nextDue: Day | null
  /** Knocks without answer since somebody was last reached. */
  readonly misses: number
  readonly ended?: Ending
}
export interface ResidentBody extends Merged {
  readonly household: HouseholdId
  readonly name: string
  /** Full pinyin and initials, made by the server: ["zhang jian ming", "zjm"]. Absent on names typed offline. */
  readonly pinyin?: readonly [string, string]
  /** GB/T 2261.1 */
  readonly sex: '0' | '1' | '2' | '9'
  /** A year (1944) or a day (1944-02-30 is possible in old papers): text as given. */
  readonly birth?: string
  readonly phone?: string
  readonly tags: readonly string[]
  /** Kinship to the head, GB/T 4761 code. */
  readonly kinship?: string
  /** vocabulary residenceRelation: lives here against is registered here. */
  readonly residence: string
  readonly tagsBasis?: string
  /** A relative who lives elsewhere, kept for the phone number. */
  readonly contactOnly?: boolean
  readonly ended?: Ending
}
export type Observed = 'fine' | 'mind'
export interface VisitBody extends Merged {
  readonly household: HouseholdId
  readonly by: PersonId
  readonly at: Instant
  readonly outcome: string
  readonly method: string
  readonly purpose: string
  readonly persons: readonly ResidentId[]
  /** Only what was looked at: absent is not seen, never fine. */
  readonly observations: Readonly<Record<string, Observed>>
  /** The resident's own words. */
  readonly words?: string
  readonly note?: string
  readonly needs: readonly string[]
  readonly nextOn?: Day
  /** Nobody answered at a red door, or three times: the block chief hears of it the same day. */
  readonly escalated?: 'red' | 'attempts'
  /** Set by the server. */
  readonly received?: Instant
  readonly late?: boolean
  readonly clockDoubtful?: boolean
}
export interface NeedBody extends Merged {
  readonly household: HouseholdId
  readonly visit: string
  readonly by: PersonId
  readonly at: Instant
  readonly category: string
  readonly text: string
  readonly state: 'raised' | 'answered' | 'closed'
  /** By when the household is promised an answer. */
  readonly answerBy: Day
}
export interface ConflictValue {
  readonly value: unknown
  /** Null where the value came by import, or where only the server knows. */
  readonly by: PersonId | null
  readonly at: Instant | null
  readonly command: CommandId | null
}
/** Two people wrote different values of one field without seeing each other's. */
export interface ConflictBody {
  readonly of: { readonly kind: 'household' | 'resident' | 'building'; readonly id: string }
  /** Absent where it is about a building. */
  readonly household?: HouseholdId
  readonly field: string
  readonly values: readonly ConflictValue[]
  readonly state: 'open' | 'ask_next_time' | 'settled'
  readonly settled?: { readonly by: PersonId; readonly command: CommandId }
}
/** A command the server keeps but could not carry out; waits for a coordinator's word. */
export interface HeldBody {
  readonly command: CommandId
  readonly author: PersonId
  readonly type: string
  readonly code: string
  readonly happenedAt: Instant
  readonly of?: string
  readonly payload: unknown
  readonly state: 'open' | 'accepted' | 'dismissed'
}
/** What the server decided about a command after its first answer. */
export interface ReceiptBody {
  readonly command: CommandId
  readonly status: CommandStatus
  readonly code?: string
  readonly at: Instant
}
export type CommandStatus = 'ok' | 'conflict' | 'refused' | 'held'

export interface Bodies extends TaskBodies, MapBodies {
  readonly community: CommunityBody
  readonly grid: GridBody
  readonly building: BuildingBody
  readonly person: PersonBody
  readonly post: PostBody
  readonly vocabulary: VocabularyBody
  readonly door: DoorBody
  readonly household: HouseholdBody
  readonly resident: ResidentBody
  readonly visit: VisitBody
  readonly need: NeedBody
  readonly conflict: ConflictBody
  readonly held: HeldBody
  readonly receipt: ReceiptBody
}
export type Kind = keyof Bodies

/** One thing as everybody sees it: the same shape on the wire, in a pack and in memory. */
export interface RowOf<K extends Kind> {
  readonly kind: K
  readonly id: string
  readonly pack: PackId
  /** Position of the command that last changed it; 0 while only this phone knows it. */
  readonly seq: number
  /** Which command last wrote each field that people edit. */
  readonly writer: Readonly<Record<string, CommandId>>
  readonly body: Bodies[K]
}
export type Row<K extends Kind = Kind> = K extends Kind ? RowOf<K> : never

/** Which row a row hangs under; see.under(kind, parent) answers from this. */
export function parentOf(row: Row): string | undefined {
  switch (row.kind) {
    case 'resident':
    case 'visit':
    case 'need':
      return row.body.household
    case 'conflict':
      return row.body.household ?? row.body.of.id
    case 'household':
      return row.body.doors[0]
    case 'door':
      return row.body.building
    case 'grid':
      return row.body.parent ?? undefined
    case 'post':
    case 'claim':
    case 'volunteer':
    case 'card':
      return row.body.person
    case 'seat':
    case 'holding':
    case 'contact':
    case 'disclosure':
    case 'sheet':
      return row.body.task
    case 'receipt':
    case 'held':
      return row.body.command
    case 'redraw':
    case 'facility':
      return row.body.grid
    default:
      return undefined
  }
}
