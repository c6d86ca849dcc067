import { expect, test } from 'vitest'
import { boardOf } from '../../domain/board.ts'
import type { Row } from '../../domain/nouns.ts'
import { viewFrom } from '../../store/view.ts'
import { aServer, importInto, rowsOf, TODAY } from '../../testing/import-kit.ts'

/** As offices keep them: rooms missing, a shop and a cellar between homes, houses' numbers for stairs, a shared door. */
const ROSTER = `楼栋,号,室号,姓名,与户主关系,店名,用途
88弄12-13号,13号,301,钱七,户主,,
88弄12-13号,12号,103,李四,户主,,
88弄12-13号,12号,101,张三,户主,,
88弄12-13号,12号,101,张妻,妻子,,
88弄12-13号,12号,101,王五,户主,,
88弄12-13号,13号,商铺2,,,裁缝铺,
88弄12-13号,12号,地下室,,,,仓库
88弄12-13号,12号,202,,,,
88弄12-13号,13号,103,赵六,户主,,
`

test('an irregular roster becomes a board of the doors that are there: none is made up, each stands on its floor and stair', async () => {
  const server = aServer()
  const { rejected } = await importInto(server, { roster: ROSTER })
  expect(rejected).toEqual([])
  const kinds = ['building', 'door', 'household', 'resident'] as const
  const rows = (await Promise.all(kinds.map((kind) => rowsOf(server, kind)))).flat() as readonly unknown[]
  const [building] = await rowsOf(server, 'building')
  if (building === undefined) throw new Error('no building')
  const { stairs, floors, counts } = boardOf(viewFrom(rows as readonly Row[]), building, TODAY)
  expect(stairs.map(({ stair, households }) => [stair.label, households])).toEqual([
    ['12号', 4],
    ['13号', 2],
  ])
  expect(
    floors.map(({ floor, stairs: own }) => [
      floor,
      ...own.map((doors) => doors.map(({ door, households }) => `${door.body.room}×${households.length}`)),
    ]),
  ).toEqual([
    [3, [], ['301×1']],
    [2, ['202×1'], []],
    [1, ['101×2', '103×1'], ['103×1', '商铺2×0']],
    [-1, ['地下室×0'], []],
  ])
  expect([counts.households, counts.shops, counts.shared]).toEqual([6, 1, 1])
})
