import { describe, expect, it } from 'vitest'
import { aHousehold, aResident, PACK } from '../testing/build.ts'
import { asId } from './ids.ts'
import type { Kind, Row } from './nouns.ts'
import { historyPack } from './packs.ts'
import { splitByStair } from './split.ts'

const row = (kind: Kind, id: string, body: object): Row =>
  ({ kind, id, pack: PACK, seq: 1, writer: {}, body }) as unknown as Row
const door = (id: string, stair: string) => row('door', id, { building: 'b1', stair })
const household = (id: string, ...doors: readonly string[]) => ({
  ...aHousehold({ doors: doors.map((d) => asId(d)) }),
  id,
})
const about = (kind: Kind, id: string, household: string) => row(kind, id, { household })
const inHistory = (one: Row): Row => ({ ...one, pack: historyPack(PACK) })

/** Where each row goes, by kind and id. */
const goes = (rows: readonly Row[], stairs: readonly string[] = ['s1', 's2', 's3']) =>
  Object.fromEntries(
    splitByStair(rows, { stairs, packFor: (stair) => asId(`b:new:${stair}`) }).map((change) =>
      change.op === 'move' ? [`${change.kind} ${change.id}`, change.pack] : ['other', change.op],
    ),
  )

describe('a pack taken apart by stair', () => {
  it('keeps its first stair, and every other goes with its doors, households and all about them', () => {
    const rows = [
      ...[door('d1', 's1'), door('d2', 's2'), door('d3', 's3')],
      ...[household('h1', 'd1'), household('h2', 'd2'), household('h3', 'd3')],
      ...[about('resident', 'r1', 'h1'), about('resident', 'r2', 'h2'), about('visit', 'v3', 'h3')],
      ...[about('need', 'n2', 'h2'), about('conflict', 'x3', 'h3'), about('visit', 'v1', 'h1')],
    ]
    expect(goes(rows)).toEqual({
      ...{ 'door d2': 'b:new:s2', 'household h2': 'b:new:s2', 'resident r2': 'b:new:s2', 'need n2': 'b:new:s2' },
      ...{ 'door d3': 'b:new:s3', 'household h3': 'b:new:s3', 'visit v3': 'b:new:s3', 'conflict x3': 'b:new:s3' },
    })
  })
  it('puts a household of two doors where its first door lies', () => {
    const rows = [door('d1', 's1'), door('d2', 's2'), household('both', 'd1', 'd2'), household('other', 'd2', 'd1')]
    expect(goes(rows)).toEqual({ 'door d2': 'b:new:s2', 'household other': 'b:new:s2' })
  })
  it('takes history into the history of the new pack', () => {
    const rows = [
      ...[door('d1', 's1'), door('d2', 's2'), household('h1', 'd1'), household('h2', 'd2')],
      ...[inHistory(about('visit', 'old1', 'h1')), inHistory(about('visit', 'old2', 'h2'))],
    ]
    expect(goes(rows)).toEqual({
      'door d2': 'b:new:s2',
      'household h2': 'b:new:s2',
      'visit old2': 'h:new:s2',
    })
  })
  it('leaves what hangs under no door of the pack where it is', () => {
    const rows = [door('d1', 's1'), door('d2', 's2'), household('lost', 'd9'), aResident({ household: asId('lost') })]
    expect(goes(rows)).toEqual({ 'door d2': 'b:new:s2' })
  })
  it('goes by the building’s order of stairs, and a stair that it no longer names goes', () => {
    const rows = [door('d0', 's0'), door('d1', 's1'), door('d2', 's2')]
    expect(goes(rows, ['s2', 's1'])).toEqual({ 'door d0': 'b:new:s0', 'door d1': 'b:new:s1' })
  })
  it('changes nothing where there is one stair, or none', () => {
    expect(goes([door('d1', 's1'), door('d2', 's1'), household('h1', 'd1')])).toEqual({})
    expect(goes([household('h1', 'd1')])).toEqual({})
  })
})
