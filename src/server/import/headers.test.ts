import { expect, test } from 'vitest'
import { POST_COLUMNS, ROSTER_COLUMNS, readHeader } from './headers.ts'

test('a column of identity numbers is known however an office heads it', () => {
  const headers = [
    ...[
      '身份证',
      '身份证号（必填）',
      '户主身份证号码',
      '居民身份证件号',
      '公民身份号码',
      '身份编号',
      '证件号码',
      '证件编号',
    ],
    ...[
      '护照',
      '护照号码',
      '身份证/护照',
      '居住证号',
      'ID号',
      'ID No.',
      'ID Number',
      'ID card',
      'Resident ID card no.',
    ],
    ...['Identity Number', 'identification_no', 'NRIC', 'NRIC No.', 'IC No', 'National ID', 'Passport no.'],
  ]
  expect(readHeader(headers, ROSTER_COLUMNS)).toMatchObject({ at: {}, unused: [], identity: headers })
})

test('a header that only resembles one is no column of identity numbers', () => {
  const headers = [
    ...['人员编号', '户号', '身份', '编号', '姓名（与身份证一致）', '证件类型', '身份证住址', '网格编号', '门牌号'],
    ...['id', 'Grid no', 'Household ID', 'Resident ID', 'Person ID', 'Unit No.', 'Block no', 'Medic no'],
  ]
  for (const fields of [ROSTER_COLUMNS, POST_COLUMNS])
    expect(readHeader<string>(headers, fields as Readonly<Record<string, readonly string[]>>).identity).toEqual([])
})
