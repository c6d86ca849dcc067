/**
 * The estate on paper: which buildings stand in which row of which micro-grid. Counts follow community A
 * (118 buildings in 7 micro-grids); streets, lanes and numbers are invented.
 */

/**
 * slab: six storeys, two doors a landing. corridor: five storeys, four doors on an open corridor to the north.
 * point: twelve storeys round a lift. court: round a yard. street: shops below, flats above. lane: old lane houses
 * of three storeys where several households share a kitchen. duplex: the two upper storeys are one flat.
 * model: the building drawn by hand in model-building.ts.
 */
export type Form = 'slab' | 'corridor' | 'point' | 'court' | 'street' | 'lane' | 'duplex' | 'model'

export interface PlannedBuilding {
  readonly form: Form
  /** 号 of its stairs; in Shanghai a 号 is a stair. */
  readonly numbers: readonly number[]
  readonly row: number
}
export interface PlannedGrid {
  readonly order: number
  readonly name: string
  /** 88弄, 河滨路: what stands before the 号. */
  readonly lane: string
  readonly column: 'west' | 'east'
  readonly buildings: readonly PlannedBuilding[]
}

/** s2 is a slab with two stairs; rows from north to south, buildings from west to east. */
const ROWS: readonly (readonly [name: string, lane: string, first: number, column: 'west' | 'east', rows: string])[] = [
  ['第一微网格', '76弄', 1, 'west', 's2 s2 s2 / s2 s1 s2 / s2 s2 s2 / s3 s2 / s1 c1 s2 / s2 s2 s1'],
  ['第二微网格', '96弄', 1, 'east', 's2 s1 s2 / s1 d2 s2 / s2 c1 s2 / s2 s2 s2 / s2 s3 / s2 s1 s2'],
  ['第三微网格', '88弄', 4, 'west', 's2 s1 s2 / s3 m2 c1 / s1 s1 s1 s1 / s2 s2 s2 / s2 s4 / l4 s2'],
  ['第四微网格', '96弄', 40, 'east', 's2 s2 s2 / s3 s2 / p1 s1 s2 / s2 s1 s2 / s2 d2 s1 / s1 s2 s1'],
  ['第五微网格', '108弄', 1, 'east', 'p1 p1 / s2 s2 s1 / o4 s2 / s1 s2 s1 s1 / s2 c1 s2 / s1 s2 s1'],
  ['第六微网格', '88弄', 37, 'west', 's2 s2 s1 / s2 s1 s2 / s2 s3 / s1 s1 l5 s1 / p1 s2 / s2 s2 s2'],
  ['第七微网格', '河滨路', 1, 'east', 'l5 l4 l5 / l5 l5 s2 / s2 s2 s2 / s2 s4 / t2 t2 t2 / t2 t2'],
]
const FORMS: Readonly<Record<string, Form>> = {
  s: 'slab',
  c: 'corridor',
  p: 'point',
  o: 'court',
  t: 'street',
  l: 'lane',
  d: 'duplex',
  m: 'model',
}

export function planEstate(): readonly PlannedGrid[] {
  return ROWS.map(([name, lane, first, column, rows], place) => {
    let number = first
    const buildings = rows.split(' / ').flatMap((row, rowNumber) =>
      row.split(' ').map((code): PlannedBuilding => {
        const stairs = Number(code.slice(1))
        const numbers = Array.from({ length: stairs }, (_, stair) => number + stair)
        number += stairs
        return { form: FORMS[code.slice(0, 1)] ?? 'slab', numbers, row: rowNumber }
      }),
    )
    return { order: place + 1, name, lane, column, buildings }
  })
}

/** 88弄 12–13号 */
export function nameOf(lane: string, numbers: readonly number[]): string {
  const [first] = numbers
  const last = numbers.at(-1)
  return `${lane} ${first === last ? first : `${first}–${last}`}号`
}
