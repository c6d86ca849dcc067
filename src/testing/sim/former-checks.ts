import { deepStrictEqual } from 'node:assert'
import { dayOf } from '../../domain/calendar.ts'
import type { NewCommand } from '../../domain/commands.ts'
import { instantOf } from '../../domain/ids.ts'
import type { RowOf } from '../../domain/nouns.ts'
import { mayWrite } from '../../domain/permission.ts'
import { groundsOf } from '../../domain/rights.ts'
import { type Ground, gridOf } from '../../server/ground.ts'
import type { CommandRecord } from '../../server/records.ts'
import { loadRows } from '../../server/rows.ts'
import { mustFindCommunity } from '../../server/server.ts'
import { COMMUNITY } from '../community.ts'
import type { Phone } from './phone.ts'
import type { Machine } from './server.ts'

/** A visit by somebody whose round the household was when it was noted. */
interface Noted {
  readonly person: string
  readonly household: string
  /** Posts and the household's moves as they stood: what comes of others than redrawings is no matter here. */
  readonly stood: string
}

/** I13, by what the server itself would have said at the tap. */
export class FormerChecks {
  readonly #machine: Machine
  readonly #noted = new Map<string, Noted>()
  constructor(machine: Machine) {
    this.#machine = machine
  }
  async tapped({ person }: Phone, { id, type, payload }: NewCommand): Promise<void> {
    if (type !== 'visit.log') return
    const { household } = payload as { readonly household: string }
    const { ground, row, moves } = await this.#look(household)
    const grid = row === undefined ? null : gridOf(ground, row.pack)
    if (grid === null) return
    const grounds = groundsOf(ground.rows.see(), person as never)
    const today = dayOf(instantOf(this.#machine.server.time.now), ground.timeZone)
    const asked = { type, class: 'fact', grid, happened: today, arrived: today } as const
    if (mayWrite(grounds, asked) !== 'ok') return
    this.#noted.set(id, { person, household, stood: standing(ground, person, moves) })
  }
  async atRest(judged: ReadonlyMap<string, CommandRecord>): Promise<void> {
    const wrong: string[] = []
    for (const [id, { person, household, stood }] of this.#noted) {
      const record = judged.get(id)
      if (record?.status !== 'held' || !['not_your_grid', 'post_ended'].includes(record.code ?? '')) continue
      const { ground, moves } = await this.#look(household)
      if (standing(ground, person, moves) === stood) wrong.push(`${id} of ${person} at ${household}`)
    }
    deepStrictEqual(wrong, [], 'I13')
  }
  #look(household: string): Promise<Looked> {
    const { db, grounds } = this.#machine.server
    return db.read(async (tx) => {
      const community = await mustFindCommunity(tx, COMMUNITY)
      const ground = await grounds.get(tx, COMMUNITY, community.ground)
      const [row] = await loadRows(tx, COMMUNITY, { rows: [['household', household]], under: [], packs: [] })
      const [counted] = await tx.all(MOVES, COMMUNITY, `%"${household}"%`)
      return { ground, row: row?.kind === 'household' ? row : undefined, moves: Number(counted?.['n']) }
    })
  }
}
interface Looked {
  readonly ground: Ground
  readonly row: RowOf<'household'> | undefined
  /** How often it was moved so far. */
  readonly moves: number
}
const MOVES = `SELECT count(*) AS n FROM command
  WHERE community = ? AND type = 'household.move' AND status = 'ok' AND payload LIKE ?`
/** Changes for good with every change: what comes back to where it was had been elsewhere when the visit came. */
const standing = ({ rows }: Ground, person: string, moves: number): string =>
  JSON.stringify([
    rows
      .see()
      .under('post', person)
      .map(({ id, seq, body }) => `${id} ${seq} ${JSON.stringify(body)}`)
      .sort(),
    moves,
  ])
