import type { Decision, Of } from './decide.ts'
import { asId, type Day } from './ids.ts'
import type { FacilityBody } from './map-nouns.ts'
import { COMMUNITY_PACK } from './packs.ts'
import { put, type See } from './see.ts'

/** A facility as somebody says it now, whole; one that has closed stays as what it was. */
export function setFacility(see: See, { payload }: Of<'facility.set'>): Decision {
  if (see('grid', payload.grid) === undefined) return { refused: 'not_found' }
  const terms = see('vocabulary', 'poiKinds')?.body.terms ?? []
  if (!terms.some((term) => term.id === payload.sort)) return { refused: 'bad_payload' }
  const { facility, grid, sort, name, point, phone, note, ended } = payload
  const foreignId = see('facility', facility)?.body.foreignId
  const body: FacilityBody = {
    grid: asId(grid),
    sort,
    name,
    point,
    ...(phone === undefined || phone === '' ? {} : { phone }),
    ...(note === undefined || note === '' ? {} : { note }),
    ...(foreignId === undefined ? {} : { foreignId }),
    ...(ended === undefined ? {} : { ended: { on: ended as Day } }),
  }
  return { changes: [put('facility', { id: facility, pack: COMMUNITY_PACK }, body)] }
}
