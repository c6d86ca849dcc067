import {
  careOf,
  classesOf,
  countCalling,
  countOf,
  type Layer,
  type MarkClass,
  type Tally,
} from '../../domain/layers.ts'
import { t } from '../text/text.ts'

interface Told {
  readonly layer: Layer
  readonly days: number
}
/** 高风险, 超期, 14 天没见: the word of a class. */
export function sayClass(mark: MarkClass, days: number): string {
  const care = careOf(mark)
  if (care !== undefined) return t(`care.${care}`)
  return mark === 'unseen' || mark === 'seen'
    ? t(`map.class.${mark}`, { count: days })
    : t(`map.class.${mark as 'overdue' | 'today' | 'soon' | 'later' | 'never' | 'late' | 'open' | 'none' | 'unknown'}`)
}
/** 88弄 12–13号，28 户，高风险 2，重点 5 …: what the picture says of a house, in full. */
export function sayHouse(name: string, tally: Tally | undefined, { layer, days }: Told): string {
  if (tally === undefined) return name
  return [name, t('map.households', { count: tally.households }), ...sayCounts(tally, { layer, days })].join(
    t('map.comma'),
  )
}
const sayCounts = (tally: Tally, { layer, days }: Told): readonly string[] =>
  classesOf(layer)
    .filter((mark) => countOf(tally, mark) > 0)
    .map((mark) => t('map.classCount', { name: sayClass(mark, days), count: countOf(tally, mark) }))

/** The one number of a layer with what it is counted of: 到期 5 / 28 户. */
export function sayShare(tally: Tally, { layer, days }: Told): string {
  const of = tally.households
  switch (layer) {
    case 'care':
      return t('map.share.care', { count: countOf(tally, 'red'), of })
    case 'unseen':
      return t('map.share.unseen', { count: countOf(tally, 'seen'), of, days })
    default:
      return t(`map.share.${layer}`, { count: countCalling(tally), of })
  }
}
