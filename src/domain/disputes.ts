import type { Day, PersonId } from './ids.ts'
import type { RowOf } from './nouns.ts'
import { mayWrite } from './permission.ts'
import { groundsOf } from './rights.ts'
import type { Rows } from './rows.ts'
import type { See } from './see.ts'

/** Whether somebody looks after one of the stairs of a building: writes what is known of it. The server judges all the same. */
export function mayEditBuilding(see: See, building: RowOf<'building'>, by: { person: PersonId; today: Day }): boolean {
  const grounds = groundsOf(see, by.person)
  const asked = { type: 'building.edit', class: 'edit', happened: by.today, arrived: by.today } as const
  return building.body.stairs.some(({ grid }) => mayWrite(grounds, { ...asked, grid }) === 'ok')
}

/**
 * Values that stand against each other and wait for this person. What is disputed about a household lies only where it
 * may be settled; about a building everybody reads it.
 */
export const disputesFor = (rows: Rows, by: { person: PersonId; today: Day }): readonly RowOf<'conflict'>[] =>
  rows.all('conflict').filter(({ body }) => {
    if (body.state === 'settled') return false
    const building = body.of.kind === 'building' ? rows('building', body.of.id) : undefined
    return body.of.kind !== 'building' || (building !== undefined && mayEditBuilding(rows, building, by))
  })
