import { expect, test } from 'vitest'
import { exposes } from './exposed.ts'

const helped = { name: '徐阿婆', place: '9号 501' }
test.each([
  ...['给徐阿婆送药', '徐 阿婆要一副老花镜', '打 1540000 1234', '给9号501送药', '９号５０１室', '9-501 有人等'],
  ...['送到501', '501室要一副老花镜', '9幢501'],
])('%s says whom it helps', (text) => {
  expect(exposes(helped, text)).toBe(true)
})
test.each(['想要一副老花镜', '9号门口见', '坐501路到大厅', '带501元', '1501室', '5012', '两点到九点'])(
  '%s says nothing of whom it helps',
  (text) => {
    expect(exposes(helped, text)).toBe(false)
  },
)
test('a door is known by all the forms in which an address is written, a short room only with its house', () => {
  const at = (place: string, text: string) => exposes({ place }, text)
  expect(at('共和路88弄12号302室', '到12号302量血压')).toBe(true)
  expect(at('3号楼2单元501', '2单元501等人')).toBe(true)
  expect([at('9号 12', '12点到'), at('9号 12', '9号12室')]).toEqual([false, true])
  expect([at('12号亭子间', '12号 亭子间的老人'), at('12号', '12号门口')]).toEqual([true, false])
  expect([at('居委大厅', '居委大厅见'), at('', '501室')]).toEqual([false, false])
})
