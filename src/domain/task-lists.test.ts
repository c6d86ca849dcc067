import { describe, expect, it } from 'vitest'
import { viewFrom } from '../store/view.ts'
import { aBuilding, aRow } from '../testing/build.ts'
import { aTask, hoursOn } from '../testing/tasks.ts'
import { newClaim } from './claim.ts'
import { asId, type Day, type GridId } from './ids.ts'
import type { Row } from './nouns.ts'
import { isSettled, listOf, loadOf, nextFree, searchTasks, taskCards } from './task-lists.ts'
import type { TaskBody, VolunteerBody } from './task-nouns.ts'

const me = asId<'person'>('p1')
const reader = { person: me, now: hoursOn(0) }
const CLOCK = { now: hoursOn(0), timeZone: 'Asia/Shanghai' }
const at = CLOCK
const grid = (id: string, level: 'residential' | 'micro' | 'stair', parent: string | null): Row =>
  aRow('grid', id, { level, parent: parent as GridId | null, name: id, order: 1 })
const GRIDS: readonly Row[] = [
  grid('root', 'residential', null),
  ...['m1', 'm2'].map((id) => grid(id, 'micro', 'root')),
  ...['s1', 's2'].map((id) => grid(id, 'stair', 'm1')),
  grid('s3', 'stair', 'm2'),
  aRow('post', 'post1', {
    person: me,
    grid: asId('s1'),
    role: 'stair_leader',
    since: '2026-01-01' as Day,
    until: null,
  }),
]
function task(id: string, over: Partial<TaskBody> = {}, seats: readonly (string | null)[] = [null]): readonly Row[] {
  const places = seats.map((claim, n) =>
    aRow('seat', `${id}-s${n}`, { task: id, no: n + 1, claim, until: null, ends: null }),
  )
  return [aRow('task', id, aTask({ ...over, title: over.title ?? id })), ...places]
}
const mine = (id: string, of: string, state: 'claimed' | 'confirmed' | 'lost' | 'submitted' = 'confirmed'): Row =>
  aRow('claim', id, { ...newClaim({ task: of, person: me, wait: true }, 'claimed', { at: hoursOn(0), by: me }), state })
const card = (over: Partial<VolunteerBody>): Row =>
  aRow('volunteer', me, { person: me, skills: [], slots: [], languages: [], groups: [], ...over })
const cardsOf = (...rows: readonly (Row | readonly Row[])[]) => taskCards(viewFrom([...GRIDS, ...rows.flat()]), reader)
const idsOf = (cards: readonly { readonly task: { readonly id: string } }[]) => cards.map(({ task: { id } }) => id)

describe('the cards', () => {
  it('are those of tasks that take claims now and of what one has to do with, the most urgent and soonest first', () => {
    const cards = cardsOf(
      task('later', { from: hoursOn(40) }),
      task('soon', { from: hoursOn(3) }),
      task('urgent', { urgency: 'urgent', from: hoursOn(47) }),
      task('closed', { closed: true }),
      task('past', { until: hoursOn(0) }),
      task('own', { state: 'expired', from: hoursOn(1) }, ['k1']),
      mine('k1', 'own', 'submitted'),
    )
    expect(idsOf(cards)).toEqual(['urgent', 'own', 'soon', 'later'])
  })
  it('tell how many places are taken, of those that are still there', () => {
    const rows = task('t', {}, ['x', null, 'y']).map((row) =>
      row.id === 't-s1' && row.kind === 'seat' ? { ...row, body: { ...row.body, gone: true } } : row,
    )
    expect(cardsOf(rows)[0]?.places).toEqual({ all: 2, taken: 2 })
  })
  it('carry the own claim with its place, and rather the one that is alive than an older one', () => {
    const [shown] = cardsOf(task('t', {}, ['k2']), mine('k1', 't', 'lost'), mine('k2', 't'), mine('k3', 't', 'lost'))
    expect([shown?.claim?.id, shown?.seat?.id, shown && isSettled(shown)]).toEqual(['k2', 't-s0', false])
    const [lost] = cardsOf(task('t', {}, ['x']), mine('k1', 't', 'lost'))
    expect([lost?.claim?.body.state, lost && isSettled(lost)]).toEqual(['lost', true])
  })
})

