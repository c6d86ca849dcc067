import { plusDays } from '../../domain/calendar.ts'
import { type DueRules, escalationOf, intervalOf, type Schedule, scheduleOf } from '../../domain/due.ts'
import { asId, type Day, type Instant, instantOf, makeCommandId, type PersonId } from '../../domain/ids.ts'
import type { CareLevel, NeedBody, Observed, VisitBody } from '../../domain/nouns.ts'
import type { Chance } from './chance.ts'
import type { Placed } from './estate.ts'
import type { Home } from './households.ts'
import { tellModelStory } from './model-story.ts'
import { MISSED_NOTES, SAYINGS, type Saying } from './words.ts'

export interface History {
  readonly visits: readonly Placed<VisitBody>[]
  readonly needs: readonly Placed<NeedBody>[]
  readonly schedule: Schedule
}
export interface Telling {
  readonly home: Home
  readonly today: Day
  /** Days from today until the household is due. */
  readonly dueIn: number
  readonly rules: DueRules
  /** Who visited this door on a day. */
  readonly visitor: (day: Day) => PersonId
}

/** How often a household of this level was reached in the year, from and to. */
const ROUNDS: Readonly<Record<CareLevel, readonly [number, number]>> = {
  red: [16, 24],
  yellow: [5, 7],
  blue: [2, 3],
  green: [1, 2],
  grey: [0, 1],
}
const neverMet = ({ home: { family }, dueIn }: Telling): boolean =>
  family.kind === 'unknown' || (family.kind === 'new_mover' && dueIn === 0)

/** The days counted back from today on which somebody was reached: at the interval for a while, more rarely before. */
function roundsOf(telling: Telling, chance: Chance): readonly number[] {
  const { home, dueIn, rules } = telling
  const interval = intervalOf(rules, home.household.body)
  const [from, to] = ROUNDS[home.family.care]
  const wanted = neverMet(telling) ? 0 : chance.between(from, to)
  const days: number[] = []
  for (let back = interval - dueIn, round = 0; round < wanted && back < 365; round++) {
    if (back >= 1) days.push(back)
    const steady = round < wanted * 0.6
    back += steady ? interval + chance.between(-1, 2) : Math.max(interval * 2, 28) + chance.between(-4, 6)
  }
  return days
}

/** A household's year: whom the leader met, what they said, when nobody answered, and what was promised. */
export function tellHistory(telling: Telling, chance: Chance): History {
  const { home, today, rules, dueIn } = telling
  const days = roundsOf(telling, chance)
  const visits: Placed<VisitBody>[] = []
  const needs: Placed<NeedBody>[] = []
  for (const back of [...days].sort((a, b) => b - a)) {
    const isMissed = home.family.care !== 'grey' && chance.happens(0.1)
    // The knock in vain lies days before, so that the visit that reached somebody still decides the next day.
    if (isMissed && back + 2 < 365)
      visits.push(missedVisit(telling, { back: back + chance.between(1, 2), misses: 1 }, chance))
    const met = metVisit(telling, back, chance)
    visits.push(met.visit)
    needs.push(...met.needs)
  }
  if (isShut(telling, chance)) visits.push(...closedDoor(telling, chance))
  const drawn: Schedule = { lastReached: null, lastVisit: null, nextDue: plusDays(today, dueIn), misses: 0 }
  // A household that was never visited is due on the day it was drawn for; all others by the rule that judges visits.
  const schedule = visits.length === 0 ? drawn : scheduleOf(rules, home.household.body, visits)
  return tellModelStory({ visits, needs, schedule }, telling)
}

/** Some doors are due because nobody answered the last time. */
const isShut = ({ home, dueIn }: Telling, chance: Chance): boolean =>
  dueIn <= 0 && home.family.care !== 'grey' && home.family.place.model === undefined && chance.happens(0.16)
/** One to three knocks whose next day is the day that the household is due on. */
function closedDoor(telling: Telling, chance: Chance): readonly Placed<VisitBody>[] {
  const { home, rules, dueIn } = telling
  const most = home.family.care === 'red' ? 2 : 3
  const knocks = chance.between(1, most)
  const gaps = rules.retryAfterDays
  let back = (gaps[knocks - 1] ?? 1) - dueIn
  const days: number[] = []
  for (let misses = knocks; misses >= 1; misses--) {
    days.unshift(back)
    back += gaps[misses - 2] ?? 1
  }
  return days.map((day, place) => missedVisit(telling, { back: day, misses: place + 1 }, chance))
}

function at(day: Day, chance: Chance): Instant {
  const hour = chance.pick([9, 9, 10, 10, 11, 14, 15, 15, 16, 18, 19])
  const local = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)
  return instantOf(local + chance.between(0, 59) * 60_000 + chance.between(0, 59) * 1000)
}
const commandAt = (moment: Instant, chance: Chance): string =>
  makeCommandId(
    Date.parse(moment),
    Uint8Array.from({ length: 10 }, () => chance.between(0, 255)),
  )
