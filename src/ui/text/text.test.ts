import { beforeEach, describe, expect, it } from 'vitest'
import type { Day, Instant } from '../../domain/ids.ts'
import { label, language, loadText, speak, t, tx } from './text.ts'
import { sayDate, sayDue, sayLunar, sayWhen } from './when.ts'

beforeEach(async () => {
  await loadText('core', 'map')
  await speak('zh-CN')
})
const TODAY = '2026-11-26' as Day

describe('a sentence', () => {
  it('is filled in its own word order', async () => {
    expect(t('today.of', { all: 9, done: 2 })).toBe('今天 9 户，走好 2 户')
    await speak('en')
    expect(t('today.of', { all: 9, done: 2 })).toBe('Today 9, done 2')
  })
  it('takes the plural of its count, and numbers as the language writes them', async () => {
    await speak('en')
    expect(t('today.left', { count: 1 })).toBe('1 door left')
    expect(t('today.left', { count: 2716 })).toBe('2,716 doors left')
  })
  it('takes elements where a word must stand out', () => {
    expect(tx('people.more', { name: 'A', count: 1200 })).toEqual(['', 'A', ' 等 ', '1,200', ' 人'])
  })
  it('vocabulary words follow the language', async () => {
    const term = { id: 'met', zh: '见到本人', en: 'Met in person' }
    expect(label(term)).toBe('见到本人')
    await speak('en')
    expect([label(term), label(undefined)]).toEqual(['Met in person', ''])
  })
  it('speaking another language changes every part that is loaded', async () => {
    expect(t('map.title')).toBe('民情地图')
    await speak('en')
    expect([language.value, t('map.title'), t('tab.today')]).toEqual(['en', 'Map', 'Today'])
  })
})

describe('days and times', () => {
  const clock = { now: Date.parse('2026-11-26T06:20:00Z'), timeZone: 'Asia/Shanghai' }
  const when = (at: string): string => sayWhen(at as Instant, clock)
  it('are said as people say them, in the community’s zone', () => {
    expect(when('2026-11-25T23:40:00.000Z')).toBe('今早 7:40')
    expect(when('2026-11-26T06:05:00.000Z')).toBe('今天 14:05')
    expect(when('2026-11-25T11:48:00.000Z')).toBe('昨天 19:48')
    expect(when('2026-11-24T03:05:00.000Z')).toBe('11月24日 11:05')
    expect(when('2025-11-24T03:05:00.000Z')).toBe('2025年11月24日 11:05')
  })
  it('a due day says how it stands to today', async () => {
    expect(sayDue('2026-11-24' as Day, TODAY)).toEqual({ late: true, words: '超 2 天' })
    expect(sayDue(TODAY, TODAY)).toEqual({ late: false, words: '今天' })
    await speak('en')
    expect(sayDue('2026-11-27' as Day, TODAY)).toEqual({ late: false, words: '1 day left' })
  })
  it('the lunar day stands beside the other in Chinese only', async () => {
    expect([sayDate(TODAY), sayLunar(TODAY)]).toEqual(['11月26日 周四', '十月十八'])
    await speak('en')
    expect([sayDate(TODAY), sayLunar(TODAY)]).toEqual(['Thu Nov 26', ''])
  })
})
