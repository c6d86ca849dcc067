/** What somebody said at the door, and what came of it. Our own sentences, in the manner of the lanes. */
export interface Saying {
  readonly words: string
  /** Id of needCategories. */
  readonly need?: string
  /** Id of observations: something to keep in mind. */
  readonly mind?: string
}
type Mood = 'old' | 'young' | 'anyone'

const OLD: readonly Saying[] = [
  { words: '今朝勿下楼了，脚里没力气。' },
  { words: '血压药还有一周，我晓得自己去配。' },
  { words: '饭自己烧不动了，食堂的菜能送上来伐？', need: 'eat.meal_delivery' },
  { words: '食堂开到几点钟？我眼睛不好，看不清爽那张纸。', need: 'eat.canteen' },
  { words: '牙齿不来三，硬的咬不动，有软一点的饭菜伐？', need: 'eat.special_diet' },
  { words: '腿脚不便，下趟楼要歇三趟。', mind: 'health' },
  { words: '膝盖老毛病，上下楼要扶牢。', mind: 'health' },
  { words: '厕所想装个扶手，有补贴伐？', need: 'live.aging_adapt', mind: 'safety' },
  { words: '浴缸跨不进去了，一直揩揩身。', need: 'live.aging_adapt', mind: 'safety' },
  { words: '下个礼拜三要去医院，一个人不敢去。', need: 'go.escort' },
  { words: '取药要人陪，脚肿。', need: 'go.escort', mind: 'health' },
  { words: '配药排队太长，能代配伐？', need: 'health.medicine' },
  { words: '想请家庭医生来量量血压。', need: 'health.home_doctor' },
  { words: '血糖最近有点高，啥辰光来量一量？', need: 'health.measure' },
  { words: '夜里睡不着，老是想从前的事体。', need: 'leisure.company', mind: 'mind' },
  { words: '儿子在外头忙，礼拜天来个电话就好了。', mind: 'support' },
  { words: '一个人闷，有人来讲讲话最好。', need: 'leisure.company', mind: 'mind' },
  { words: '手机上挂号弄不来，教教我好伐？', need: 'digital.appointment' },
  { words: '字太小，手机调不大。', need: 'digital.phone' },
  { words: '有人打电话来讲我中奖，我没睬伊。', mind: 'safety' },
  { words: '长护险怎么申请，要啥材料？', need: 'care.long_term' },
  { words: '头发长了，能上门剃个头伐？', need: 'care.haircut' },
  { words: '助浴师傅啥辰光再来？上趟洗得蛮适意。', need: 'care.bath' },
  { words: '轮椅借一部，出院回来要用。', need: 'care.equipment' },
  { words: '隔壁阿姨帮我带小菜，谢谢伊。' },
  { words: '菜场搬远了，拎不动。', need: 'eat.market' },
  { words: '米拎不上来，帮忙带一袋。', need: 'shop.errand' },
  { words: '年纪大了，听不清，侬讲响一点。' },
  { words: '蛮好蛮好，勿要为我操心。' },
  { words: '儿女都孝顺，吃穿勿愁。' },
  { words: '老伴住院两天了，女儿陪着。' },
  { words: '敬老卡找不着了，补办到啥地方去？', need: 'law.papers' },
  { words: '居委发的油收到了，谢谢大家。' },
]
const YOUNG: readonly Saying[] = [
  { words: '小囡放学没人带，有托班伐？', need: 'child.after_school' },
  { words: '兴趣班还有名额吗？', need: 'child.after_school' },
  { words: '宝宝打预防针在哪里约？', need: 'child.parenting' },
  { words: '刚搬来，垃圾几点钟好扔？', need: 'law.policy' },
  { words: '居住证要续，材料带哪些？', need: 'law.papers' },
  { words: '楼上半夜里拖椅子，睡不好。', mind: 'living' },
  { words: '车子停不进来，晚上要转好几圈。', need: 'go.parking' },
  { words: '电瓶车充电的地方不够，能再装几个插座伐？', need: 'go.ebike' },
  { words: '周末有空，可以来做志愿者。' },
  { words: '上班早，晚上八点以后在家。' },
  { words: '快递老放在楼道里，过路不方便。', mind: 'living' },
  { words: '想找份近一点的工作，方便接小囡。', need: 'job.job' },
  { words: '房东说要涨价，合同没到期可以伐？', need: 'law.legal' },
  { words: '都好，有事会在群里讲。' },
  { words: '双休日有亲子活动的话叫我一声。', need: 'child.parenting' },
]
const ANYONE: readonly Saying[] = [
  { words: '三楼走廊灯不亮，夜里摸黑。', need: 'live.repair', mind: 'living' },
  { words: '水龙头漏，师傅讲要等。', need: 'live.repair', mind: 'safety' },
  { words: '天花板有水印子，楼上讲不是他家。', need: 'live.leak', mind: 'living' },
  { words: '落雨天厨房间墙壁返潮。', need: 'live.leak', mind: 'living' },
  { words: '电梯几时好装？我们这个门洞都签了字。', need: 'live.lift' },
  { words: '二楼不肯签电梯，大家劝劝。', need: 'live.lift', mind: 'living' },
  { words: '空调坏了，房间里勿好蹲。', need: 'live.heating_cooling' },
  { words: '煤气管有点味道，已经叫人来看过，没事。', mind: 'safety' },
  { words: '插座老化了，一用电吹风就跳闸。', need: 'live.repair', mind: 'safety' },
  { words: '门口公交站取消了，老远去乘。', need: 'go.bus_stop' },
  { words: '楼下台阶高，轮椅推不上。', need: 'go.barrier_free' },
  { words: '便民市集啥辰光再来？磨刀修伞蛮好。', need: 'shop.market_day' },
  { words: '活动室周末不开，能开伐？', need: 'leisure.place' },
  { words: '合唱队还收人伐？', need: 'leisure.activity' },
  { words: '书法班想报名。', need: 'leisure.class' },
  { words: '大米便宜的那天叫我一声。', need: 'shop.discount' },
  { words: '救助申请交上去了，还没回音。', need: 'job.relief', mind: 'support' },
  { words: '失业金怎么领？', need: 'job.benefit' },
  { words: '楼道里纸板箱堆到二楼了。', mind: 'living' },
  { words: '没啥事体，辛苦你了。' },
  { words: '蛮好，谢谢关心。' },
  { words: '小区绿化比旧年好多了。' },
  { words: '下个月要出去两个礼拜，门锁好了。' },
]
export const SAYINGS: Readonly<Record<Mood, readonly Saying[]>> = { old: OLD, young: YOUNG, anyone: ANYONE }

