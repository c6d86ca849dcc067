import type { ImportRemark, ImportSource, RejectedRow } from '../../domain/import-wire.ts'

/** Why a row was not taken: one closed list, with what to do about it. */
export const REASONS = {
  no_building: { zh: '没有写楼栋或门牌号', en: 'no building or house number' },
  no_room: { zh: '没有写室号', en: 'no room' },
  ambiguous_building: {
    zh: '有几栋楼都叫这个名字，请写全路名或弄号',
    en: 'several buildings go by this name: add the road or lane',
  },
  no_stair: { zh: '楼里有几个门洞，请写号或单元', en: 'the building has several stairs: say which' },
  stair_unnamed: {
    zh: '这个室号登记在没有写单元的门洞里：先把那一户搬到写了单元的门，再导',
    en: 'the room stands in a stair without a name: move its household to a door of a named stair first',
  },
  no_name: { zh: '有个人信息但没有姓名', en: 'details of a person but no name' },
  name_too_long: { zh: '姓名超过 60 字', en: 'name longer than 60 characters' },
  bad_sex: { zh: '性别看不懂', en: 'sex not understood' },
  bad_birth: { zh: '出生日期看不懂', en: 'birth date not understood' },
  future_birth: { zh: '出生日期在今天之后', en: 'birth date lies in the future' },
  bad_phone: { zh: '电话超过 40 个字', en: 'telephone longer than 40 characters' },
  bad_care: { zh: '关爱等级不在字典里', en: 'care level not in the dictionary' },
  bad_floor: { zh: '楼层不是整数', en: 'floor is not a whole number' },
  bad_interval: { zh: '走访间隔不是 1–366 的整数', en: 'interval is not a whole number from 1 to 366' },
  too_long: { zh: '文字太长', en: 'text too long' },
  same_person_twice: { zh: '同一户里同一个人写了两次', en: 'the same person twice in one household' },
  same_building_twice: { zh: '同一栋楼写了两次', en: 'the same building twice' },
  not_an_area: { zh: '不是面（点、线或标注），跳过', en: 'not an area (a point, line or label)' },
  not_a_point: { zh: '不是点也不是面，跳过', en: 'neither a point nor an area' },
  unknown_sort: { zh: '不是社区服务点的类别，跳过', en: 'no sort of service point that the community lists' },
  bad_outline: { zh: '轮廓的坐标不完整', en: 'outline without enough or with broken coordinates' },
  not_wgs84: { zh: '坐标不是经纬度（WGS84）', en: 'coordinates are not longitude and latitude (WGS84)' },
  no_person: { zh: '没有写人', en: 'no person' },
  no_role: { zh: '没有写岗位', en: 'no role' },
  unknown_role: { zh: '岗位不在字典里', en: 'role not in the dictionary' },
  no_grid: { zh: '没有写网格', en: 'no grid' },
  unknown_grid: { zh: '没有这个网格', en: 'no such grid' },
  ambiguous_grid: { zh: '有几个网格都叫这个名字', en: 'several grids go by this name' },
  bad_level: { zh: '级别看不懂，或不低于上级', en: 'level not understood, or not below the one above' },
  grid_elsewhere: {
    zh: '这个网格现在挂在别处：到“社区管理”里从某天起移过来',
    en: 'the grid hangs elsewhere: move it from a day on in Administration',
  },
  grid_ended: {
    zh: '这个网格或它的上级已在“社区管理”里结束：请写现在的网格',
    en: 'the grid, or the one above it, was ended in Administration: name the one that stands now',
  },
  bad_day: { zh: '日期看不懂', en: 'day not understood' },
  bad_period: { zh: '结束早于开始', en: 'ends before it begins' },
} as const
export type Reason = keyof typeof REASONS
const HARMLESS: ReadonlySet<Reason> = new Set<Reason>(['not_an_area', 'not_a_point', 'unknown_sort'])
/** Passed over and told, but no reason to stop: a map file also has labels and roads. */
export const isHarmless = (reason: Reason): boolean => HARMLESS.has(reason)

