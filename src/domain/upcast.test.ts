import { expect, it } from 'vitest'
import { type Steps, upcast } from './upcast.ts'

const steps: Steps = {
  'visit.log': {
    1: (payload) => ({ ...(payload as object), company: 'alone' }),
    3: (payload) => ({ ...(payload as object), company: [(payload as { company: string }).company] }),
  },
}
const visit = { type: 'visit.log', payload: { household: 'h1' } } as const

it('a payload of an older version goes through every step between, in order', () => {
  expect(upcast(steps, visit, { from: 1, to: 4 })).toEqual({ household: 'h1', company: ['alone'] })
  expect(upcast(steps, visit, { from: 1, to: 2 })).toEqual({ household: 'h1', company: 'alone' })
})
it('a payload of this version, or of a type that never changed, passes as it is', () => {
  expect(upcast(steps, visit, { from: 2, to: 2 })).toEqual({ household: 'h1' })
  expect(upcast(steps, { ...visit, type: 'household.edit' }, { from: 1, to: 4 })).toBe(visit.payload)
})
