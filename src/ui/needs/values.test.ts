import { beforeAll, expect, test } from 'vitest'
import { asId } from '../../domain/ids.ts'
import type { ConflictBody, Row } from '../../domain/nouns.ts'
import { defaultVocabularies } from '../../server/vocabulary.ts'
import { viewFrom } from '../../store/view.ts'
import { loadText } from '../text/text.ts'
import { sayDisputed, sayDoor, sayField, sayValue } from './values.ts'

const view = viewFrom(
  [...defaultVocabularies()].map(
    ([id, body]) => ({ kind: 'vocabulary', id, pack: asId('c'), seq: 1, writer: {}, body }) as unknown as Row,
  ),
)
beforeAll(() => loadText('core', 'needs'))
const disputed = (field: string, values: readonly unknown[], isOpen = false): string => {
  const of = { kind: field === 'phone' || field === 'name' ? 'resident' : 'household', id: 'x' } as const
  const body = { of, field, values: values.map((value) => ({ value })), state: 'open' } as unknown as ConflictBody
  return sayDisputed(view, body, isOpen)
}

test('what stands against each other is said by the words of its list, and never as it is stored', () => {
  expect(disputed('care', ['red', 'yellow'])).toBe('关爱等级 红·高风险 / 黄·重点关爱')
  expect(disputed('tags', [['dialysis'], []])).toBe('标签 血透 / 空着')
  expect(disputed('ended', [{ on: '2026-01-05', why: 'moved_out' }, null])).toMatch(/1月5日 迁出 \/ 空着$/)
  for (const field of ['careBasis', 'tagsBasis', 'noteBasis'])
    expect(disputed(field, ['consent', null])).toMatch(/^[^A-Za-z]+ 本人同意 \/ 空着$/)
})
test('names and phones that stand against each other are open only where the page is', () => {
  expect(disputed('phone', ['13900000417', null])).toBe('电话 139****0417 / 空着')
  expect(disputed('name', ['张建明', '张健明'])).toBe('姓名 张*明 / 张*明')
  expect(disputed('name', ['张建明', '张健明'], true)).toBe('姓名 张建明 / 张健明')
})
test('what changed of a door is said in words, and a shop is called by its whole name', () => {
  for (const field of ['floor', 'room', 'use', 'name', 'ended']) expect(sayField('door', field)).not.toBe(field)
  expect(sayValue(view, { field: 'floor', value: -1 })).toBe('地下 1 层')
  expect(sayValue(view, { field: 'use', value: 'store' })).toBe('储藏')
  expect(sayValue(view, { field: 'use', value: 'newer' })).toBe('newer')
  expect(sayValue(view, { field: 'ended', value: { on: '2026-01-05', why: 'demolished' } })).toMatch(
    /1月5日 拆了、打通了$/,
  )
  expect(sayDoor(view, { building: 'nowhere', stair: '1', room: '302A' })).toBe('302A')
})
test('what changed of a service point is said in words', () => {
  for (const field of ['name', 'sort', 'phone', 'note', 'point', 'grid', 'ended'])
    expect(sayField('facility', field)).not.toBe(field)
  expect(sayValue(view, { field: 'sort', value: 'committee' })).toBe('居委会')
  expect(sayValue(view, { field: 'ended', value: { on: '2026-01-05' } })).toMatch(/1月5日 起没有了$/)
})
