import pinyinMatch from 'pinyin-match'
import { describe, expect, it } from 'vitest'
import { asId, type Instant } from './ids.ts'
import type { Bodies, Kind, RowOf } from './nouns.ts'
import { fitSyllables, foldKeys, syllableFolder } from './pinyin.ts'
import type { Rows } from './rows.ts'
import { indexRows, search } from './search.ts'

const row = <K extends Kind>(kind: K, id: string, body: Bodies[K]): RowOf<K> => ({
  kind,
  id,
  pack: asId('b:b1:g1'),
  seq: 1,
  writer: {},
  body,
})
interface Flat {
  readonly stair: string
  readonly room: string
  readonly floor: number
  readonly people?: readonly (readonly [name: string, pinyin?: readonly [string, string], phone?: string])[]
  readonly label?: string
  readonly moved?: boolean
}
function rowsOf(flats: readonly Flat[]): Pick<Rows, 'all'> {
  const labels = [...new Set(flats.map((flat) => flat.stair))]
  const stairs = labels.map((label) => ({ id: label, label, grid: asId<'grid'>('g1') }))
  const rows: { [K in Kind]?: unknown[] } = {
    building: [row('building', 'b1', { name: '88弄 12–13号', order: 1, stairs, shape: [], attributes: [] })],
    door: [],
    household: [],
    resident: [],
  }
  flats.forEach((flat, place) => {
    const household = asId<'household'>(`${flat.stair}${flat.room}${flat.label ?? ''}`)
    const door = asId<'door'>(`d-${household}`)
    rows.door?.push(
      row('door', door, {
        building: asId('b1'),
        stair: flat.stair,
        floor: flat.floor,
        room: flat.room,
        order: place,
        use: 'home',
      }),
    )
    rows.household?.push(
      row('household', household, {
        doors: [door],
        ...(flat.label === undefined ? {} : { label: flat.label }),
        dwelling: 'owner',
        care: 'green',
        tags: [],
        lastReached: null,
        lastVisit: null as Instant | null,
        nextDue: null,
        misses: 0,
      }),
    )
    flat.people?.forEach(([name, pinyin, phone], at) => {
      rows.resident?.push(
        row('resident', `${household}-${at}`, {
          household,
          name,
          ...(pinyin === undefined ? {} : { pinyin }),
          ...(phone === undefined ? {} : { phone }),
          sex: '1',
          tags: [],
          residence: 'live_registered',
          ...(flat.moved === true ? { ended: { on: '2026-01-01' as never, why: 'moved_out' } } : {}),
        }),
      )
    })
  })
  return { all: <K extends Kind>(kind: K) => (rows[kind] ?? []) as readonly RowOf<K>[] }
}

const index = indexRows(
  rowsOf([
    {
      stair: '12号',
      room: '302',
      floor: 3,
      people: [
        ['张建明', ['zhang jian ming', 'zjm'], '13812342231'],
        ['张慧', ['zhang hui', 'zh']],
      ],
    },
    { stair: '12号', room: '601', floor: 6, people: [['王珍', ['wang zhen', 'wz'], '021-56031234']] },
    { stair: '13号', room: '302', floor: 3, people: [['吕芳', ['lü fang', 'lf']]] },
    { stair: '13号', room: '3-甲', floor: 3, label: '北间', people: [['Maria Tan']] },
    { stair: '13号', room: '402', floor: 4, people: [['张建国', ['zhang jian guo', 'zjg']]], moved: true },
    { stair: '13号', room: '502', floor: 5, people: [['陈新来']] },
    { stair: '13号', room: '503', floor: 5 },
  ]),
)
const find = (query: string): readonly string[] => search(index, query, { limit: 20 }).map((hit) => hit.household.id)

describe('doors', () => {
  it.each(['12-302', '12号302', '12号302室', '88弄12号302', '12 302', '１２－３０２', '12号 302', '012-0302'])(
    '%s finds the one door',
    (query) => {
      expect(find(query)).toEqual(['12号302'])
    },
  )
  it('a room alone finds it in every stair, in walking order', () => {
    expect(find('302')).toEqual(['12号302', '13号302'])
  })
  it('a stair alone lists its doors from the ground up', () => {
    expect(find('12号')).toEqual(['12号302', '12号601'])
  })
  it('a door half typed is found already', () => {
    expect(find('13号50')).toEqual(['13号502', '13号503'])
  })
  it('a floor is a floor', () => {
    expect(find('12号6楼')).toEqual(['12号601'])
  })
  it('rooms with characters are found by them', () => {
    expect(find('13号甲')).toEqual(['13号3-甲北间'])
    expect(find('13-3甲')).toEqual(['13号3-甲北间'])
  })
  it('a lane that is not there finds nothing', () => {
    expect(find('90弄12号302')).toEqual([])
  })
})