/** What was taken although something in it was left out or guessed. */
export const REMARKS = {
  identity_column: {
    zh: '身份证号一列没有导入：手机上不存身份证号',
    en: 'the identity-card column was left out: identity numbers are never kept on phones',
  },
  unused_column: { zh: '这一列没有用到', en: 'column not used' },
  unknown_tag: { zh: '标签不在字典里，没有记', en: 'tag not in the dictionary, left out' },
  unknown_basis: {
    zh: '依据不在字典里，没有记',
    en: 'ground not in the dictionary, left out',
  },
  unknown_kinship: {
    zh: '关系不在字典里，记为“其他亲属”',
    en: 'relation not in the dictionary, taken as other relative',
  },
  unknown_dwelling: {
    zh: '房屋状态不在字典里，记为“不详”',
    en: 'dwelling status not in the dictionary, taken as unknown',
  },
  unknown_residence: {
    zh: '人户状态不在字典里，按“户在人在”记',
    en: 'residence not in the dictionary, taken as living and registered here',
  },
  place_above: {
    zh: '这一行没有写楼栋（或室号），按上一行的算',
    en: 'no house (or room) in this row: taken from the row above',
  },
  floor_guessed: { zh: '从室号看不出楼层，放在一楼', en: 'no storey in the room’s name, put on the ground floor' },
  odd_year: { zh: '年份不可信，没有记', en: 'a year that cannot be, left out' },
  odd_count: { zh: '数字看不懂，没有记', en: 'number not understood, left out' },
  broken_phone: {
    zh: '电话号码在表格软件里丢了末位，没有记',
    en: 'telephone number whose last digits a spreadsheet lost, left out',
  },
  serial_day: { zh: '日期写成了表格的序号，已换算', en: 'a day written as a spreadsheet’s serial number, converted' },
  other_sheets: { zh: '这个工作表没有读', en: 'sheet not read' },
  datum_named: { zh: '文件写明的坐标系', en: 'datum named by the file' },
  datum_detected: { zh: '从数值认出的坐标系', en: 'datum told by the numbers' },
  datum_assumed: { zh: '文件没有写坐标系，按这个读', en: 'the file names no datum, taken as this' },
  datum_chosen: { zh: '按选定的坐标系读', en: 'datum chosen by a person' },
  pieces_joined: { zh: '被切开或重复的轮廓，已并成整栋', en: 'outlines cut or repeated, joined into whole buildings' },
  ids_repeated: {
    zh: '几栋不在一处的楼用了同一个编号：这些编号没有用',
    en: 'one number for buildings that lie apart: these numbers were not used',
  },
  labels_joined: { zh: '标注点，用来给楼栋定名', en: 'label points, used to name buildings' },
  role_level: { zh: '这个岗位通常不在这一级网格', en: 'this role does not usually belong to this level of grid' },
  lives_elsewhere: {
    zh: '系统里已在别处：人留在系统里的住处，没有移动',
    en: 'lives elsewhere in the register: stays there, not moved',
  },
  ended_again: {
    zh: '系统里已登记迁出、去世或撤销，名册里还有：没有恢复',
    en: 'ended in the register and still in the roster: not revived',
  },
  number_twice: {
    zh: '同一个人（同一编号）在名册里写了几次，只记一个',
    en: 'the same person (same number) several times in the roster: taken once',
  },
  number_shared: {
    zh: '几个人用同一个人员编号：各按各的住处记',
    en: 'one number for several people: taken as different people, by their doors',
  },
  hangs_elsewhere: {
    zh: '楼或门洞已挂在别的楼组：没有移动，要移请到“社区管理”里从某天起移',
    en: 'the house or stair hangs on another group: not moved; move it from a day on in Administration',
  },
  kept_edit: { zh: '有人在门口改过，保留现在的内容', en: 'edited by a person since, kept as it is' },
} as const
export type RemarkCode = keyof typeof REMARKS

export type Source = ImportSource
export interface Rejected extends RejectedRow {
  readonly reason: Reason
}
export interface Remark extends ImportRemark {
  readonly code: RemarkCode
}

/** Why a whole file could not be read. */
export const FILE_FAULTS = {
  not_found: { zh: '找不到文件', en: 'file not found' },
  empty: { zh: '文件是空的', en: 'the file is empty' },
  too_big: { zh: '文件超过 64 MB', en: 'larger than 64 MB' },
  too_slow: { zh: '60 秒还没有读完', en: 'not read within 60 seconds' },
  too_much_memory: { zh: '读这个文件要的内存太多', en: 'takes too much memory to read' },
  web_page: {
    zh: '这是网页，不是表格：用 Excel 打开后另存为 .xlsx',
    en: 'a web page, not a table: open it in a spreadsheet program and save it as .xlsx',
  },
  password: { zh: '文件有密码，请先去掉密码', en: 'the file has a password: remove it first' },
  too_many_columns: { zh: '列数超过 1,000', en: 'more than 1,000 columns' },
  too_many_rows: { zh: '行数超过 50,000', en: 'more than 200,000 rows' },
  no_areas: { zh: '文件里没有面（轮廓、边界）', en: 'no areas (outlines, boundaries) in the file' },
  no_points: { zh: '文件里没有点', en: 'no points in the file' },
  unknown_metres: {
    zh: '坐标是米，看不出坐标系，请选定',
    en: 'coordinates in metres of an unknown datum: choose it',
  },
  not_a_table: { zh: '不是 CSV、XLSX 或 XLS 表格', en: 'neither CSV nor XLSX nor XLS' },
  broken_table: { zh: '表格在这里断了', en: 'the table is broken here' },
  no_header: { zh: '找不到认得的表头', en: 'no header that is understood' },
  missing_columns: { zh: '缺少必要的列', en: 'columns are missing' },
  not_json: { zh: '不是 JSON', en: 'not JSON' },
  not_geojson: { zh: '不是 GeoJSON FeatureCollection', en: 'not a GeoJSON FeatureCollection' },
  other_datum: { zh: '坐标系不是 WGS84', en: 'not in WGS84' },
  stopped: { zh: '已停止', en: 'stopped' },
  failed: { zh: '读不出来', en: 'could not be read' },
} as const
export type FileFaultCode = keyof typeof FILE_FAULTS

/** A file that cannot be read at all: one clear error. */
export class FileFault extends Error {
  readonly code: FileFaultCode
  readonly found: string
  constructor(code: FileFaultCode, found = '', options: ErrorOptions = {}) {
    super(`${FILE_FAULTS[code].en}${found === '' ? '' : `: ${found}`}`, options)
    this.name = 'FileFault'
    this.code = code
    this.found = found
  }
}

/** Collects remarks: one line a kind and value, however many rows have it. */
export class Remarks {
  readonly #kept: Map<string, Remark>
  constructor(others?: Remarks) {
    this.#kept = new Map(others === undefined ? [] : others.#kept)
  }
  add({ count = 1, ...remark }: Omit<Remark, 'count'> & { readonly count?: number }): void {
    const key = `${remark.file}/${remark.code}/${remark.found}`
    const known = this.#kept.get(key)
    this.#kept.set(key, known === undefined ? { ...remark, count } : { ...known, count: known.count + count })
  }
  list(): readonly Remark[] {
    return [...this.#kept.values()]
  }
}
