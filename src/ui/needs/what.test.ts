import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../../domain/commands.ts'
import { asId } from '../../domain/ids.ts'
import type { Row } from '../../domain/nouns.ts'
import { defaultVocabularies } from '../../server/vocabulary.ts'
import { viewFrom } from '../../store/view.ts'
import { aHousehold, anEdit, aResident, aVisit } from '../../testing/build.ts'
import { loadText } from '../text/text.ts'
import { type What, whatOf } from './what.ts'

const row = (kind: string, id: string, body: unknown): Row =>
  ({ kind, id, pack: asId('c'), seq: 1, writer: {}, body }) as unknown as Row
const ROWS: readonly Row[] = [
  ...[...defaultVocabularies()].map(([id, body]) => row('vocabulary', id, body)),
  row('building', 'b1', {
    name: '88弄',
    order: 1,
    stairs: [{ id: '1', label: '12号', grid: 'g1' }],
    shape: [],
    attributes: [],
  }),
  row('door', 'd1', { building: 'b1', stair: '1', floor: 3, room: '302', order: 1, use: 'home' }),
  aHousehold(),
  aResident(),
]
const view = viewFrom(ROWS)
const say = (command: Command): What => whatOf(view, { command })
beforeAll(() => loadText('core', 'needs'))

describe('a command in a person’s words', () => {
  it('a visit says where, how it went, and everything that was typed', () => {
    const what = say(aVisit({ set: { words: '脚下头滑', observations: { health: 'mind' }, persons: ['r1'] } }))
    expect([what.place, what.did, what.quote]).toEqual(['12号 302', '走访，见到本人', '脚下头滑'])
    expect(what.typed).toEqual([
      ['结果', '见到本人'],
      ['见到', '张建明'],
      ['原话', '脚下头滑'],
      ['看到的', '健康状况要留意'],
    ])
  })
  it('an edit names the field and its new value by the vocabulary', () => {
    expect(say(anEdit({ dwelling: 'vacant' })).did).toBe('居住情况改成「空关」')
    expect(say(anEdit({ dwelling: 'vacant', note: '搬走了' })).did).toBe('居住情况改成「空关」等 2 处')
    expect(say(anEdit({ tags: [] })).did).toBe('标签改成「空着」')
  })
  it('a resident is masked in the heading and open in what the author typed', () => {
    const edit = { ...anEdit({}), type: 'resident.edit' }
    const what = say({ ...edit, payload: { resident: 'r1', household: 'h1', set: { phone: '13900000417' } } })
    expect([what.place, what.did]).toEqual(['12号 302 张*明', '电话改成「139****0417」'])
    expect(what.typed).toEqual([['电话', '13900000417']])
  })
  it('a door is called as on the stairs, with what is written on it now and what a shop is called', () => {
    const payload = { building: 'b1', stair: '1', floor: 3, room: '302A', use: 'home', name: null }
    const added = say({ ...anEdit({}), type: 'door.add', payload })
    expect([added.place, added.did, added.household]).toEqual(['12号 302A', '添了一间', undefined])
    expect(added.typed).toEqual([
      ['几楼', '3 楼'],
      ['门牌', '302A'],
      ['做什么用', '住家'],
    ])
    const edited = say({ ...anEdit({}), type: 'door.edit', payload: { door: 'd1', set: { name: '裁缝铺' } } })
    expect([edited.place, edited.did]).toEqual(['12号 302', '店名改成「裁缝铺」'])
    const gone = say({ ...anEdit({}), type: 'door.edit', payload: { door: 'd9', set: { room: '1' } } })
    expect(gone.place).toBe('一户（手机上没有资料）')
  })
  it('an identity number is nowhere shown whole', () => {
    const what = say(aVisit({ set: { note: '证号 11010519491231002X' } }))
    expect(JSON.stringify(what.typed)).not.toContain('19491231')
  })
  it('a household that has left the phone keeps its words', () => {
    const what = say(aVisit({ set: { household: 'elsewhere', words: '还在' } }))
    expect([what.place, what.household, what.quote]).toEqual(['一户（手机上没有资料）', undefined, '还在'])
  })
  it('a household that has left the phone is called what it was called at the tap', () => {
    const command = aVisit({ set: { household: 'elsewhere' } })
    expect(whatOf(view, { command, place: '13号 602' }).place).toBe('13号 602')
    expect(whatOf(view, { command: aVisit(), place: '老地方' }).place).toBe('12号 302')
  })
  it('a command of a newer build is quoted as far as it can be read', () => {
    const what = say({ ...aVisit(), type: 'sweep.done', payload: { household: 'h1', words: '没看到人' } })
    expect([what.place, what.did, what.quote]).toEqual(['12号 302', '一条记录', '没看到人'])
  })
  it('a payload that is no object at all does not break the list', () => {
    expect(say({ ...aVisit(), payload: 'x' }).did).toBe('一条记录')
    expect(say({ ...aVisit(), payload: null }).typed).toEqual([])
  })
})

describe('a command about a task', () => {
  const task = row('task', 't1', { title: '代取药', steps: [{ id: 'a', text: '先打电话' }] })
  const seen = viewFrom([...ROWS, task])
  const tell = (type: string, payload: object): What =>
    whatOf(seen, { command: { ...aVisit(), type, payload: { task: 't1', claim: 'c1', ...payload } } })
  it('says which one and what was done, and the way to it', () => {
    const what = tell('task.claim', {})
    expect([what.place, what.did, what.task]).toEqual(['代取药', '认领', 't1'])
    expect(say({ ...aVisit(), type: 'task.claim', payload: { task: 'gone' } }).task).toBeUndefined()
  })
  it('keeps every word and figure that was typed', () => {
    const finish = tell('task.finish', { minutes: 45, note: '药少一盒' })
    expect(finish.typed).toEqual([
      ['分钟', '45'],
      ['记的话', '药少一盒'],
    ])
    expect(tell('step.tick', { step: 'a', done: true }).typed).toEqual([['步骤', '先打电话']])
  })
  it('a card says what was written on it by hand', () => {
    const edit = { ...aVisit(), type: 'volunteer.edit', payload: { set: { limits: '怕狗' } } }
    expect([say(edit).place, say(edit).typed]).toEqual(['志愿者卡', [['不方便的', '怕狗']]])
  })
})