describe('people', () => {
  it('characters find anywhere in a name, the beginning first', () => {
    expect(find('张建')).toEqual(['12号302', '13号402'])
    expect(find('珍')).toEqual(['12号601'])
  })
  it('the hit names the people who fit and only them', () => {
    expect(search(index, '慧', { limit: 5 })[0]?.residents.map((resident) => resident.body.name)).toEqual(['张慧'])
  })
  it('those who moved out come last', () => {
    expect(find('zj')).toEqual(['12号302', '13号402'])
    expect(find('张').at(-1)).toBe('13号402')
  })
  it('pinyin, initials and mixtures find', () => {
    for (const query of ['zhangjianming', 'zhang jian', 'zjm', 'zhangjm', 'jianming', 'ZhangJ'])
      expect(find(query)).toContain('12号302')
    expect(find('zjx')).toEqual([])
  })
  it('a name and a door narrow each other', () => {
    expect(find('张 12号')).toEqual(['12号302'])
    expect(find('12号张')).toEqual(['12号302'])
    expect(find('王 302')).toEqual([])
  })
  it('four digits or more find the tail of a phone number', () => {
    expect(find('2231')).toEqual(['12号302'])
    expect(find('138 1234 2231')).toEqual(['12号302'])
    expect(find('5603 1234')).toEqual(['12号601'])
    expect(find('231')).toEqual([])
  })
  it('a tail that begins with zeros finds its number, alone and with blanks in it', () => {
    const own = indexRows(
      rowsOf([{ stair: '12号', room: '101', floor: 1, people: [['赵一', ['zhao yi', 'zy'], '13800000231']] }]),
    )
    for (const query of ['0231', '00231', '138 0000 0231'])
      expect(search(own, query, { limit: 5 }).map((hit) => hit.residents.length)).toEqual([1])
    expect(search(own, '1231', { limit: 5 })).toEqual([])
  })
  it('names from elsewhere find by any of their words', () => {
    expect(find('maria')).toEqual(['13号3-甲北间'])
    expect(find('tan')).toEqual(['13号3-甲北间'])
  })
  it('a name without pinyin is left to the matcher handed in', () => {
    const pinyin = (name: string, keys: string): boolean => name === '陈新来' && keys === 'cxl'
    expect(find('cxl')).toEqual([])
    expect(search(index, 'cxl', { limit: 5, pinyin }).map((hit) => hit.household.id)).toEqual(['13号502'])
  })
  it('an empty query finds nothing', () => {
    expect(find('  ')).toEqual([])
    expect(find('号')).toEqual([])
  })
})

describe('surnames that are read in their own way', () => {
  /** As the server writes them. */
  const people: readonly (readonly [name: string, full: string, initials: string])[] = [
    ['单小红', 'shan xiao hong', 'sxh'],
    ['曾国平', 'zeng guo ping', 'zgp'],
    ['仇英', 'qiu ying', 'qy'],
    ['解晓东', 'xie xiao dong', 'xxd'],
    ['尉迟恭', 'yu chi gong', 'ycg'],
    ['区立明', 'ou li ming', 'olm'],
    ['盖丽丽', 'ge li li', 'gll'],
  ]
  const flats = (isRead: boolean): readonly Flat[] =>
    people.map(([name, full, initials], at) => ({
      stair: '3号',
      room: `40${at + 1}`,
      floor: 4,
      people: [isRead ? [name, [full, initials]] : [name]],
    }))
  const names = (index: ReturnType<typeof indexRows>, query: string, more: { pinyin?: typeof match } = {}) =>
    search(index, query, { limit: 20, ...more }).flatMap((hit) => hit.residents.map((row) => row.body.name))
  const match = (name: string, keys: string): boolean => pinyinMatch.match(name, keys) !== false
  it.each(people)('%s is found by characters, by %s and by %s', (name, full, initials) => {
    const read = indexRows(rowsOf(flats(true)))
    for (const query of [name, full.replaceAll(' ', ''), full, initials, `${full.split(' ')[0]}`]) {
      expect([query, ...names(read, query)]).toContain(name)
    }
  })
  it.each(people)('%s, typed without network, is found by %s and by %s too', (name, full, initials) => {
    const unread = indexRows(rowsOf(flats(false)))
    for (const query of [full.replaceAll(' ', ''), initials]) {
      expect([query, ...names(unread, query, { pinyin: match })]).toContain(name)
    }
  })
  it('a row of an older server, with its given name in one word, is found by its initials', () => {
    const old = indexRows(
      rowsOf([{ stair: '3号', room: '402', floor: 4, people: [['张建明', ['zhang jianming', 'zjm']]] }]),
    )
    for (const query of ['zjm', 'zj', 'zhangjianming', 'zhang']) expect(names(old, query)).toEqual(['张建明'])
    expect(names(old, 'zjx')).toEqual([])
  })
  it('their door is found as people write it', () => {
    const read = indexRows(rowsOf(flats(true)))
    for (const query of ['3-402', '3号402', '3号402室', '3 402']) {
      expect(search(read, query, { limit: 5 }).map((hit) => hit.household.id)).toEqual(['3号402'])
    }
  })
})

describe('syllables', () => {
  const scoreOf = (name: readonly string[], keys: string): number =>
    fitSyllables(syllableFolder()(name.join(' ')), foldKeys(keys))
  it('ü is found as v and as u', () => {
    expect(find('lv fang')).toEqual(['13号302'])
    expect(find('lufang')).toEqual(['13号302'])
  })
  it('a whole name beats its beginning, and that beats the initials', () => {
    const name = ['zhang', 'jian', 'ming']
    const scores = ['zhangjianming', 'zhangj', 'zjm', 'zhangjm', 'jianming'].map((keys) => scoreOf(name, keys))
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(new Set(scores).size).toBe(scores.length)
  })
  it('southern spelling still finds, last of all', () => {
    expect(scoreOf(['zhang', 'ming'], 'zanmin')).toBeGreaterThan(0)
    expect(scoreOf(['zhang', 'ming'], 'zanmin')).toBeLessThan(scoreOf(['zhang', 'ming'], 'ming'))
  })
})
