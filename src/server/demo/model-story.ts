import { plusDays } from '../../domain/calendar.ts'
import { conflictId } from '../../domain/edit.ts'
import { asId, type Instant, instantOf, type PersonId } from '../../domain/ids.ts'
import type { ConflictBody, NeedBody, VisitBody } from '../../domain/nouns.ts'
import type { Placed } from './estate.ts'
import type { Home } from './households.ts'
import { phoneOf } from './names.ts'
import type { History, Telling } from './visits.ts'

/** The old man of 12号 302 on the last three visits, newest first: what he asked for has not been answered. */
const LAST: readonly Partial<VisitBody>[] = [
  {
    outcome: 'met',
    method: 'door',
    words: '饭自己烧不动了，食堂的菜能送上来伐？',
    observations: { health: 'mind', living: 'mind' },
  },
  {
    outcome: 'not_home',
    method: 'door',
    note: '当天电话女儿，说在医院配药',
    escalated: 'red',
    observations: {},
    persons: [],
  },
  { outcome: 'phone_ok', method: 'phone', words: '今朝勿下楼了，脚里没力气。', observations: {} },
]
const ASKED: readonly Pick<NeedBody, 'category' | 'text'>[] = [
  { category: 'eat.meal_delivery', text: '助餐多少钱、能不能送上楼' },
  { category: 'live.repair', text: '三楼走廊灯不亮' },
]

export function tellModelStory(history: History, { home, today }: Telling): History {
  if (home.family.place.model?.story !== 'old_man_alone') return history
  const newestFirst = [...history.visits].sort((a, b) => (a.body.at < b.body.at ? 1 : -1)).slice(0, LAST.length)
  const [newest] = newestFirst
  if (newest === undefined) return history
  const touched = new Set(newestFirst.map(({ id }) => id))
  const needs = ASKED.map((asked, place): Placed<NeedBody> => {
    const { household, by, at } = newest.body
    // One promise is overdue, the other still has two days.
    const answerBy = plusDays(today, place === 0 ? -2 : 2)
    return {
      id: `${newest.id}-${place + 1}`,
      body: { household, visit: newest.id, by, at, ...asked, state: 'raised', answerBy },
    }
  })
  const told = newestFirst.map((visit, place): Placed<VisitBody> => {
    const { words: _words, note: _note, escalated: _escalated, ...plain } = visit.body
    const ids = place === 0 ? needs.map(({ id }) => id) : []
    return { id: visit.id, body: { ...plain, ...LAST[place], needs: ids } }
  })
  return {
    ...history,
    visits: [...history.visits.filter(({ id }) => !touched.has(id)), ...told],
    needs: [...history.needs.filter(({ body }) => !touched.has(body.visit)), ...needs],
  }
}

/** Two people wrote two numbers for one resident of 13号 501 without seeing each other's. */
export function modelConflict(
  home: Home,
  by: readonly [PersonId, PersonId],
  now: Instant,
): Placed<ConflictBody> | undefined {
  const resident = home.residents.find(({ body }) => body.phone !== undefined)
  if (resident === undefined) return undefined
  const subject = { kind: 'resident', id: resident.id } as const
  const earlier = (days: number): Instant => instantOf(Date.parse(now) - days * 86_400_000)
  return {
    id: conflictId(subject, 'phone'),
    body: {
      of: subject,
      household: asId(home.household.id),
      field: 'phone',
      values: [
        { value: resident.body.phone, by: by[0], at: earlier(3), command: null },
        { value: phoneOf(9999), by: by[1], at: earlier(1), command: null },
      ],
      state: 'open',
    },
  }
}
