import { buildingKey, readHouseNumber } from '../../domain/house-number.ts'
import type { BuildingId, CommunityId } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { derivedId } from './ids.ts'
import type { Footprint } from './parsed.ts'
import type { BuildingNames, RosterEntry } from './roster.ts'
import { liesNear } from './tile-edges.ts'

/** A building of the register, of the map file or of the roster, and what each of them says of it. */
export interface BookedBuilding {
  readonly id: BuildingId
  /** What it is called from this import on: a building found by its foreign id may have been given another name. */
  name: string
  readonly row?: RowOf<'building'>
  footprint?: Footprint
  readonly entries: RosterEntry[]
}

/**
 * All buildings by what they are called. A building is found by its foreign id, by its whole name, by one of the
 * numbers of its lane (88弄 12号 is in 88弄 12–13号), or by a number alone where nobody says more.
 */
export class BuildingBook {
  readonly #community: CommunityId
  readonly #all: BookedBuilding[] = []
  readonly #whole = new Map<string, Set<BookedBuilding>>()
  readonly #short = new Map<string, Set<BookedBuilding>>()
  readonly #byForeignId = new Map<string, BookedBuilding>()
  readonly #byId = new Map<string, BookedBuilding>()

  constructor(community: CommunityId, rows: readonly RowOf<'building'>[]) {
    this.#community = community
    for (const row of rows) {
      if (row.body.ended !== undefined) continue
      const { foreignId, name } = row.body
      const booked = this.#enter({ id: row.id as BuildingId, name, row, entries: [] })
      if (foreignId !== undefined) this.#byForeignId.set(foreignId, booked)
    }
  }
  get all(): readonly BookedBuilding[] {
    return this.#all
  }

  /** Adds what a map file says; a name that two of its features bear joins neither to a building without outline. */
  addFootprints(footprints: readonly Footprint[]): void {
    const sharing = Map.groupBy(footprints, (footprint) => buildingKey(nameOf(footprint)))
    for (const footprint of footprints) {
      const name = nameOf(footprint)
      const known = this.#byForeignId.get(footprint.foreignId ?? '')
      const isOnly = sharing.get(buildingKey(name))?.length === 1
      const same = isOnly ? this.#sameAs(name, footprint) : undefined
      const booked = known ?? same ?? this.#named(this.#idOf(footprint, name), name)
      booked.footprint = footprint
      if (known?.row !== undefined) this.#rename(known, footprint)
      if (footprint.foreignId !== undefined) this.#byForeignId.set(footprint.foreignId, booked)
    }
  }
  /** Another spelling of the same name, or one of its numbers, is no new name; nor is having none. */
  #rename(booked: BookedBuilding, footprint: Footprint): void {
    const name = nameOf(footprint)
    const isNamed = footprint.name !== undefined || footprint.number !== undefined
    if (!isNamed || keysOf(booked.name).whole.has(buildingKey(name))) return
    booked.name = name
    this.#index(booked)
  }
  /** The only building of this name that no map has drawn, or that another map has drawn in the same place. */
  #sameAs(name: string, footprint: Footprint): BookedBuilding | undefined {
    const [found, other] = [...(this.#whole.get(buildingKey(name)) ?? [])]
    if (other !== undefined || found === undefined || found.footprint !== undefined) return undefined
    const { foreignId, shape = [] } = found.row?.body ?? {}
    return foreignId === undefined || liesNear({ shape }, footprint) ? found : undefined
  }
  #idOf({ foreignId, shape }: Footprint, name: string): BuildingId {
    return derivedId(
      this.#community,
      'building',
      foreignId === undefined ? [name, JSON.stringify(shape)] : ['#', foreignId],
    )
  }

  /** The building a roster row means, made where there is none; 'ambiguous' where several fit. */
  findOrMake(names: BuildingNames): BookedBuilding | 'ambiguous' {
    const [first, ...looks] =
      names.full === undefined
        ? [this.#whole.get(buildingKey(names.own)), this.#short.get(buildingKey(names.own))]
        : [this.#whole.get(buildingKey(names.full)), this.#bare(names.own)]
    for (const found of [first, ...looks]) {
      const [only, other] = [...(found ?? [])]
      if (other !== undefined) return 'ambiguous'
      if (only !== undefined) return only
    }
    const name = names.full ?? names.own
    return this.#named(derivedId(this.#community, 'building', [buildingKey(name)]), name)
  }
  /** A new one; or the one that came by this name and was given another by a person since. */
  #named(id: BuildingId, name: string): BookedBuilding {
    return this.#byId.get(id) ?? this.#enter({ id, name, entries: [] })
  }
  /** Buildings whose whole name is a number without road: a file that says the road may still mean them. */
  #bare(own: string): ReadonlySet<BookedBuilding> {
    return this.#whole.get(buildingKey(own)) ?? new Set()
  }

  #enter(booked: BookedBuilding): BookedBuilding {
    this.#all.push(booked)
    this.#byId.set(booked.id, booked)
    return this.#index(booked)
  }
  #index(booked: BookedBuilding): BookedBuilding {
    const { whole, short } = keysOf(booked.name)
    for (const key of whole) add(this.#whole, key, booked)
    for (const key of short) add(this.#short, key, booked)
    return booked
  }
}
function add(index: Map<string, Set<BookedBuilding>>, key: string, booked: BookedBuilding): void {
  const known = index.get(key) ?? new Set()
  index.set(key, known.add(booked))
}

function keysOf(name: string): { readonly whole: ReadonlySet<string>; readonly short: ReadonlySet<string> } {
  const { lane, road, numbers = [] } = readHouseNumber(name)
  const before = lane ?? road
  const each = before === undefined ? [] : numbers.map((number) => `${before} ${number}号`)
  // 418C Fernvale Link and Fernvale Link 418C are one; 418C alone may mean it.
  const [, number, street] = /^(\d+[A-Za-z]?)\s+(\D.*)$/u.exec(name) ?? []
  const turned = number === undefined || street === undefined ? [] : [`${street} ${number}`]
  const alone = number === undefined ? (before === undefined ? [] : numbers) : [number]
  return {
    whole: new Set([name, ...each, ...turned].map(buildingKey)),
    short: new Set(alone.map(buildingKey)),
  }
}

/** What people call a building of the map file. */
function nameOf({ name, number, street, foreignId, shape }: Footprint): string {
  if (number !== undefined && street !== undefined) {
    if (!/\p{Script=Han}/u.test(street)) return `${number} ${street}`
    return `${street} ${/[号幢栋座楼弄室]/u.test(number) ? number : `${number}号`}`
  }
  if (name !== undefined) return name
  if (number !== undefined) return /^\d+$/u.test(number) && street === undefined ? `${number}号` : number
  const [longitude = 0, latitude = 0] = shape[0]?.[0]?.[0] ?? []
  return foreignId === undefined ? `无名楼 ${longitude.toFixed(4)},${latitude.toFixed(4)}` : `无名楼 ${foreignId}`
}
