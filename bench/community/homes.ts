import { plusDays } from '../../src/domain/calendar.ts'
import { asId, type Day, type DoorId, type Instant, instantOf, type PackId } from '../../src/domain/ids.ts'
import type { CareLevel, NeedBody, ResidentBody, VisitBody } from '../../src/domain/nouns.ts'
import { type Change, put } from '../../src/domain/see.ts'
import { derivedId } from '../../src/server/canonical.ts'
import { chanceOf } from '../../src/server/demo/chance.ts'
import { nameFor, surnameOf } from '../../src/server/demo/names.ts'
import { pinyinOf } from '../../src/server/pinyin.ts'
import { HOUSEHOLDS, householdId, NEEDS, RESIDENTS, VISITS } from './places.ts'

interface Home {
  readonly n: number
  readonly area: number
  readonly pack: PackId
  readonly door: DoorId
  readonly care: CareLevel
}
/** The share of a total that falls on the nth household, spread evenly. */
const shareOf = (total: number, n: number): number =>
  Math.floor(((n + 1) * total) / HOUSEHOLDS) - Math.floor((n * total) / HOUSEHOLDS)
const TODAY = '2026-01-05' as Day
const NEED = ['eat.canteen', 'live.aging_adapt', 'go.escort', 'health.medicine', 'care.bath']
const WORDS = [
  '腿脚不便，下趟楼要歇三趟，想问问加装扶手有没有补贴，材料怎么交。',
  '食堂开到几点钟，眼睛不好看不清楚门口那张纸，最好有人念一念。',
  '下个礼拜三要去医院复查，一个人不敢去，儿子在外地一时回不来。',
  '楼道里的灯坏了半个月，晚上摸黑上楼，报修过一次还没有人来看。',
]

/** A household with its people, visits and needs. Fields that were edited since say by whom, as in a used register. */
export function homeChanges(home: Home): readonly Change[] {
  const { n, area, pack, door, care } = home
  const lots = chanceOf(`bench/${area}/${n}`)
  const id = householdId(n, area)
  const visits = visitsOf(home)
  const last = visits.at(-1)?.at ?? null
  const household = {
    doors: [door],
    dwelling: lots.pick(['owner', 'rented', 'owner', 'owner']),
    care,
    careReason: lots.pick(['独居，每周上门一次', '高龄老人，子女不在身边', '情况稳定，按期走访']),
    tags: lots.pick([['elder_alone', 'elder_80'], ['tenant'], ['pet_dog'], ['low_income', 'limited_mobility']]),
    note: lots.pick(['敲门要响一点，耳朵不好', '下午三点以后在家', '讲沪语']),
    lastReached: last,
    lastVisit: last,
    nextDue: plusDays(TODAY, lots.between(-5, 40)),
    misses: lots.between(0, 2),
  }
  const { dwelling, tags } = household
  return [
    put('household', { id, pack }, household),
    { op: 'set', kind: 'household', id, set: { dwelling, care, tags }, edit: true },
    ...Array.from({ length: shareOf(RESIDENTS, n) }, (_, k) => residentOf(home, k)).flat(),
    ...visits.map((visit, k) => put('visit', { id: visitId(home, k), pack }, visit)),
    ...needsOf(home, visits),
  ]
}
const visitId = ({ n, area }: Home, k: number): string => derivedId('visit', String(area), String(n), String(k))

function residentOf({ n, area, pack }: Home, k: number): readonly Change[] {
  const lots = chanceOf(`bench/${area}/${n}/${k}`)
  const sex = lots.pick(['1', '2'] as const)
  const age = lots.between(4, 92)
  const name = nameFor(surnameOf(lots), { sex, age }, lots)
  const pinyin = pinyinOf(name)
  const body: ResidentBody = {
    household: householdId(n, area),
    name,
    ...(pinyin === undefined ? {} : { pinyin }),
    sex,
    birth: `${2026 - age}-0${lots.between(1, 9)}-1${lots.between(0, 9)}`,
    // Of a range that is given to nobody.
    phone: `154${String(n * 10 + k).padStart(8, '0')}`,
    tags: age > 79 ? ['elder_80'] : [],
    kinship: k === 0 ? '02' : '10',
    residence: 'lives_and_registered',
  }
  const id = `r${area}-${String(n).padStart(5, '0')}.${k + 1}`
  const { phone } = body
  return [put('resident', { id, pack }, body), { op: 'set', kind: 'resident', id, set: { phone }, edit: true }]
}

function visitsOf(home: Home): readonly VisitBody[] {
  const { n, area } = home
  return Array.from({ length: shareOf(VISITS, n) }, (_, k): VisitBody => {
    const lots = chanceOf(`bench/visit/${area}/${n}/${k}`)
    const at = instantOf(Date.UTC(2025, 2 + 3 * k, 1 + (n % 27), 1 + (n % 10), n % 60))
    return {
      household: householdId(n, area),
      by: asId(`p-leader-${n % 118}`),
      at,
      outcome: 'reached',
      method: 'door',
      purpose: 'routine',
      persons: [asId(`r${area}-${String(n).padStart(5, '0')}.1`)],
      observations: { health: lots.pick(['fine', 'mind']), safety: 'fine', mind: 'fine' },
      words: lots.pick(WORDS),
      needs: needs(n)[k] === true ? [`${visitId(home, k)}-1`] : [],
      received: at as Instant,
    }
  })
}
/** Which of a household's visits raised a need. */
const needs = (n: number): readonly boolean[] => Array.from({ length: shareOf(NEEDS, n) }, () => true)
function needsOf(home: Home, visits: readonly VisitBody[]): readonly Change[] {
  return visits.slice(0, needs(home.n).length).map((visit, k) => {
    const lots = chanceOf(`bench/need/${home.area}/${home.n}/${k}`)
    const { household, by, at } = visit
    const text = lots.pick(WORDS)
    const raised = { household, visit: visitId(home, k), by, at, category: lots.pick(NEED), text }
    const body: NeedBody = { ...raised, state: 'raised', answerBy: plusDays(TODAY, home.n % 14) }
    return put('need', { id: `${visitId(home, k)}-1`, pack: home.pack }, body)
  })
}
