import writeXlsxFile from 'write-excel-file/node'

const HOUSEHOLDS = 2716
const RESIDENTS = 6300
const STAIRS = 118
const HEADER = ['弄', '号', '室号', '姓名', '性别', '出生日期', '电话', '与户主关系', '标签', '房屋状态', '备注']

/** A roster as a committee of 118 stairs keeps it: one row a resident, one for each empty flat. Names are numbers. */
export function rosterWorkbook(): Promise<Buffer> {
  const rows: string[][] = []
  for (let household = 0; household < HOUSEHOLDS; household++) {
    const [stair, door] = [household % STAIRS, Math.floor(household / STAIRS)]
    const room = `${Math.floor(door / 4) + 1}0${(door % 4) + 1}`
    const share =
      Math.floor(((household + 1) * RESIDENTS) / HOUSEHOLDS) - Math.floor((household * RESIDENTS) / HOUSEHOLDS)
    for (let member = 0; member < share; member++) {
      const person = rows.length
      const year = 1930 + ((person * 7) % 90)
      rows.push([
        ...['88弄', `${stair + 1}号`, room, `居民${household}之${member}`, person % 2 === 0 ? '男' : '女'],
        ...[`${year}-0${(person % 9) + 1}-1${person % 9}`, `154${String(person).padStart(8, '0')}`],
        ...[
          member === 0 ? '户主' : '子女',
          person % 20 === 0 ? '独居老人' : '',
          '自住',
          person % 30 === 0 ? '讲沪语' : '',
        ],
      ])
    }
  }
  return writeXlsxFile([HEADER, ...rows].map((row) => row.map((value) => ({ value })))).toBuffer()
}
