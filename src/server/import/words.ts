import type { ImportReport, RejectedRow, RowDifference } from '../../domain/import-wire.ts'
import { REASONS, REMARKS } from './problems.ts'

export type Language = 'zh' | 'en'
export const languageOf = (locale: string | undefined): Language => (/^zh/iu.test(locale ?? '') ? 'zh' : 'en')

const FILES = {
  roster: { zh: '名册', en: 'roster' },
  buildings: { zh: '楼栋', en: 'buildings' },
  grids: { zh: '网格', en: 'grids' },
  posts: { zh: '岗位', en: 'posts' },
  boundaries: { zh: '网格边界', en: 'boundaries' },
  facilities: { zh: '服务点', en: 'service points' },
} as const
const COUNTED = {
  grids: { zh: '网格', en: 'grids' },
  buildings: { zh: '楼栋', en: 'buildings' },
  doors: { zh: '门户', en: 'doors' },
  households: { zh: '家庭', en: 'households' },
  residents: { zh: '居民', en: 'residents' },
  people: { zh: '人员', en: 'people' },
  posts: { zh: '岗位', en: 'posts' },
  boundaries: { zh: '网格边界', en: 'boundaries' },
  facilities: { zh: '服务点', en: 'service points' },
} as const
const WORDS = {
  into: { zh: '导入到', en: 'Into' },
  fresh: { zh: '(新建)', en: '(new)' },
  new: { zh: '新增', en: 'new' },
  changed: { zh: '更新', en: 'changed' },
  same: { zh: '不变', en: 'same' },
  line: { zh: '第 # 行', en: 'line #' },
  rejectedRows: { zh: '没有收下的行', en: 'Rows not taken' },
  skipped: { zh: '跳过的图形', en: 'Features passed over' },
  remarks: { zh: '说明', en: 'Remarks' },
  onlyInRoster: { zh: '名册里有、地图文件里没有的楼栋', en: 'Buildings in the roster and not in the map file' },
  onlyInBuildings: { zh: '地图文件里有、名册里没有的楼栋', en: 'Buildings in the map file and not in the roster' },
  missing: { zh: '系统里有、名册里没有(保留)', en: 'In the register and not in the roster (kept)' },
  kept: {
    zh: '有人在门口或社区管理里改过、保留的字段',
    en: 'Fields edited at the door or in Administration since, kept',
  },
  difference: { zh: '会改的', en: 'Would change' },
  codes: { zh: '登录码(每人一个，只能用一次)', en: 'Sign-in codes (one each, for one use)' },
  dryRun: { zh: '试运行：什么都没有写。', en: 'Dry run: nothing was written.' },
  refused: {
    zh: '有行没有收下，所以什么都没有写。改好再导，或加 --accept-good-rows 只导好的行。',
    en: 'Rows were not taken, so nothing was written. Mend them, or add --accept-good-rows to take the good ones.',
  },
  written: { zh: '已写入。', en: 'Written.' },
  stale: { zh: '登记册在这期间变了，什么都没有写。', en: 'The register has changed meanwhile: nothing was written.' },
  nothingNew: { zh: '和系统里一样，什么都没有改。', en: 'The register says all of this already: nothing was changed.' },
} as const

interface Sentence {
  readonly zh: string
  readonly en: string
}
const sayOf = (list: Readonly<Record<string, Sentence>>, code: string): Sentence => list[code] ?? { zh: code, en: code }

const SHOWN = 200
/** The report as an operator reads it. */
export function describeReport(report: ImportReport, language: Language): string {
  const say = (key: keyof typeof WORDS): string => WORDS[key][language]
  const { community, counts } = report
  const placeOf = (line: number): string => (line > 1 ? ` ${say('line').replace('#', String(line))}` : '')
  const lines = [`${say('into')} ${community.name}${community.isNew ? ` ${say('fresh')}` : ''}`]
  for (const [what, fates] of Object.entries(counts) as [
    keyof typeof COUNTED,
    Record<'new' | 'changed' | 'same', number>,
  ][]) {
    if (fates.new + fates.changed + fates.same === 0) continue
    const parts = (['new', 'changed', 'same'] as const).map((fate) => `${say(fate)} ${fates[fate]}`)
    lines.push(`  ${COUNTED[what][language]}: ${parts.join(', ')}`)
  }
  const list = (title: keyof typeof WORDS, entries: readonly string[]): void => {
    if (entries.length === 0) return
    lines.push('', `${say(title)} (${entries.length}):`, ...entries.slice(0, SHOWN).map((entry) => `  ${entry}`))
    if (entries.length > SHOWN) lines.push('  …')
  }
  const rejected = (harmless: boolean) => report.rejected.filter(({ isHarmless = false }) => isHarmless === harmless)
  list(
    'rejectedRows',
    rejected(false).map((row) => describeRejected(row, language)),
  )
  list(
    'skipped',
    rejected(true).map((row) => describeRejected(row, language)),
  )
  list(
    'remarks',
    report.remarks.map(
      (remark) =>
        `${FILES[remark.file][language]}${placeOf(remark.line)}: ${remark.found} ×${remark.count}: ${sayOf(REMARKS, remark.code)[language]}`,
    ),
  )
  if (report.dryRun) list('difference', report.difference.changed.map(describeChange))
  list('onlyInRoster', report.onlyInRoster)
  list('onlyInBuildings', report.onlyInBuildings)
  const { households, residents } = report.missing
  if (households + residents > 0)
    lines.push(
      '',
      `${say('missing')}: ${COUNTED.households[language]} ${households}, ${COUNTED.residents[language]} ${residents}`,
    )
  if (report.kept > 0) lines.push(`${say('kept')}: ${report.kept}`)
  list(
    'codes',
    report.codes.map(({ name, code }) => `${name}  ${code.slice(0, 5)} ${code.slice(5)}`),
  )
  lines.push('', say(outcomeOf(report)))
  return `${lines.join('\n')}\n`
}
const outcomeOf = ({ written, nothingNew, dryRun, isStale }: ImportReport): keyof typeof WORDS =>
  written ? (nothingNew ? 'nothingNew' : 'written') : isStale ? 'stale' : dryRun ? 'dryRun' : 'refused'
const describeChange = ({ name, fields }: RowDifference): string =>
  `${name}: ${fields.map(({ field, before, after }) => `${field} ${before} → ${after}`).join('; ')}`
const describeRejected = ({ file, line, reason, found }: RejectedRow, language: Language): string =>
  `${FILES[file][language]} ${WORDS.line[language].replace('#', String(line))}: ${sayOf(REASONS, reason)[language]}${found === undefined ? '' : ` (${found})`}`
