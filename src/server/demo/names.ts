import type { Chance } from './chance.ts'

/** Common surnames and characters, put together by lot: whoever is called so in life is not meant. */
const SURNAMES =
  '王王王李李李张张张刘刘陈陈陈杨赵黄周周吴吴徐徐孙胡朱朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆陆顾顾郝孔白崔康毛邱秦江史侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文施倪俞单虞瞿奚宣闵柏'
const COMPOUND = ['欧阳', '诸葛', '上官', '司徒'] as const

type Era = 'old' | 'middle' | 'young'
const GIVEN: Readonly<Record<Era, { readonly '1': string; readonly '2': string }>> = {
  old: {
    '1': '建明国华德根生祥荣发福宝林海仁忠义礼信安昌康永庆金水土木长寿松柏鹤年文武勇志和平',
    '2': '秀英桂兰凤珍玉梅芳素琴月娥彩云巧妹惠贤淑贞美凤仙翠宝娣阿金水菊香莲根弟福妹玲娟',
  },
  middle: {
    '1': '建国伟强军勇志刚卫东红兵跃进国庆文革民华平斌峰鸣晓海涛波辉明敏俊杰超立新',
    '2': '丽敏静娟红霞萍艳芳燕玲莉琴华英慧晓蕾薇群佩蓉雯洁勤美珍建新月芬洪青莹',
  },
  young: {
    '1': '子轩浩宇一诺俊杰天佑明哲思远嘉豪宇航博文昊泽睿辰逸凡梓铭承俊熙瑞霖宸睿星',
    '2': '子涵欣怡雨桐诗涵梓萱思琪佳怡语嫣可馨一诺梦瑶若曦芷晴悦安然书妍婧雅静宁乐',
  },
}
const eraOf = (age: number): Era => (age >= 62 ? 'old' : age >= 34 ? 'middle' : 'young')

export const surnameOf = (chance: Chance): string =>
  chance.happens(0.006) ? chance.pick(COMPOUND) : chance.pick([...SURNAMES])

export function nameFor(surname: string, person: { sex: '1' | '2'; age: number }, chance: Chance): string {
  const characters = [...GIVEN[eraOf(person.age)][person.sex]]
  const first = chance.pick(characters)
  if (chance.happens(person.age >= 62 ? 0.1 : 0.18)) return surname + first
  const second = chance.pick(characters)
  return surname + first + second
}

/**
 * Numbers that cannot ring at anybody's: no network was ever given 154, and every number of the demo carries four
 * noughts after it. The last four digits run through all values before any comes again.
 */
export const phoneOf = (place: number): string => `1540000${String((place * 7919 + 2231) % 10_000).padStart(4, '0')}`
export const IMPOSSIBLE_PHONE = /^1540000\d{4}$/
