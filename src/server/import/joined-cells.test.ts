import { expect, test } from 'vitest'
import { writeOutPlaces } from './joined-cells.ts'

const placesOf = (...rows: readonly Readonly<Record<string, string>>[]) =>
  writeOutPlaces(rows.map((cells, at) => ({ line: at + 2, cells }))).map(({ cells, isFilled }) => [
    ['building', 'number', 'stair', 'floor', 'room', 'address'].flatMap((field) => cells[field] ?? []).join(' '),
    isFilled,
  ])

test('a house and a door that were joined over several rows hold for each of them', () => {
  expect(
    placesOf(
      { building: '3号楼', stair: '1单元', floor: '1', room: '101', name: '张三' },
      { name: '李四' },
      { room: '102', name: '王五' },
      { stair: '2单元', room: '101', name: '赵六' },
      { head: '钱七' },
      { building: '4号楼', room: '201', name: '孙八' },
      { name: '周九' },
      { address: '88弄 12号302室', name: '吴十' },
      { name: '郑一' },
    ),
  ).toEqual([
    ['3号楼 1单元 1 101', false],
    ['3号楼 1单元 1 101', true],
    ['3号楼 1单元 102', true],
    ['3号楼 2单元 101', true],
    ['3号楼 2单元 101', true],
    ['4号楼 201', false],
    ['4号楼 201', true],
    ['88弄 12号302室', false],
    ['88弄 12号302室', true],
  ])
})

test('what names nobody takes no place, and nothing is above the first row', () => {
  expect(placesOf({ name: '张三' }, { building: '3号楼', room: '101', name: '李四' }, { note: '共 2 人' })).toEqual([
    ['', false],
    ['3号楼 101', false],
    ['', false],
  ])
})
