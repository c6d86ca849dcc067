import type { FieldRow } from './parsed.ts'

/** Cells that were joined over several rows hold their words in the first of them alone. */
const HOUSE = ['street', 'lane', 'building', 'number'] as const
const DOOR = ['stair', 'floor', 'room'] as const
type Cells = FieldRow['cells']
const says = (cells: Cells, fields: readonly string[]): boolean => fields.some((field) => cells[field] !== undefined)
const taken = (cells: Cells, fields: readonly string[]): Cells =>
  Object.fromEntries(fields.flatMap((field) => (cells[field] === undefined ? [] : [[field, cells[field]]])))

/** A row with its place written out, and whether some of that was taken from the row above. */
export interface Placed extends FieldRow {
  readonly isFilled: boolean
}
/**
 * Rows of a roster with every place written out, as offices join a house's cells over its doors and a door's over the
 * people behind it: a row that names somebody and no house belongs to the house above, and where it names no door
 * either, to the door above. A row that names nobody is left as it stands: a sum, or a slip.
 */
export function writeOutPlaces(rows: readonly FieldRow[]): readonly Placed[] {
  let above: Cells = {}
  return rows.map((row) => {
    const { cells } = row
    const isWhole = says(cells, [...HOUSE, 'address'])
    if (isWhole || !says(cells, ['name', 'head'])) {
      if (isWhole) above = taken(cells, [...HOUSE, ...DOOR, 'address'])
      return { ...row, isFilled: false }
    }
    const house = taken(above, [...HOUSE, 'address'])
    const own = taken(cells, DOOR)
    // A stair goes on until another is named; another room of it stands on a floor of its own.
    const door = own['room'] === undefined ? { ...taken(above, DOOR), ...own } : { ...taken(above, ['stair']), ...own }
    above = { ...house, ...door }
    const filled = { ...above, ...cells }
    return { ...row, cells: filled, isFilled: Object.keys(filled).length > Object.keys(cells).length }
  })
}