describe('the lists', () => {
  it('what fits asks for nothing that is not on the card, at a time that is free, and takes no hours of another', () => {
    const evening = { from: hoursOn(4), until: hoursOn(6) }
    const cards = cardsOf(
      task('plain'),
      task('skilled', { skills: ['haircut'] }),
      task('evening', evening),
      task('morning', { from: hoursOn(20), until: hoursOn(22) }),
      task('others', { group: 'medical' }),
      task('taken', { from: hoursOn(45), until: hoursOn(47) }, ['k1']),
      task('same hours', { from: hoursOn(46), until: hoursOn(48) }),
      mine('k1', 'taken'),
      card({ slots: ['wd_eve', 'we_pm'], groups: ['care'] }),
    )
    expect(idsOf(listOf(cards, 'fits', at))).toEqual(['evening', 'plain'])
    expect(cards.find(({ task: { id } }) => id === 'same hours')?.clashes.map(({ id }) => id)).toEqual(['taken'])
    expect(idsOf(listOf(cards, 'mine', at))).toEqual(['taken'])
  })
  it('nobody who rests is asked before the day', () => {
    const cards = cardsOf(
      task('before'),
      task('after', { from: hoursOn(90), until: hoursOn(99) }),
      card({ resting: '2026-11-29' as Day }),
    )
    expect(idsOf(listOf(cards, 'fits', at))).toEqual(['after'])
  })
  it('near is the own stair, its building, its micro-grid', () => {
    const building = aBuilding({ stairs: ['s1', 's2'].map((id) => ({ id, label: id, grid: asId<'grid'>(id) })) })
    const cards = cardsOf(
      building,
      task('stair', { grid: asId('s1') }),
      task('building', { grid: asId('root'), place: { sort: 'building', building: asId('b1') } }),
      task('beside', { grid: asId('s2') }),
      task('around', { grid: asId('m1') }),
      task('far', { grid: asId('s3') }),
      task('everywhere', { grid: asId('root') }),
    )
    const near = Object.fromEntries(cards.map((one) => [one.task.id, one.near]))
    expect(near).toEqual({
      stair: 'stair',
      building: 'building',
      beside: 'micro',
      around: 'micro',
      far: 'far',
      everywhere: 'far',
    })
    expect(idsOf(listOf(cards, 'near', at))).toEqual(['stair', 'building', 'around', 'beside'])
  })
  it('near is also where one lives, and what is at a house elsewhere does not fit', () => {
    const houses = ['s2', 's3'].map((id) =>
      aBuilding({ name: id, stairs: [{ id, label: id, grid: asId<'grid'>(id) }] }, `b-${id}`),
    )
    const at = (building: string) =>
      ({ grid: asId<'grid'>('root'), place: { sort: 'building', building: asId<'building'>(building) } }) as const
    const point = { place: { sort: 'point', point: [121, 31] } } as const
    const tasks = [
      ...[...task('here', at('b-s3')), ...task('there', at('b-s2')), ...task('anywhere')],
      ...[...task('point', { ...point, grid: asId('m1') }), ...task('somewhere', { ...point, grid: asId('root') })],
    ]
    const post = { person: me, grid: asId<'grid'>('root'), role: 'volunteer', since: '2026-01-01' as Day, until: null }
    const rows = [...GRIDS.filter(({ kind }) => kind === 'grid'), aRow('post', 'p', post), ...houses, ...tasks]
    const fitting = (...more: readonly Row[]) =>
      idsOf(listOf(taskCards(viewFrom([...rows, ...more]), reader), 'fits', CLOCK))
    expect(fitting()).toEqual(['anywhere', 'here', 'point', 'somewhere', 'there'])
    expect(fitting(card({ home: asId('s3') }))).toEqual(['here', 'anywhere', 'somewhere'])
    const cards = taskCards(viewFrom([...rows, card({ home: asId('m2') })]), reader)
    expect(idsOf(listOf(cards, 'near', CLOCK))).toEqual(['here'])
  })
  it('this week ends with the seventh day of the community, and urgent is what the vocabulary calls so', () => {
    const cards = cardsOf(
      task('last', { from: '2026-12-02T15:59:00.000Z' as TaskBody['from'], until: hoursOn(900) }),
      task('next', { from: '2026-12-02T16:00:00.000Z' as TaskBody['from'], until: hoursOn(900) }),
      task('now', { urgency: 'emergency', until: hoursOn(900), from: hoursOn(400) }),
    )
    expect(idsOf(listOf(cards, 'week', at))).toEqual(['last'])
    expect(idsOf(listOf(cards, 'urgent', at))).toEqual(['now'])
  })
  it('who has lost a place is offered a free one that fits, of the same kind if there is one', () => {
    const lost = mine('k1', 'lost', 'lost')
    const rows = [
      task('lost', { kind: 'escort' }, ['x']),
      task('other'),
      task('same', { kind: 'escort' }),
      task('full', { kind: 'escort', from: hoursOn(2) }, ['x']),
    ]
    const cards = cardsOf(...rows, lost)
    const own = cards.find(({ task: { id } }) => id === 'lost')
    expect(own && nextFree(cards, own, at)?.task.id).toBe('same')
    expect(own && nextFree([own], own, at)).toBeUndefined()
  })
  it('words are looked for in title, text and place, all of them', () => {
    const cards = cardsOf(
      task('a', { title: '理发岗', text: '周六 大厅' }),
      task('b', { title: '理发', place: { sort: 'grid', words: '花园' } }),
    )
    expect(idsOf(searchTasks(cards, ' 理发  大厅'))).toEqual(['a'])
    expect(idsOf(searchTasks(cards, '花园'))).toEqual(['b'])
    expect(searchTasks(cards, '')).toHaveLength(2)
    const labelsOf = ({ task: { id } }: { readonly task: { readonly id: string } }) => [
      id === 'a' ? '12号楼' : 'Haircut',
    ]
    expect(idsOf(searchTasks(cards, '理发 12号', labelsOf))).toEqual(['a'])
    expect(idsOf(searchTasks(cards, 'hair', labelsOf))).toEqual(['b'])
  })
  it('what one has taken on counts what only this phone knows', () => {
    const view = viewFrom([...GRIDS, mine('k1', 'a', 'claimed'), mine('k2', 'b'), mine('k3', 'c', 'submitted')])
    expect(loadOf(view, me)).toEqual({ open: 2, most: 3 })
  })
})
