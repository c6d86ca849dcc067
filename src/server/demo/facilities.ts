import type { FacilityBody } from '../../domain/map-nouns.ts'
import { type Placed, RESIDENTIAL } from './estate.ts'
import { toDegrees } from './outlines.ts'

/** In the lane between the columns, in the garden, and at the edges: metres as the outlines have them. */
const FACILITIES: readonly (readonly [sort: string, name: string, east: number, north: number, note?: string])[] = [
  ['committee', 'A社区居委会', 146, -112, '周一到周六 9:00–17:00'],
  ['service_station', '党群服务站', 146, -182, '每天 8:30–20:00'],
  ['health_station', '卫生服务站', 146, -248, '周一到周五 8:00–16:30'],
  ['canteen', '社区食堂', 146, -330, '午饭 10:45–12:30，可送餐'],
  ['garden', '中心花园', 44, -127],
  ['kindergarten', '河滨幼儿园', 106, -127],
  ['gate', '88弄门岗', -4, -265],
  ['commercial_street', '河滨路商业街', 222, -402],
  ['bus_stop', '河滨路站', 300, -402],
]
/** What people of the estate go to; like its houses it stands in the open sea. */
export const demoFacilities = (): readonly Placed<FacilityBody>[] =>
  FACILITIES.map(([sort, name, east, north, note], place) => ({
    id: `f-${place + 1}`,
    body: {
      ...{ grid: RESIDENTIAL, sort, name, point: toDegrees([east, north]) },
      ...(note === undefined ? {} : { note }),
    },
  }))
