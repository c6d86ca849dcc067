import type { RosterEntry, RosterPerson } from './roster.ts'

const keyOf = ({ name, foreignId }: RosterPerson): string => JSON.stringify([name, foreignId])

/** The offices' own numbers of people, as one file uses them. */
export class Numbers {
  readonly #lines = new Map<string, number>()
  readonly #names = new Map<string, string>()
  readonly #shared = new Set<string>()

  constructor(entries: readonly RosterEntry[]) {
    for (const { person, line } of entries) {
      const number = person?.foreignId
      if (person === undefined || number === undefined) continue
      this.#lines.set(keyOf(person), Math.min(line, this.#lines.get(keyOf(person)) ?? line))
      if ((this.#names.get(number) ?? person.name) !== person.name) this.#shared.add(number)
      this.#names.set(number, person.name)
    }
  }
  /** Whether an earlier line names the same person by number and name: that one alone speaks of them. */
  isToldBefore(person: RosterPerson, line: number): boolean {
    return person.foreignId !== undefined && (this.#lines.get(keyOf(person)) ?? line) < line
  }
  /** Whether people of several names bear the number: some lists count anew at every door. */
  isShared({ foreignId }: RosterPerson): boolean {
    return foreignId !== undefined && this.#shared.has(foreignId)
  }
}
