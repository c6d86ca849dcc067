import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { FILE_FAULTS, type FileFaultCode, type Source } from './problems.ts'
import { readFile } from './read-file.ts'

const DATA = resolve(process.cwd(), '../shared/data')
const isHere = existsSync(DATA)
const withData = test.skipIf(!isHere)
const note = isHere ? '' : ' (not run: ../shared/data is not here)'

type Expected = FileFaultCode | readonly [taken: number, rejected: number]
/** What each real file is read as, and what it comes to: rows (or buildings) and rejected ones, or one clear fault. */
const FILES: Readonly<Record<string, readonly [source: Source, expected: Expected]>> = {
  'geo/berlin_mitte_buildings.geojson': ['buildings', [1934, 0]],
  'geo/brooklyn_tile254_buildings.geojson': ['buildings', [844, 0]],
  'geo/mumbai_ward061_buildings.geojson': ['buildings', [146, 1]],
  'geo/osm_raw_small.osm': ['buildings', 'not_json'],
  'geo/shanghai_huangpu_buildings.geojson': ['buildings', [1450, 31]],
  'geo/shanghai_huangpu_pois.geojson': ['buildings', 'no_areas'],
  'geo/shanghai_huangpu_roads.geojson': ['buildings', 'no_areas'],
  'geo/singapore_sengkang_amenities.geojson': ['buildings', 'no_areas'],
  'geo/singapore_sengkang_hdb_buildings.geojson': ['buildings', [114, 0]],
  'geo/snezhinsk_town_buildings.geojson': ['buildings', [6471, 0]],
  'tables/ganji_dalian_bd09_and_wgs84_utf8_crlf.csv': ['buildings', [1585, 1]],
  'tables/ganji_shanghai_compounds_gbk_crlf.csv': ['buildings', [4901, 1]],
  'tables/ganji_shanghai_sample158_gbk.csv': ['buildings', [157, 0]],
  'address/annotation_guide_cn.md': ['roster', 'no_header'],
  'address/chinese_address_bio_dev.txt': ['roster', 'too_many_rows'],
  'admin/HK-MO-TW.json': ['roster', 'not_a_table'],
  'admin/areas_6digit.csv': ['buildings', 'missing_columns'],
  'admin/streets_9digit.csv': ['buildings', 'missing_columns'],
  'names/chinese_family_name_1k.xlsx': ['roster', 'no_header'],
  'names/familyname.csv': ['roster', 'no_header'],
  'names/givenname_chars.csv': ['roster', 'no_header'],
  'names/top100name_by_year.csv': ['roster', 'no_header'],
  'requests/smartgov_category_taxonomy_3level.xlsx': ['roster', 'no_header'],
  'requests/smartgov_messages_4326.xlsx': ['roster', 'no_header'],
  'requests/open311_bloomington_requests.json': ['buildings', 'not_geojson'],
  'requests/open311_bloomington_services.json': ['buildings', 'not_geojson'],
  'requests/open311_chicago_requests.json': ['buildings', 'not_geojson'],
  'forms/household/Nairobi_2021.xls': ['roster', 'missing_columns'],
  'forms/pyxform/widgets.xls': ['roster', 'missing_columns'],
  'forms/pyxform/xlsform_spec_test.xlsx': ['roster', 'no_header'],
}
const SOURCES = ['roster', 'buildings', 'grids', 'posts', 'boundaries', 'facilities'] as const

async function comesTo(source: Source, path: string): Promise<Expected> {
  const outcome = await readFile(source, readFileSync(join(DATA, path)))
  if ('fault' in outcome) return outcome.fault
  return 'rows' in outcome.ok ? [outcome.ok.rows.length, 0] : [outcome.ok.footprints.length, outcome.ok.rejected.length]
}

withData(
  `every real file comes to the rows or the one clear fault that are written beside it${note}`,
  async () => {
    for (const [path, [source, expected]] of Object.entries(FILES))
      expect(await comesTo(source, path), `${path} as ${source}`).toEqual(expected)
  },
  120_000,
)

withData(
  `any real file, read as anything, is rows or one fault of the list: no crash and no silent nothing${note}`,
  async () => {
    const files = readdirSync(DATA, { recursive: true }).map(String)
    for (const path of files.filter((file) => /\.(?:csv|xlsx?|json|geojson|txt|md|osm)$/u.test(file))) {
      for (const source of SOURCES) {
        const found = await comesTo(source, path)
        const isClear = typeof found === 'string' ? found !== 'failed' && found in FILE_FAULTS : found[0] > 0
        expect(isClear, `${path} as ${source}: ${found}`).toBe(true)
      }
    }
  },
  180_000,
)
