/** The work of a week in community A, as it hangs at the committee's board; everything in it is invented. */
export interface PlannedTask {
  readonly kind: string
  readonly title: string
  readonly text?: string
  readonly steps: readonly string[]
  /** The whole community, or a micro-grid by its number. */
  readonly micro?: number
  readonly words?: string
  readonly remote?: true
  /** Days from today and hours of the day. */
  readonly on: readonly [day: number, from: number, until: number]
  /** May be done on any of so many days. */
  readonly days?: number
  readonly places: number
  readonly skills?: readonly string[]
  readonly urgent?: true
  readonly youngest?: number
  /** Somebody is helped whose name and door only the claimer may know. */
  readonly helps?: true
  /** How many of its places volunteers have taken. */
  readonly taken?: number
}

export const PLANNED: readonly PlannedTask[] = [
  {
    kind: 'errand',
    title: '代取药',
    text: '腿脚不便，药快吃完了。',
    steps: [
      '先打电话，问清药名',
      '上门拿医保卡，写收条',
      '卫生服务站取药，药名、规格对一遍',
      '送到家，当面点清',
      '告诉块长办好了',
    ],
    micro: 3,
    on: [0, 9, 18],
    days: 2,
    places: 1,
    helps: true,
    taken: 1,
  },
  {
    kind: 'thursday_action',
    title: '中心花园捡拾',
    steps: ['在花园东门领手套', '捡完交回袋子'],
    micro: 3,
    words: '中心花园东门',
    on: [1, 15, 16],
    places: 8,
    taken: 5,
  },
  {
    kind: 'escort',
    title: '陪诊：眼科复查',
    text: '上午看专家门诊，来回要人扶。',
    steps: ['楼下接人', '陪着挂号、候诊、取药', '送到家，家里人接手'],
    micro: 3,
    on: [2, 8, 11],
    places: 1,
    helps: true,
  },
  {
    kind: 'market_booth',
    title: '理发岗',
    text: '便民市集，理发工具社区有。',
    steps: ['八点半到摊位', '收摊把头发扫干净'],
    words: '文化活动站门口',
    on: [3, 9, 12],
    places: 5,
    skills: ['haircut'],
    taken: 3,
  },
  {
    kind: 'market_booth',
    title: '量血压岗',
    steps: ['领血压计', '超过 160 的请到卫生站'],
    words: '文化活动站门口',
    on: [3, 9, 12],
    places: 2,
    skills: ['medical'],
    taken: 1,
  },
  {
    kind: 'market_booth',
    title: '引导岗',
    steps: [],
    words: '文化活动站门口',
    on: [3, 8, 12],
    places: 6,
    taken: 2,
  },
  {
    kind: 'wish',
    title: '微心愿：想听收音机',
    text: '八十多岁的老人，旧收音机坏了，想修好或换一台。',
    steps: ['看看能不能修', '教会开关和调台'],
    micro: 5,
    on: [0, 9, 18],
    days: 8,
    places: 1,
    helps: true,
  },
  {
    kind: 'publicity',
    title: '教老人用手机',
    text: '教看病挂号和防骗，一对一。',
    steps: ['带自己的手机', '教挂号', '教认骗子电话'],
    words: '居委二楼',
    on: [2, 14, 16],
    places: 3,
    skills: ['it'],
    taken: 3,
  },
  {
    kind: 'patrol',
    title: '楼道堆物巡查',
    steps: ['从顶楼走到底楼', '堵门的拍下来，别拍人'],
    micro: 3,
    on: [1, 19, 20],
    places: 2,
    taken: 1,
  },
  {
    kind: 'clean_green',
    title: '花坛补种',
    steps: ['领花苗', '种好浇水'],
    micro: 1,
    words: '76弄花坛',
    on: [4, 9, 11],
    places: 4,
  },
  {
    kind: 'repair',
    title: '修水龙头',
    text: '厨房龙头漏水，零件已买好。',
    steps: ['先关总阀', '换好试水'],
    micro: 2,
    on: [0, 9, 18],
    days: 3,
    places: 1,
    skills: ['electric'],
    urgent: true,
    helps: true,
  },
  {
    kind: 'supply',
    title: '送重阳糕到门口',
    text: '一层一层送，不用进门。',
    steps: ['居委领糕', '送完把名单交回'],
    micro: 3,
    on: [2, 9, 11],
    places: 4,
    taken: 1,
  },
  {
    kind: 'data_check',
    title: '打电话核对空关户',
    text: '在家打电话，名单当面交接。',
    steps: ['领名单', '打完交回'],
    remote: true,
    on: [0, 9, 21],
    days: 6,
    places: 2,
    youngest: 18,
  },
  {
    kind: 'duty',
    title: '晚间门岗值守',
    steps: ['七点前到岗', '交班签字'],
    micro: 7,
    words: '河滨路大门',
    on: [1, 19, 22],
    places: 2,
    youngest: 18,
  },
]