/** Notes of the leader's own, for visits that met nobody. */
export const MISSED_NOTES = ['敲了三遍', '邻居讲出去买菜了', '灯亮着，没人应', '留了条子', '电话也没接'] as const

/** Why the household has its level; one sentence a leader would write. */
export const CARE_REASONS: Readonly<Record<string, readonly string[]>> = {
  alone_80: ['八十以上独居，子女不住本区', '高龄独居，上下楼不便', '高龄独居，去年跌过一跤'],
  childless: ['没有子女，侄子有时来'],
  disabled_child: ['老人带残疾子女，两人都要人帮'],
  incapacitated: ['一方失能，老伴照顾，也上了年纪'],
  dementia: ['会走失，家里装了门铃提醒'],
  dialysis: ['一周三次血透，断电断水要先问'],
  alone: ['独居，身体还可以', '独居，女儿每周来'],
  couple_75: ['两位老人，子女周末来', '纯老家庭，一方有慢性病'],
  low_income: ['享受低保'],
  disabled_severe: ['重残，家里有人照顾'],
  lost_child: ['敏感，上门前先打电话'],
  limited_mobility: ['走路要用拐杖'],
  chronic: ['手术后恢复'],
}
export const HOUSEHOLD_NOTES = [
  '讲沪语，敲门要响一点',
  '上午在家',
  '下午睡午觉，三点以后来',
  '养了一只狗，不咬人',
  '门铃坏了，要敲门',
  '晚上七点以后才有人',
  '先打电话再上门',
  '备用钥匙在隔壁',
] as const
