import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { findGaps } from '../../domain/gaps.ts'
import type { RowOf } from '../../domain/nouns.ts'
import {
  aloneUnseen,
  marked,
  newcomers,
  promised,
  QUESTIONS,
  type Question,
  sameNeeds,
} from '../../domain/questions.ts'
import { isDue } from '../../domain/today.ts'
import { useIsWhole, useView } from '../live.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Button } from '../parts/pieces.tsx'
import { formatNumber, t } from '../text/text.ts'
import { shortName } from './Houses.tsx'
import type { MapData } from './map-data.ts'
import { type MapState, mapHref } from './map-state.ts'

interface AskProps {
  readonly state: MapState
  readonly data: MapData
  /** The house chosen on the map: some questions are then about it. */
  readonly from: RowOf<'building'> | undefined
  readonly onClose: () => void
}
/** What people ask of a map, in their own words, each with how many answers there are. */
export function Ask({ state, data, from, onClose }: AskProps): JSX.Element {
  const counts = useCounts(data, from?.id)
  const isWhole = useIsWhole()
  return (
    <Dialog title={t('map.askTitle')} onClose={onClose} actions={<Button onClick={onClose}>{t('go.close')}</Button>}>
      {QUESTIONS.map((ask) => (
        <a key={ask} class="note" href={mapHref(state, { ask, from: from?.id })} onClick={onClose}>
          <span class="note__t">{sayQuestion(ask, { days: state.days, house: from })}</span>
          {isWhole && <b class="num">{formatNumber(counts[ask])}</b>}
          <Icon name="next" size="s" />
        </a>
      ))}
    </Dialog>
  )
}
function useCounts({ placed, moment }: MapData, from: string | undefined): Readonly<Record<Question, number>> {
  const view = useView()
  return useMemo(
    () => ({
      aloneUnseen: aloneUnseen(view, placed, moment).length,
      nextNear: placed.filter((one) => isDue(one.household.body, moment.today)).length,
      promised: promised(from === undefined ? placed : placed.filter((one) => one.building === from)).length,
      sameNeed: sameNeeds(placed).length,
      newcomers: newcomers(placed).length,
      marked: new Set(marked(view, placed).flatMap(({ buildings }) => buildings)).size,
      gaps: findGaps(view, placed, moment.today).length,
    }),
    [view, placed, moment, from],
  )
}

/** The question as people put it. */
export function sayQuestion(
  ask: Question,
  { days, house }: { readonly days: number; readonly house: RowOf<'building'> | undefined },
): string {
  switch (ask) {
    case 'aloneUnseen':
      return t('map.question.aloneUnseen', { days })
    case 'promised':
      return house === undefined
        ? t('map.question.promised')
        : t('map.question.promisedIn', { house: shortName(house.body.name) })
    default:
      return t(`map.question.${ask}`)
  }
}
