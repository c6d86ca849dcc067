import { expect, test } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aDoor, aHousehold } from '../testing/build.ts'
import { addressOf, compareLabels, doorName } from './address.ts'
import { asId } from './ids.ts'

test('a household is called by stair, room and its own name behind a shared door', () => {
  const see = viewFrom([aBuilding(), aDoor()])
  expect(doorName(see, aHousehold())).toBe('12号 302')
  expect(doorName(see, aHousehold({ label: '甲' }))).toBe('12号 302 甲')
})
test('a stair without a name of its own is called by its building', () => {
  const block = aBuilding({ name: 'Blk 118A', stairs: [{ id: '12', label: '', grid: asId('g') }] })
  expect(doorName(viewFrom([block, aDoor({ room: '#05-231' })]), aHousehold())).toBe('Blk 118A #05-231')
})
test('a household has no address while its door or building has not arrived', () => {
  expect(addressOf(viewFrom([aDoor()]), aHousehold().body)).toBeUndefined()
  expect(doorName(viewFrom([]), aHousehold())).toBe('h1')
})
test('labels sort as people count them', () => {
  expect(['丙', '', '乙', '北间', '甲'].sort(compareLabels)).toEqual(['', '甲', '乙', '丙', '北间'])
})
