/** Which column says what, by its header in Chinese or English. */
export const ROSTER_COLUMNS = {
  street: ['路', '路名', '道路', 'street', 'road'],
  lane: ['弄', '弄号', 'lane'],
  building: [
    '楼栋',
    '楼栋号',
    '楼幢',
    '楼号',
    '楼宇',
    '楼名',
    '幢',
    '幢号',
    '栋',
    '栋号',
    'building',
    'buildingname',
    'block',
    'blk',
  ],
  number: ['号', '号牌', '门牌号', '门号', 'number', 'no', 'housenumber', 'houseno'],
  stair: ['单元', '单元号', '门洞', '楼门', 'stair', 'entrance', 'staircase'],
  floor: ['楼层', '层', '所在楼层', 'floor', 'storey', 'level'],
  room: [
    '室号',
    '室',
    '房号',
    '房间',
    '房间号',
    '户室',
    '房室号',
    '室号房号',
    'room',
    'flat',
    'apartment',
    'door',
    'roomnumber',
    'roomno',
    'unit',
    'unitno',
  ],
  address: ['地址', '住址', '门牌', '门牌地址', '详细地址', '居住地址', '现住址', '居住地', 'address'],
  label: ['分户', '户标', '户别', 'label'],
  householdNo: ['户号', '户编号', '家庭编号', 'household', 'householdid', 'householdno', 'familyid'],
  residentNo: ['人员编号', '居民编号', 'residentid', 'personid'],
  head: ['户主', '户主姓名', 'head', 'headofhousehold'],
  name: ['姓名', '居民姓名', '成员姓名', '名字', 'name', 'resident', 'fullname'],
  sex: ['性别', 'sex', 'gender'],
  birth: [
    '出生',
    '出生日期',
    '出生年月',
    '出生年月日',
    '出生年份',
    '生日',
    'birth',
    'birthdate',
    'dateofbirth',
    'dob',
    'birthyear',
    'yearofbirth',
    'birthday',
  ],
  phone: [
    '电话',
    '手机',
    '手机号',
    '手机号码',
    '联系电话',
    '电话号码',
    '联系方式',
    'phone',
    'mobile',
    'tel',
    'telephone',
    'phonenumber',
  ],
  kinship: [
    '与户主关系',
    '与户主的关系',
    '和户主关系',
    '家庭关系',
    '关系',
    'kinship',
    'relation',
    'relationship',
    'relationtohead',
    'relationshiptohead',
  ],
  tags: ['标签', '人员标签', '人员类别', '类别', '人群', '特征', 'tags', 'labels', 'tag'],
  care: ['关爱等级', '关怀等级', '关注等级', '等级', '风险等级', 'care', 'carelevel'],
  careReason: ['关爱原因', '等级原因', '原因', 'carereason', 'reason'],
  interval: ['走访间隔', '间隔天数', '间隔', 'interval', 'visitinterval'],
  dwelling: [
    '房屋状态',
    '居住状态',
    '居住情况',
    '房屋性质',
    '住房性质',
    '住房情况',
    '房屋类型',
    'dwelling',
    'dwellingstatus',
    'occupancy',
  ],
  residence: ['人户状态', '人户关系', '户籍状态', '户籍情况', '户籍', 'residence', 'registration', 'residencestatus'],
  note: ['备注', '说明', '注意事项', '上门提示', 'note', 'notes', 'remark', 'remarks'],
  basis: ['依据', '知情依据', '同意依据', '告知依据', '知情同意', 'basis', 'consentbasis', 'legalbasis'],
  use: ['用途', '门户类型', 'use', 'dooruse'],
  shop: ['店名', '店铺', '商铺', '店铺名称', 'shop', 'shopname'],
  micro: ['微网格', '楼群微网格', '所属微网格', '网格', '所属网格', 'grid', 'microgrid'],
  group: ['楼组', '楼组网格', '所属楼组', 'group', 'buildinggroup', 'stairgrid'],
  contactOnly: ['仅联系人', '仅联系', '只作联系人', 'contactonly'],
} as const
export const BUILDING_COLUMNS = {
  id: ['编号', '楼栋编号', 'id', 'code', 'buildingid'],
  building: ['楼名', '小区名称', '名称', '楼宇名称', ...ROSTER_COLUMNS.building, 'name'],
  street: ROSTER_COLUMNS.street,
  lane: ROSTER_COLUMNS.lane,
  number: ROSTER_COLUMNS.number,
  address: ROSTER_COLUMNS.address,
  levels: ['层数', '楼层数', '总层数', '地上层数', 'levels', 'floors', 'storeys'],
  homes: ['户数', '总户数', 'households', 'homes'],
  built: ['建成年份', '建成年代', '建筑年代', '竣工年份', 'built', 'yearbuilt', 'yearofconstruction'],
  longitude: ['经度', 'longitude', 'lng', 'lon', 'x'],
  latitude: ['纬度', 'latitude', 'lat', 'y'],
  micro: ROSTER_COLUMNS.micro,
  group: ROSTER_COLUMNS.group,
} as const
export const POST_COLUMNS = {
  person: ['姓名', '人员', '人员姓名', 'person', 'name'],
  personNo: ['工号', '人员编号', '编号', 'personid', 'staffid'],
  role: ['岗位', '职务', '角色', '任职', 'role', 'post', 'position'],
  grid: ['网格', '所属网格', '负责网格', '楼组', '微网格', 'grid'],
  since: ['开始', '起', '自', '任职日期', '开始日期', '起始日期', 'since', 'from', 'start'],
  until: ['结束', '止', '至', '结束日期', '截止日期', 'until', 'to', 'end'],
  standIn: ['代理', '代班', '代', 'standin'],
} as const
/** A column a level, or a name and what it hangs under. */
export const GRID_COLUMNS = {
  levelStreet: ['街道', '街道总网格', '总网格', '镇街', 'street'],
  levelBlock: ['街区', '街区网格', '片区', 'block'],
  levelResidential: ['居民区', '居民区网格', '居委', '居委会', '社区', '村居', 'residential', 'committee', 'community'],
  levelMicro: ['微网格', '楼群微网格', '楼群', '微网格名称', 'microgrid', 'micro'],
  levelStair: ['楼组', '楼组网格', '楼组名称', '末级网格', 'stair', 'group', 'stairgrid'],
  gridName: ['名称', '网格', '网格名称', '网格名', 'name', 'grid', 'gridname'],
  parent: ['上级', '上级网格', '所属网格', '上级名称', 'parent', 'above', 'under'],
  gridLevel: ['级别', '层级', '网格级别', '网格层级', 'level'],
  gridCode: ['编号', '编码', '网格编号', '网格编码', '代码', 'code', 'gridcode'],
  leader: ['负责人', '网格长', '微网格长', '楼组长', '组长', '姓名', 'leader', 'head'],
  role: ['岗位', '职务', 'role', 'post'],
} as const
/**
 * Never imported: phones keep no identity numbers, and what is not on the server cannot be lost. By what a header holds,
 * since offices write 户主身份证号 and 身份证件号码; an 身份 alone is a rank, and a grid has its number (gridno).
 */
