import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aHousehold, aNeed, aRow, commandId } from '../testing/build.ts'
import { understand } from './all-commands.ts'
import { asId, type Day, type Instant } from './ids.ts'
import { commonNeeds, EMPTY_VISIT, reviewersNear, visitCommand, visitFieldsFrom } from './visit-form.ts'

const now = '2026-11-26T06:20:00.000Z' as Instant
const time = { id: commandId(1), now }
const TODAY = '2026-11-26' as Day

describe('the command of a visit form', () => {
  it('needs an outcome and nothing else', () => {
    expect(visitCommand(aHousehold(), EMPTY_VISIT, time)).toBeUndefined()
    const command = visitCommand(aHousehold(), { ...EMPTY_VISIT, outcome: 'met' }, time)
    expect(command && understand({ ...command, n: 1 })).toMatchObject({ type: 'visit.log', happenedAt: now })
  })
  it('what was not looked at is not in it: blank is never fine', () => {
    const command = visitCommand(aHousehold(), { ...EMPTY_VISIT, outcome: 'met', words: ' ', note: '' }, time)
    expect(command?.payload).toEqual({
      household: 'h1',
      outcome: 'met',
      method: 'door',
      purpose: 'first_contact',
      persons: [],
      observations: {},
      needs: [],
    })
  })
  it('reached by phone is by phone, until the leader says otherwise', () => {
    const reached = { ...EMPTY_VISIT, outcome: 'phone_ok' }
    expect(visitCommand(aHousehold(), reached, time)?.payload.method).toBe('phone')
    expect(visitCommand(aHousehold(), { ...reached, method: 'video' }, time)?.payload.method).toBe('video')
  })
  it('the first visit opens the record, later ones are routine', () => {
    const met = { ...EMPTY_VISIT, outcome: 'met' }
    expect(visitCommand(aHousehold({ lastVisit: now }), met, time)?.payload.purpose).toBe('routine')
  })
  it('a visit noted later keeps the time it happened', () => {
    const at = '2026-11-25T09:00:00.000Z' as Instant
    expect(visitCommand(aHousehold(), { ...EMPTY_VISIT, outcome: 'met', at }, time)?.happenedAt).toBe(at)
  })
})

describe('a draft read back', () => {
  it('is the form it was, field by field', () => {
    const fields = {
      outcome: 'not_home',
      method: 'door',
      persons: ['r1'],
      observations: { health: 'mind' as const },
      words: '夜里起来两趟',
      note: '',
      needs: [{ category: 'eat.canteen', text: '' }],
      nextOn: TODAY,
    }
    expect(visitFieldsFrom({ ...fields })).toEqual(fields)
  })
  it('what does not fit falls away and what was typed stays', () => {
    expect(
      visitFieldsFrom({ words: '还在', persons: 'r1', observations: { a: 'good' }, needs: [null, 3], outcome: 4 }),
    ).toEqual({ ...EMPTY_VISIT, words: '还在' })
  })
})

describe('help for the form', () => {
  it('the needs most often raised come first, then the list’s own order', () => {
    const term = (id: string) => ({ id, zh: id, en: id })
    const view = viewFrom([
      aRow('vocabulary', 'needCategories', {
        terms: [{ ...term('eat'), children: [term('eat.a'), term('eat.b'), term('eat.c')] }],
      }),
      aNeed({ category: 'eat.c' }, 'n1'),
      aNeed({ category: 'eat.c' }, 'n2'),
      aNeed({ category: 'gone' }, 'n3'),
    ])
    expect(commonNeeds(view, 3)).toEqual(['eat.c', 'eat.a', 'eat.b'])
  })
  it('a closed door is told to those who review in the nearest grid that has any', () => {
    const grid = (id: string, parent: string | null) =>
      aRow('grid', id, { level: 'micro', parent: parent === null ? null : asId(parent), name: id, order: 1 })
    const post = (id: string, over: { grid: string; role: string; until?: string }) =>
      aRow('post', id, {
        person: asId(`p-${id}`),
        grid: asId(over.grid),
        role: over.role,
        since: '2026-01-01' as Day,
        until: (over.until ?? null) as Day | null,
      })
    const view = viewFrom([
      grid('top', null),
      grid('mid', 'top'),
      grid('leaf', 'mid'),
      aRow('vocabulary', 'roles', {
        terms: [
          { id: 'chief', zh: '块长', en: 'Chief', abilities: ['review'] },
          { id: 'leader', zh: '组长', en: 'Leader', abilities: ['visit'] },
        ],
      }),
      ...['leader', 'former', 'chief', 'far'].map((id) => aRow('person', `p-${id}`, { name: id })),
      post('leader', { grid: 'leaf', role: 'leader' }),
      post('former', { grid: 'mid', role: 'chief', until: '2026-06-30' }),
      post('chief', { grid: 'mid', role: 'chief' }),
      post('far', { grid: 'top', role: 'chief' }),
    ])
    expect(reviewersNear(view, asId('leaf'), TODAY).map((row) => row.body.name)).toEqual(['chief'])
  })
})
