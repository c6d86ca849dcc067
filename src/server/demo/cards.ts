import { plusDays } from '../../domain/calendar.ts'
import type { Day, PersonId } from '../../domain/ids.ts'
import { asId } from '../../domain/ids.ts'
import { gridPack, personPack } from '../../domain/packs.ts'
import { type Change, put } from '../../domain/see.ts'
import type { VolunteerBody, VolunteerSkill } from '../../domain/task-nouns.ts'
import type { Chance } from './chance.ts'
import { RESIDENTIAL } from './estate.ts'
import { KNOWN_PEOPLE, type Staff } from './posts.ts'

const SKILLS = ['haircut', 'it', 'dialect', 'carry', 'gardening', 'cooking', 'teaching', 'photo', 'security', 'sewing']
const WITH_PAPERS = ['medical', 'electric', 'first_aid']
const SLOTS = ['wd_am', 'wd_pm', 'wd_eve', 'thu_am', 'we_am', 'we_pm']
const WILLS = ['退休了，想做点实在的', '楼里老人多，搭把手', '周末有空', '以前做过，还做得动']

/** A card for every volunteer: what she can do, when she is free. */
export function cardChanges(staff: Staff, today: Day, chance: Chance): readonly Change[] {
  const people = new Set(staff.posts.flatMap(({ body }) => (body.role === 'volunteer' ? [body.person] : [])))
  return [...people].flatMap((person) => {
    const card = cardOf(person, today, chance.fork(person))
    return [
      put('volunteer', { id: person, pack: personPack(person) }, card),
      put('card', { id: person, pack: gridPack(RESIDENTIAL) }, card),
    ]
  })
}
function cardOf(person: PersonId, today: Day, chance: Chance): VolunteerBody {
  const own: VolunteerSkill[] = chance
    .shuffle(SKILLS)
    .slice(0, chance.between(1, 3))
    .map((skill) => ({ skill }))
  if (chance.happens(0.3)) {
    own.push({
      skill: chance.pick(WITH_PAPERS),
      certificate: '证书已看',
      until: plusDays(today, chance.between(-40, 900)),
    })
  }
  // Whoever tries the app with the printed codes finds tasks that fit.
  const isKnown = KNOWN_PEOPLE.has(person)
  return {
    person: asId(person),
    will: chance.pick(WILLS),
    skills: isKnown && !own.some(({ skill }) => skill === 'haircut') ? [...own, { skill: 'haircut' }] : own,
    slots: isKnown ? [] : chance.shuffle(SLOTS).slice(0, chance.between(1, 3)),
    languages: chance.happens(0.7) ? ['沪语', '普通话'] : ['普通话'],
    source: chance.pick(['retired', 'party_retired', 'party_on_job', 'youth', 'company']),
    birth: String(Number(today.slice(0, 4)) - chance.between(24, 71)),
    groups: [],
  }
}
