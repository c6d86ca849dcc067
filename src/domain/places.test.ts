import { expect, it } from 'vitest'
import { isPlace } from './places.ts'

it('an address inside the app is one whose first part is a place', () => {
  for (const path of ['/', '/today', '/household/h1', '/building/b1/']) expect(isPlace(path)).toBe(true)
})
it('files, the interface and mistyped addresses are no places', () => {
  for (const path of ['/api/sync', '/sw.js', '/assets/index.js', '/todya', '/map/x.png'])
    expect(isPlace(path)).toBe(false)
})
