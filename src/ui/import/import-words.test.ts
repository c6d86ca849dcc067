import { expect, test } from 'vitest'
import { BUILDING_COLUMNS, POST_COLUMNS, ROSTER_COLUMNS } from '../../server/import/headers.ts'
import { FILE_FAULTS, REASONS, REMARKS } from '../../server/import/problems.ts'
import { LANGUAGES, PARTS } from '../text/parts.ts'

test.each(LANGUAGES)('every code an import can answer with has its words in %s', async (language) => {
  const words: Readonly<Record<string, unknown>> = (await PARTS.import[language]()).text
  const keys = [
    ...Object.keys(REASONS).map((code) => `import.reason.${code}`),
    ...Object.keys(REMARKS).map((code) => `import.remark.${code}`),
    ...Object.keys(FILE_FAULTS).map((code) => `import.fault.${code}`),
    ...Object.keys({ ...ROSTER_COLUMNS, ...BUILDING_COLUMNS, ...POST_COLUMNS }).map(
      (field) => `import.column.${field}`,
    ),
  ]
  expect(keys.filter((key) => words[key] === undefined)).toEqual([])
})
