import { describe, expect, it } from 'vitest'
import { boardHref, mapHref, readState } from './map-state.ts'

const stateAt = (href: string) => readState(Object.fromEntries(new URL(href, 'http://x').searchParams))

describe('the address of the map', () => {
  it('says what is usual by saying nothing', () => {
    expect(mapHref(readState({}))).toBe('/map')
    expect(readState({ layer: 'nonsense', days: '3', hide: 'x', ask: 'y' })).toEqual(readState({}))
  })
  it('gives back every choice', () => {
    const state = stateAt('/map?layer=unseen&days=30&hide=seen.unknown&grid=g-3&as=list&ask=promised&from=b1')
    expect(stateAt(mapHref(state))).toEqual(state)
    expect([...state.hidden]).toEqual(['seen', 'unknown'])
  })
  it('hides nothing of another layer, and only classes that this one has', () => {
    const state = stateAt('/map?hide=red.overdue')
    expect([...state.hidden]).toEqual(['red'])
    expect(mapHref(state, { layer: 'due' })).toBe('/map?layer=due')
  })
  it('a question forgets the house it started from when it is put away', () => {
    expect(mapHref(stateAt('/map?ask=promised&from=b1'), { ask: undefined })).toBe('/map')
  })
  it('a board is seen by the same layer and the same days', () => {
    expect(boardHref(stateAt('/map?layer=unseen&days=7'), 'b1')).toBe('/building/b1?layer=unseen&days=7')
    expect(boardHref(stateAt('/map'), 'b1')).toBe('/building/b1?layer=care')
  })
})