const IDENTITY = new RegExp(
  [
    '身份证(?!上?的?[住地]址)|身份(?:编)?号|证件(?:编)?号|(?:居住|通行|回乡|军官)证(?:编)?号|护照',
    'idcard|^identity|^identification|(?:national|citizen)id|nric|passport|^id(?:号|no|num)|^ic(?:号|no|num)',
  ].join('|'),
  'u',
)

/** 手机号码：（必填）* and Phone Number are 手机号码 and phonenumber. */
const plainHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（【[][^)）】\]]*[)）】\]]/gu, '')
    .replace(/[\s:_*#./、-]+/gu, '')

/**
 * How the list of rejected rows heads what it says of a row: words that no source has for a column of its own, so that
 * a mended list brings them along and nothing of them is read.
 */
export const OF_REJECTED = {
  zh: { columns: ['未收原因', '行号', '看到的'], left: '没有带上的列：' },
  en: { columns: ['why it was not taken', 'line in the file', 'what was found'], left: 'columns left behind: ' },
} as const
const SAID_OF_REJECTED = new Set(Object.values(OF_REJECTED).flatMap(({ columns }) => columns.map(plainHeader)))
export const isOfRejected = (header: string): boolean =>
  SAID_OF_REJECTED.has(plainHeader(header)) ||
  Object.values(OF_REJECTED).some(({ left }) => header.startsWith(left.trim()))
/** The word that heads a field's column in a language; every source has one in Chinese first. */
export const headerFor = (words: readonly string[], language: 'zh' | 'en'): string =>
  (language === 'en' ? words.find((word) => /^[a-z]+$/u.test(word)) : words[0]) ?? ''

export interface Columns<Field extends string> {
  /** Place of each field's column. */
  readonly at: Partial<Readonly<Record<Field, number>>>
  /** Headers that say nothing to us. */
  readonly unused: readonly string[]
  readonly identity: readonly string[]
  /** The header row as it stands. */
  readonly headers: readonly string[]
}
/** Reads a header row; the first of two columns that say the same is taken. */
export function readHeader<Field extends string>(
  cells: readonly string[],
  fields: Readonly<Record<Field, readonly string[]>>,
): Columns<Field> {
  const at: Partial<Record<Field, number>> = {}
  const unused: string[] = []
  const identity: string[] = []
  const words = Object.entries(fields) as [Field, readonly string[]][]
  cells.forEach((cell, place) => {
    const header = plainHeader(cell)
    if (header === '' || isOfRejected(cell)) return
    if (IDENTITY.test(header)) identity.push(cell)
    else {
      const field = words.find(([, names]) => names.includes(header))?.[0]
      if (field === undefined || field in at) unused.push(cell)
      else at[field] = place
    }
  })
  return { at, unused, identity, headers: cells }
}
