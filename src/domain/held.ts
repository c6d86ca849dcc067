import type { Day, PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { readPack } from './packs.ts'
import { mayWrite } from './permission.ts'
import { groundsOf } from './rights.ts'
import type { Rows } from './rows.ts'

/** Held commands that wait for this person's word, the latest first; what others must judge is not among them. */
export function heldToJudge(rows: Rows, person: PersonId, today: Day): readonly RowOf<'held'>[] {
  const open = rows.all('held').filter((row) => row.body.state === 'open')
  if (open.length === 0) return open
  const grounds = groundsOf(rows, person)
  const isTheirs = (row: RowOf<'held'>): boolean => {
    const name = readPack(row.pack)
    if (name?.sort !== 'w') return false
    const attempt = { type: 'held.judge', class: 'admin', grid: name.grid, happened: today, arrived: today } as const
    return mayWrite(grounds, attempt) === 'ok'
  }
  const order = ({ body, id }: RowOf<'held'>): string => `${body.happenedAt} ${id}`
  return open.filter(isTheirs).sort((a, b) => (order(a) < order(b) ? 1 : -1))
}
