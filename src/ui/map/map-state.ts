import { CLASSES, isLayer, type Layer, type MarkClass, SEEN_DAYS, type SeenDays } from '../../domain/layers.ts'
import { QUESTIONS, type Question } from '../../domain/questions.ts'

/**
 * What is looked at, as the address says it: it outlives a reload and the way back, and holds nothing about people.
 */
export interface MapState {
  readonly layer: Layer
  readonly days: SeenDays
  readonly hidden: ReadonlySet<MarkClass>
  /** The grid looked into; without one everything at hand. */
  readonly grid: string | undefined
  readonly isList: boolean
  /** Whether service points are drawn. */
  readonly hasFacilities: boolean
  readonly ask: Question | undefined
  /** A service point that is shown first. */
  readonly spot: string | undefined
  /** The building a question starts from. */
  readonly from: string | undefined
}
const USUAL_DAYS: SeenDays = 14

type Query = Readonly<Record<string, string | undefined>>
export function readState(query: Query): MapState {
  const layer = layerFrom(query['layer'])
  const hidden = new Set((query['hide'] ?? '').split('.'))
  return {
    layer,
    days: daysFrom(query['days']),
    hidden: new Set(CLASSES[layer].filter((mark) => hidden.has(mark))),
    grid: query['grid'],
    isList: query['as'] === 'list',
    hasFacilities: query['points'] !== 'none',
    ask: QUESTIONS.find((question) => question === query['ask']),
    from: query['from'],
    spot: query['spot'],
  }
}
export const layerFrom = (raw: string | undefined): Layer => (isLayer(raw) ? raw : 'care')
export const daysFrom = (raw: string | undefined): SeenDays =>
  SEEN_DAYS.find((days) => String(days) === raw) ?? USUAL_DAYS

/** The address of a state; what is usual is left out. Another layer has other classes: none of them is hidden. */
export function mapHref(state: MapState, next: Partial<MapState> = {}): string {
  const { layer, days, hidden, grid, isList, hasFacilities, ask, from } = { ...state, ...next }
  const query = new URLSearchParams()
  if (layer !== 'care') query.set('layer', layer)
  if (days !== USUAL_DAYS) query.set('days', String(days))
  if (hidden.size > 0 && layer === state.layer) query.set('hide', [...hidden].join('.'))
  if (grid !== undefined) query.set('grid', grid)
  if (isList) query.set('as', 'list')
  if (!hasFacilities) query.set('points', 'none')
  if (ask !== undefined) query.set('ask', ask)
  if (ask !== undefined && from !== undefined) query.set('from', from)
  return query.size === 0 ? '/map' : `/map?${query}`
}
/** A building's board, seen by the same layer. */
export const boardHref = ({ layer, days }: Pick<MapState, 'layer' | 'days'>, building: string): string =>
  `/building/${building}?${new URLSearchParams({ layer, ...(layer === 'unseen' ? { days: String(days) } : {}) })}`