/** Most records reach the server within minutes, some only when the phone is back on the network. */
const receivedAfter = (moment: Instant, chance: Chance): Instant =>
  instantOf(Date.parse(moment) + (chance.happens(0.7) ? chance.between(5, 900) : chance.between(900, 14_000)) * 1000)

function missedVisit(
  telling: Telling,
  { back, misses }: { readonly back: number; readonly misses: number },
  chance: Chance,
): Placed<VisitBody> {
  const { home, today, rules, visitor } = telling
  const day = plusDays(today, -back)
  const moment = at(day, chance)
  const escalated = escalationOf(rules, home.family.care, { outcome: 'not_home', misses })
  return {
    id: commandAt(moment, chance),
    body: {
      household: asId(home.household.id),
      by: visitor(day),
      at: moment,
      outcome: 'not_home',
      method: 'door',
      purpose: 'routine',
      persons: [],
      observations: {},
      ...(chance.happens(0.4) ? { note: chance.pick(MISSED_NOTES) } : {}),
      needs: [],
      ...(escalated === undefined ? {} : { escalated }),
      received: receivedAfter(moment, chance),
    },
  }
}

const OUTCOMES: Readonly<Record<CareLevel, Readonly<Record<string, number>>>> = {
  red: { met: 78, met_other: 8, phone_ok: 13, hospital: 1 },
  yellow: { met: 70, met_other: 14, phone_ok: 15, hospital: 1 },
  blue: { met: 58, met_other: 30, phone_ok: 12 },
  green: { met: 55, met_other: 33, phone_ok: 11, refused: 1 },
  grey: { vacant: 100 },
}
const REACHED = new Set(['met', 'met_other', 'phone_ok'])

function metVisit(telling: Telling, back: number, chance: Chance) {
  const { home, today, visitor } = telling
  const day = plusDays(today, -back)
  const moment = at(day, chance)
  const id = commandAt(moment, chance)
  const told = chance.weigh(OUTCOMES[home.family.care])
  const reached = REACHED.has(told)
  const saying = reached && chance.happens(0.3) ? sayingFor(home, chance) : undefined
  const isNeed = saying?.need !== undefined
  const living = home.residents.filter(({ body }) => body.contactOnly !== true && body.residence !== 'registered_away')
  const person = told === 'met_other' ? (living[1] ?? living[0]) : living[0]
  const visit: VisitBody = {
    household: asId(home.household.id),
    by: visitor(day),
    at: moment,
    outcome: told,
    method: told === 'phone_ok' ? 'phone' : 'door',
    purpose: chance.weigh({ routine: 62, care: 16, info_update: 8, policy: 5, safety_check: 5, follow_up: 4 }),
    persons: reached && person !== undefined ? [asId(person.id)] : [],
    observations: told === 'phone_ok' || !reached ? {} : observationsOf(saying, chance),
    ...(saying === undefined ? {} : { words: saying.words }),
    needs: isNeed ? [`${id}-1`] : [],
    received: receivedAfter(moment, chance),
  }
  return { visit: { id, body: visit }, needs: isNeed ? [needOf({ id, visit, saying, back, day }, chance)] : [] }
}

function sayingFor({ residents }: Home, chance: Chance): Saying {
  const year = Number(residents[0]?.body.birth?.slice(0, 4) ?? 1980)
  const mood = year < 1962 ? 'old' : 'young'
  return chance.pick(chance.happens(0.66) ? SAYINGS[mood] : SAYINGS.anyone)
}
/** Only what was looked at; what was not seen is not written down as fine. */
function observationsOf(saying: Saying | undefined, chance: Chance): Readonly<Record<string, Observed>> {
  const seen: Record<string, Observed> = {}
  for (const item of ['health', 'mind', 'safety', 'hygiene', 'living']) if (chance.happens(0.16)) seen[item] = 'fine'
  if (saying?.mind !== undefined) seen[saying.mind] = 'mind'
  return seen
}

interface Told {
  readonly id: string
  readonly visit: VisitBody
  readonly saying: Saying | undefined
  readonly back: number
  readonly day: Day
}
const PROMISE_DAYS = 7
function needOf({ id, visit, saying, back, day }: Told, chance: Chance): Placed<NeedBody> {
  const open = back <= 10 ? 0.55 : back <= 21 ? 0.12 : 0.015
  const answered = back <= 21 ? 0.4 : 0.08
  const state = chance.happens(open) ? 'raised' : chance.happens(answered) ? 'answered' : 'closed'
  return {
    id: `${id}-1`,
    body: {
      household: visit.household,
      visit: id,
      by: visit.by,
      at: visit.at,
      category: saying?.need ?? 'live.repair',
      text: saying?.words ?? '',
      state,
      answerBy: plusDays(day, PROMISE_DAYS),
    },
  }
}
